package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.ScanKernels;
import org.jspecify.annotations.Nullable;

/** The selective scan as its recurrence, one channel and state at a time. */
public final class PlainScanKernels implements ScanKernels {
    @Override
    public int savedSize(int length, int channels, int states) {
        return (length + SEGMENT - 1) / SEGMENT * states * channels;
    }

    @Override
    public int scratchSize(int length, int channels, int states) {
        return 0;
    }

    @Override
    public void forward(
            int length,
            int channels,
            int states,
            float[] x,
            int xOffset,
            float[] delta,
            int deltaOffset,
            float[] b,
            int bOffset,
            int cOffset,
            int bcStride,
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
        for (int n = 0; n < states; n++) {
            for (int d = 0; d < channels; d++) {
                double h = state == null ? 0 : state[stateOffset + n * channels + d];
                double rate = a[aOffset + n * channels + d];
                for (int t = 0; t < length; t++) {
                    if (saved != null && t % SEGMENT == 0) {
                        saved[savedOffset + (t / SEGMENT * states + n) * channels + d] = (float) h;
                    }
                    double step = delta[deltaOffset + t * channels + d];
                    double input = x[xOffset + t * channels + d];
                    h = Math.exp(step * rate) * h + step * input * b[bOffset + t * bcStride + n];
                    int out = yOffset + t * channels + d;
                    double before = n == 0 ? skip[skipOffset + d] * input : y[out];
                    y[out] = (float) (before + h * b[cOffset + t * bcStride + n]);
                }
                if (state != null) {
                    state[stateOffset + n * channels + d] = (float) h;
                }
            }
        }
    }

    @Override
    public void backward(
            int length,
            int channels,
            int states,
            float[] x,
            int xOffset,
            float[] delta,
            int deltaOffset,
            float[] b,
            int bOffset,
            int cOffset,
            int bcStride,
            float[] a,
            int aOffset,
            float[] skip,
            int skipOffset,
            float[] saved,
            int savedOffset,
            float[] dy,
            int dyOffset,
            float[] dx,
            int dxOffset,
            float[] dDelta,
            int dDeltaOffset,
            float[] dB,
            int dBOffset,
            int dCOffset,
            int dBcStride,
            float[] dA,
            int dAOffset,
            float[] dSkip,
            int dSkipOffset,
            float[] scratch,
            int scratchOffset) {
        double[] h = new double[length + 1]; // of one channel and state; h[t + 1] follows token t
        double[] dxSum = new double[length * channels];
        double[] dDeltaSum = new double[length * channels];
        for (int n = 0; n < states; n++) {
            double[] dBSum = new double[length];
            double[] dCSum = new double[length];
            for (int d = 0; d < channels; d++) {
                double rate = a[aOffset + n * channels + d];
                h[0] = saved[savedOffset + n * channels + d];
                for (int t = 0; t < length; t++) {
                    double step = delta[deltaOffset + t * channels + d];
                    double decay = Math.exp(step * rate);
                    h[t + 1] = decay * h[t] + step * x[xOffset + t * channels + d] * b[bOffset + t * bcStride + n];
                }
                double dh = 0;
                double dRate = 0;
                for (int t = length - 1; t >= 0; t--) {
                    int i = t * channels + d;
                    double step = delta[deltaOffset + i];
                    double input = x[xOffset + i];
                    double g = dy[dyOffset + i];
                    double decay = Math.exp(step * rate);
                    dh += g * b[cOffset + t * bcStride + n];
                    dCSum[t] += g * h[t + 1];
                    double da = dh * h[t] * decay;
                    dRate += da * step;
                    double s = dh * b[bOffset + t * bcStride + n];
                    dDeltaSum[i] += da * rate + s * input;
                    dxSum[i] += s * step;
                    dBSum[t] += dh * step * input;
                    dh *= decay;
                }
                dA[dAOffset + n * channels + d] += (float) dRate;
            }
            for (int t = 0; t < length; t++) {
                dB[dBOffset + t * dBcStride + n] = (float) dBSum[t];
                dB[dCOffset + t * dBcStride + n] = (float) dCSum[t];
            }
        }
        for (int d = 0; d < channels; d++) {
            double sum = 0;
            for (int t = 0; t < length; t++) {
                int i = t * channels + d;
                double g = dy[dyOffset + i];
                sum += g * x[xOffset + i];
                dx[dxOffset + i] = (float) (dxSum[i] + g * skip[skipOffset + d]);
                dDelta[dDeltaOffset + i] = (float) dDeltaSum[i];
            }
            dSkip[dSkipOffset + d] += (float) sum;
        }
    }

    @Override
    public void step(
            int channels,
            int states,
            float[] x,
            int xOffset,
            float[] delta,
            int deltaOffset,
            float[] b,
            int bOffset,
            int cOffset,
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
                channels,
                states,
                x,
                xOffset,
                delta,
                deltaOffset,
                b,
                bOffset,
                cOffset,
                0,
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
