package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.StateSpaceDualKernels;
import org.jspecify.annotations.Nullable;

/** State-space duality as its recurrence: no chunked form, only the kept states are a chunk apart. */
public final class PlainStateSpaceDualKernels implements StateSpaceDualKernels {
    @Override
    public int savedSize(int length, int heads, int headDimension, int groups, int states, int chunk) {
        return (length + chunk - 1) / chunk * heads * states * headDimension;
    }

    @Override
    public int scratchSize(int length, int heads, int headDimension, int groups, int states, int chunk) {
        return 0;
    }

    @Override
    public void forward(
            int length,
            int heads,
            int headDimension,
            int groups,
            int states,
            int chunk,
            float[] input,
            int xOffset,
            int bOffset,
            int cOffset,
            int inputStride,
            float[] dt,
            int dtOffset,
            float[] a,
            int aOffset,
            float[] skip,
            int skipOffset,
            float[] y,
            int yOffset,
            float @Nullable [] state,
            int stateOffset,
            float @Nullable [] saved,
            int savedOffset,
            float[] scratch,
            int scratchOffset) {
        double[] s = new double[states * headDimension];
        for (int head = 0; head < heads; head++) {
            int group = head / (heads / groups) * states;
            int size = states * headDimension;
            for (int i = 0; i < size; i++) {
                s[i] = state == null ? 0 : state[stateOffset + head * size + i];
            }
            for (int t = 0; t < length; t++) {
                if (saved != null && t % chunk == 0) {
                    for (int i = 0; i < size; i++) {
                        saved[savedOffset + (t / chunk * heads + head) * size + i] = (float) s[i];
                    }
                }
                double step = dt[dtOffset + t * heads + head];
                double decay = Math.exp(step * a[aOffset + head]);
                int row = t * inputStride;
                for (int p = 0; p < headDimension; p++) {
                    double value = input[xOffset + row + head * headDimension + p];
                    double sum = skip[skipOffset + head] * value;
                    for (int n = 0; n < states; n++) {
                        int i = n * headDimension + p;
                        s[i] = decay * s[i] + step * input[bOffset + row + group + n] * value;
                        sum += input[cOffset + row + group + n] * s[i];
                    }
                    y[yOffset + (t * heads + head) * headDimension + p] = (float) sum;
                }
            }
            for (int i = 0; state != null && i < size; i++) {
                state[stateOffset + head * size + i] = (float) s[i];
            }
        }
    }

    @Override
    public void backward(
            int length,
            int heads,
            int headDimension,
            int groups,
            int states,
            int chunk,
            float[] input,
            int xOffset,
            int bOffset,
            int cOffset,
            int inputStride,
            float[] dt,
            int dtOffset,
            float[] a,
            int aOffset,
            float[] skip,
            int skipOffset,
            float[] saved,
            int savedOffset,
            float[] y,
            int yOffset,
            float[] dy,
            int dyOffset,
            float[] dInput,
            int dxOffset,
            int dBOffset,
            int dCOffset,
            int dInputStride,
            float[] dDt,
            int dDtOffset,
            float[] dA,
            int dAOffset,
            float[] dSkip,
            int dSkipOffset,
            float[] scratch,
            int scratchOffset) {
        int size = states * headDimension;
        double[] s = new double[(length + 1) * size]; // state before each token, of one head
        double[] dBC = new double[length * 2 * groups * states];
        for (int head = 0; head < heads; head++) {
            int group = head / (heads / groups) * states;
            double rate = a[aOffset + head];
            for (int i = 0; i < size; i++) {
                s[i] = saved[savedOffset + head * size + i];
            }
            for (int t = 0; t < length; t++) {
                double step = dt[dtOffset + t * heads + head];
                double decay = Math.exp(step * rate);
                int row = t * inputStride;
                for (int n = 0; n < states; n++) {
                    for (int p = 0; p < headDimension; p++) {
                        int i = t * size + n * headDimension + p;
                        s[i + size] = decay * s[i]
                                + step
                                        * input[bOffset + row + group + n]
                                        * input[xOffset + row + head * headDimension + p];
                    }
                }
            }
            double[] ds = new double[size];
            double dRate = 0;
            double dSkipSum = 0;
            for (int t = length - 1; t >= 0; t--) {
                double step = dt[dtOffset + t * heads + head];
                double decay = Math.exp(step * rate);
                int row = t * inputStride;
                double dDecay = 0;
                double dStep = 0;
                for (int p = 0; p < headDimension; p++) {
                    double g = dy[dyOffset + (t * heads + head) * headDimension + p];
                    double value = input[xOffset + row + head * headDimension + p];
                    double dValue = 0;
                    dSkipSum += g * value;
                    for (int n = 0; n < states; n++) {
                        int i = n * headDimension + p;
                        double bValue = input[bOffset + row + group + n];
                        int bc = (t * groups * states + group + n) * 2;
                        ds[i] += g * input[cOffset + row + group + n];
                        dBC[bc] += ds[i] * step * value;
                        dBC[bc + 1] += g * s[(t + 1) * size + i];
                        dDecay += ds[i] * s[t * size + i];
                        dStep += ds[i] * bValue * value;
                        dValue += ds[i] * bValue;
                        ds[i] *= decay;
                    }
                    dInput[dxOffset + t * dInputStride + head * headDimension + p] =
                            (float) (dValue * step + g * skip[skipOffset + head]);
                }
                dDt[dDtOffset + t * heads + head] = (float) (dStep + dDecay * decay * rate);
                dRate += dDecay * decay * step;
            }
            dA[dAOffset + head] += (float) dRate;
            dSkip[dSkipOffset + head] += (float) dSkipSum;
        }
        for (int t = 0; t < length; t++) {
            for (int n = 0; n < groups * states; n++) {
                int bc = (t * groups * states + n) * 2;
                dInput[dBOffset + t * dInputStride + n] = (float) dBC[bc];
                dInput[dCOffset + t * dInputStride + n] = (float) dBC[bc + 1];
            }
        }
    }

    @Override
    public void step(
            int heads,
            int headDimension,
            int groups,
            int states,
            float[] input,
            int xOffset,
            int bOffset,
            int cOffset,
            float[] dt,
            int dtOffset,
            float[] a,
            int aOffset,
            float[] skip,
            int skipOffset,
            float[] y,
            int yOffset,
            float[] state,
            int stateOffset) {
        forward(
                1,
                heads,
                headDimension,
                groups,
                states,
                1,
                input,
                xOffset,
                bOffset,
                cOffset,
                0,
                dt,
                dtOffset,
                a,
                aOffset,
                skip,
                skipOffset,
                y,
                yOffset,
                state,
                stateOffset,
                null,
                0,
                NOTHING,
                0);
    }

    private static final float[] NOTHING = {};
}
