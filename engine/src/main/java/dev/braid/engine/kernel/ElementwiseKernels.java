package dev.braid.engine.kernel;

/**
 * What is done element by element. Flat kernels take a count and offsets; kernels with {@code rows} and {@code width} take
 * row strides as well. An output may be the very range of an input (in place) unless said otherwise; partial overlap is
 * never allowed. Input gradients are written; parameter gradients (of a bias, a scale) are added to what is there.
 */
public interface ElementwiseKernels {
    /** out = a + b. */
    void add(int count, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outOffset);

    /** out += a. */
    void addTo(int count, float[] a, int aOffset, float[] out, int outOffset);

    /** out = α a + β b: mean (½, ½), subtraction (1, −1), any learned or fixed pair of weights. */
    void combine(
            int count,
            float alpha,
            float[] a,
            int aOffset,
            float beta,
            float[] b,
            int bOffset,
            float[] out,
            int outOffset);

    /** out = factor · a. */
    void scale(int count, float factor, float[] a, int aOffset, float[] out, int outOffset);

    /** out += factor · a. */
    void addScaled(int count, float factor, float[] a, int aOffset, float[] out, int outOffset);

    /** out = a ∘ b. */
    void multiply(int count, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outOffset);

    /** out += a ∘ b. */
    void addProduct(int count, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outOffset);

    /** Σ a ∘ b: the gradient of a scalar weight. */
    float dot(int count, float[] a, int aOffset, float[] b, int bOffset);

    /** out = −exp(a): decay rates from A_log (their gradient: dA_log = dA ∘ A, {@link #addProduct}). */
    void negativeExponential(int count, float[] a, int aOffset, float[] out, int outOffset);

    /** Rows of a to rows of out. */
    void copyRows(int rows, int width, float[] a, int aOffset, int aStride, float[] out, int outOffset, int outStride);

    /** Rows of a added to rows of out. */
    void addRows(int rows, int width, float[] a, int aOffset, int aStride, float[] out, int outOffset, int outStride);

    /** out[i,j] = a[i,j] + bias[j]. */
    void addBias(
            int rows,
            int width,
            float[] a,
            int aOffset,
            int aStride,
            float[] bias,
            int biasOffset,
            float[] out,
            int outOffset,
            int outStride);

    /** sum[j] += Σ_i a[i,j]: the gradient of a bias. */
    void addColumnSums(int rows, int width, float[] a, int aOffset, int aStride, float[] sum, int sumOffset);

    /** out[i,j] = a[i,j] · weight[j]. */
    void scaleChannels(
            int rows,
            int width,
            float[] a,
            int aOffset,
            int aStride,
            float[] weight,
            int weightOffset,
            float[] out,
            int outOffset,
            int outStride);

    /** Gradients of {@link #scaleChannels}: dA = dOut ∘ weight, dWeight[j] += Σ_i dOut[i,j] a[i,j]. */
    void scaleChannelsBackward(
            int rows,
            int width,
            float[] a,
            int aOffset,
            int aStride,
            float[] weight,
            int weightOffset,
            float[] dOut,
            int dOutOffset,
            int dOutStride,
            float[] dA,
            int dAOffset,
            int dAStride,
            float[] dWeight,
            int dWeightOffset);

    /** y = f(x). */
    void activate(Activation f, int count, float[] x, int xOffset, float[] y, int yOffset);

    /** dx = dy ∘ f′(x), with x the input of {@link #activate}. */
    void activateBackward(
            Activation f, int count, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset);

    /** y[i,j] = softplus(x[i,j] + bias[j]) = log(1 + exp(·)). */
    void softplus(
            int rows,
            int width,
            float[] x,
            int xOffset,
            int xStride,
            float[] bias,
            int biasOffset,
            float[] y,
            int yOffset,
            int yStride);

    /** Gradients of {@link #softplus} from its result y: dx = dy ∘ (1 − e^−y), dBias[j] += Σ_i dx[i,j]. */
    void softplusBackward(
            int rows,
            int width,
            float[] y,
            int yOffset,
            int yStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            float[] dBias,
            int dBiasOffset);

    /**
     * out = y ∘ SiLU(z). Mamba's gate; and SwiGLU, where z and y are the two halves of one [rows, 2F] buffer.
     */
    void gate(
            int rows,
            int width,
            float[] y,
            int yOffset,
            int yStride,
            float[] z,
            int zOffset,
            int zStride,
            float[] out,
            int outOffset,
            int outStride);

    /** Gradients of {@link #gate}: writes dy and dz; dOut may be dy or dz. */
    void gateBackward(
            int rows,
            int width,
            float[] y,
            int yOffset,
            int yStride,
            float[] z,
            int zOffset,
            int zStride,
            float[] dOut,
            int dOutOffset,
            int dOutStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dz,
            int dzOffset,
            int dzStride);

    /** out = g ∘ m + (1 − g) ∘ a with g = σ(logit). */
    void blend(
            int count,
            float[] logit,
            int logitOffset,
            float[] m,
            int mOffset,
            float[] a,
            int aOffset,
            float[] out,
            int outOffset);

    /** Gradients of {@link #blend}: writes dLogit, dM and dA, all distinct; one of them may be dOut. */
    void blendBackward(
            int count,
            float[] logit,
            int logitOffset,
            float[] m,
            int mOffset,
            float[] a,
            int aOffset,
            float[] dOut,
            int dOutOffset,
            float[] dLogit,
            int dLogitOffset,
            float[] dM,
            int dMOffset,
            float[] dA,
            int dAOffset);

    /**
     * y[i] = x[i] / (1 − rate) where element {@code firstIndex + i} is kept, else 0; the backward pass is the same call on
     * the gradient. See {@link Dropout}.
     *
     * @param rate in [0, 1)
     * @param seed of this use of dropout (run, step and block mixed by the caller)
     * @param firstIndex the global index of x[0], so that the mask does not depend on how a batch is cut into shards
     */
    void dropout(int count, float rate, long seed, long firstIndex, float[] x, int xOffset, float[] y, int yOffset);
}
