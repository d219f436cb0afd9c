package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.LN_2;
import static dev.braid.engine.kernel.vector.VectorMath.LOG2_E;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.ScanKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * The selective scan, vectorised over channels, with four states at a time in registers.
 *
 * <p>Everything the innermost loops touch is first copied into scratch, channels in blocks of one vector and states in
 * blocks of {@link #STATES}, both padded with zeros: constant strides (the compiler drops the bounds checks), no
 * tails, no conflict misses on rows a power of two apart. A segment of {@link ScanKernels#SEGMENT} tokens then works inside the L1
 * cache.
 *
 * <p>Long for its loops: each spells out four states, forward, recomputation and backward, and none of them may call a
 * helper that takes vectors (see the package).
 */
final class VectorScanKernels implements ScanKernels {
    /** States in registers at a time. */
    private static final int STATES = 4;

    /** Floats of one token's block of states: one vector of channels for each. */
    private static final int BLOCK = STATES * LANES;

    /** Floats of one block of states in the packed B and C: for each token four of B, then four of C. */
    private static final int BC_BLOCK = SEGMENT * 2 * STATES;

    /** Floats of one channel block's rows of a segment. */
    private static final int ROWS = SEGMENT * LANES;

    @Override
    public int savedSize(int length, int channels, int states) {
        return (length + SEGMENT - 1) / SEGMENT * new Layout(channels, states, 0).matrix;
    }

    @Override
    public int scratchSize(int length, int channels, int states) {
        return new Layout(channels, states, 0).end + VectorMath.ALIGNMENT;
    }

    /** Where things lie in scratch. Matrices over channels and states are [channel block, state, lane], padded. */
    private static final class Layout {
        final int channels;
        final int states;
        final int channelBlocks;
        final int stateBlocks;

        /** Floats of a blocked [N, D] matrix. */
        final int matrix;

        /** A · log2(e). */
        final int rates;

        /** The running state, or its gradient. */
        final int carry;

        /** dA. */
        final int dRates;

        /** [state block, token, 4 of B then 4 of C]. */
        final int bc;

        /** Δ, [channel block, token, lane]. */
        final int delta;

        /** Δ ∘ x, likewise. */
        final int input;

        /** y, or its gradient, likewise. */
        final int output;

        /** ∂/∂(Δ x), likewise. */
        final int dInput;

        /** ∂/∂Δ through the decay, in units of ln 2, likewise. */
        final int dDelta;

        /** States of one block before the segment and after each of its tokens, [token + 1, state, lane]. */
        final int history;

        /** Decays, [token, state, lane]. */
        final int decays;

        /** Lane-wise sums for dB and dC, [token, 4 of B then 4 of C, lane]. */
        final int sums;

        final int end;

        Layout(int channels, int states, int start) {
            this.channels = channels;
            this.states = states;
            channelBlocks = (channels + LANES - 1) / LANES;
            stateBlocks = (states + STATES - 1) / STATES;
            matrix = channelBlocks * stateBlocks * BLOCK;
            int rows = channelBlocks * ROWS;
            rates = VectorMath.aligned(start);
            carry = rates + matrix;
            dRates = carry + matrix;
            bc = dRates + matrix;
            delta = bc + stateBlocks * BC_BLOCK;
            input = delta + rows;
            output = input + rows;
            dInput = output + rows;
            dDelta = dInput + rows;
            history = dDelta + rows;
            decays = history + (SEGMENT + 1) * BLOCK;
            sums = decays + SEGMENT * BLOCK;
            end = sums + SEGMENT * 2 * BLOCK;
        }
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
        Layout at = new Layout(channels, states, scratchOffset);
        int stateBlocks = at.stateBlocks;
        loadMatrix(at, a, aOffset, LOG2_E, scratch, at.rates);
        if (state == null) {
            Arrays.fill(scratch, at.carry, at.carry + at.matrix, 0f);
        } else {
            loadMatrix(at, state, stateOffset, 1f, scratch, at.carry);
        }
        for (int start = 0; start < length; start += SEGMENT) {
            int tokens = Math.min(SEGMENT, length - start);
            if (saved != null) {
                System.arraycopy(scratch, at.carry, saved, savedOffset + start / SEGMENT * at.matrix, at.matrix);
            }
            loadBC(at, tokens, b, bOffset + start * bcStride, cOffset + start * bcStride, bcStride, scratch);
            for (int block = 0; block < at.channelBlocks; block++) {
                int d = block * LANES;
                int row = start * channels + d;
                int lanes = Math.min(LANES, channels - d);
                if (lanes == LANES) {
                    open(
                            tokens,
                            channels,
                            x,
                            xOffset + row,
                            delta,
                            deltaOffset + row,
                            skip,
                            skipOffset + d,
                            scratch,
                            at.delta,
                            at.input,
                            at.output);
                } else {
                    openTail(
                            lanes,
                            tokens,
                            channels,
                            x,
                            xOffset + row,
                            delta,
                            deltaOffset + row,
                            skip,
                            skipOffset + d,
                            scratch,
                            at.delta,
                            at.input,
                            at.output);
                }
                for (int s = 0; s < stateBlocks; s++) {
                    int matrix = (block * stateBlocks + s) * BLOCK;
                    for (int lane = 0; lane < BLOCK; lane += LANES) {
                        decays(tokens, scratch, at.delta, at.rates + matrix + lane, at.decays + lane);
                    }
                    advance(tokens, scratch, at.input, at.output, at.bc + s * BC_BLOCK, at.decays, at.carry + matrix);
                }
                storeRows(lanes, tokens, channels, scratch, at.output, y, yOffset + row);
            }
        }
        if (state != null) {
            storeMatrix(at, scratch, at.carry, state, stateOffset);
        }
    }

    /** Copies [N, D] into blocks, times a factor; zeros beyond. */
    private static void loadMatrix(Layout at, float[] from, int offset, float factor, float[] to, int out) {
        int padded = at.stateBlocks * STATES;
        for (int block = 0; block < at.channelBlocks; block++) {
            int d = block * LANES;
            int lanes = Math.min(LANES, at.channels - d);
            for (int n = 0; n < padded; n++) {
                int row = out + (block * padded + n) * LANES;
                for (int i = 0; i < LANES; i++) {
                    to[row + i] = n < at.states && i < lanes ? from[offset + n * at.channels + d + i] * factor : 0f;
                }
            }
        }
    }

    private static void storeMatrix(Layout at, float[] from, int in, float[] to, int offset) {
        int padded = at.stateBlocks * STATES;
        for (int block = 0; block < at.channelBlocks; block++) {
            int d = block * LANES;
            for (int n = 0; n < at.states; n++) {
                System.arraycopy(
                        from,
                        in + (block * padded + n) * LANES,
                        to,
                        offset + n * at.channels + d,
                        Math.min(LANES, at.channels - d));
            }
        }
    }

    /** Packs B and C of a segment. */
    private static void loadBC(Layout at, int tokens, float[] from, int b, int c, int stride, float[] to) {
        for (int s = 0; s < at.stateBlocks; s++) {
            int n = s * STATES;
            int count = Math.min(STATES, at.states - n);
            int out = at.bc + s * BC_BLOCK;
            if (count < STATES) {
                Arrays.fill(to, out, out + BC_BLOCK, 0f);
            }
            for (int t = 0; t < tokens; t++) {
                int bRow = b + t * stride + n;
                int cRow = c + t * stride + n;
                int row = out + t * 2 * STATES;
                for (int i = 0; i < count; i++) {
                    to[row + i] = from[bRow + i];
                    to[row + STATES + i] = from[cRow + i];
                }
            }
        }
    }

    /** Δ, Δ∘x and skip∘x of one channel block. */
    private static void open(
            int tokens,
            int channels,
            float[] x,
            int xAt,
            float[] delta,
            int deltaAt,
            float[] skip,
            int skipAt,
            float[] scratch,
            int deltas,
            int inputs,
            int outputs) {
        FloatVector weight = FloatVector.fromArray(SPECIES, skip, skipAt);
        for (int t = 0; t < tokens; t++) {
            FloatVector step = FloatVector.fromArray(SPECIES, delta, deltaAt + t * channels);
            FloatVector value = FloatVector.fromArray(SPECIES, x, xAt + t * channels);
            step.intoArray(scratch, deltas + t * LANES);
            step.mul(value).intoArray(scratch, inputs + t * LANES);
            value.mul(weight).intoArray(scratch, outputs + t * LANES);
        }
    }

    private static void openTail(
            int lanes,
            int tokens,
            int channels,
            float[] x,
            int xAt,
            float[] delta,
            int deltaAt,
            float[] skip,
            int skipAt,
            float[] scratch,
            int deltas,
            int inputs,
            int outputs) {
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < LANES; i++) {
                float step = i < lanes ? delta[deltaAt + t * channels + i] : 0f;
                float value = i < lanes ? x[xAt + t * channels + i] : 0f;
                scratch[deltas + t * LANES + i] = step;
                scratch[inputs + t * LANES + i] = step * value;
                scratch[outputs + t * LANES + i] = i < lanes ? value * skip[skipAt + i] : 0f;
            }
        }
    }

    private static void storeRows(int lanes, int tokens, int stride, float[] from, int in, float[] to, int out) {
        if (lanes == LANES) {
            for (int t = 0; t < tokens; t++) {
                FloatVector.fromArray(SPECIES, from, in + t * LANES).intoArray(to, out + t * stride);
            }
        } else {
            for (int t = 0; t < tokens; t++) {
                System.arraycopy(from, in + t * LANES, to, out + t * stride, lanes);
            }
        }
    }

    /** Decays exp(Δ A) of one state of one channel block, [token, lane] {@link #BLOCK} apart. */
    private static void decays(int tokens, float[] s, int deltas, int rate, int out) {
        FloatVector round = FloatVector.broadcast(SPECIES, VectorMath.ROUND);
        FloatVector p5 = FloatVector.broadcast(SPECIES, VectorMath.P5);
        FloatVector p4 = FloatVector.broadcast(SPECIES, VectorMath.P4);
        FloatVector p3 = FloatVector.broadcast(SPECIES, VectorMath.P3);
        FloatVector p2 = FloatVector.broadcast(SPECIES, VectorMath.P2);
        FloatVector p1 = FloatVector.broadcast(SPECIES, VectorMath.P1);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector a = FloatVector.fromArray(SPECIES, s, rate);
        for (int t = 0; t < tokens; t++) {
            FloatVector step = FloatVector.fromArray(SPECIES, s, deltas + t * LANES);
            FloatVector rounded = step.fma(a, round);
            FloatVector r = step.fma(a, round.sub(rounded));
            FloatVector p = p5.fma(r, p4).fma(r, p3).fma(r, p2).fma(r, p1).fma(r, one);
            p.reinterpretAsInts()
                    .add(rounded.reinterpretAsInts()
                            .lanewise(VectorOperators.MAX, VectorMath.SMALLEST_ROUNDED)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretAsFloats()
                    .intoArray(s, out + t * BLOCK);
        }
    }

    /** Four states of one channel block through a segment: h ← decay ∘ h + input B, y += h C. */
    private static void advance(int tokens, float[] s, int inputs, int outputs, int bc, int decays, int carry) {
        FloatVector h0 = FloatVector.fromArray(SPECIES, s, carry);
        FloatVector h1 = FloatVector.fromArray(SPECIES, s, carry + LANES);
        FloatVector h2 = FloatVector.fromArray(SPECIES, s, carry + 2 * LANES);
        FloatVector h3 = FloatVector.fromArray(SPECIES, s, carry + 3 * LANES);
        for (int t = 0; t < tokens; t++) {
            FloatVector input = FloatVector.fromArray(SPECIES, s, inputs + t * LANES);
            int w = bc + t * 2 * STATES;
            int e = decays + t * BLOCK;
            h0 = FloatVector.fromArray(SPECIES, s, e).fma(h0, input.mul(s[w]));
            h1 = FloatVector.fromArray(SPECIES, s, e + LANES).fma(h1, input.mul(s[w + 1]));
            h2 = FloatVector.fromArray(SPECIES, s, e + 2 * LANES).fma(h2, input.mul(s[w + 2]));
            h3 = FloatVector.fromArray(SPECIES, s, e + 3 * LANES).fma(h3, input.mul(s[w + 3]));
            FloatVector y = FloatVector.fromArray(SPECIES, s, outputs + t * LANES);
            y = h0.fma(FloatVector.broadcast(SPECIES, s[w + 4]), y);
            y = h1.fma(FloatVector.broadcast(SPECIES, s[w + 5]), y);
            y = h2.fma(FloatVector.broadcast(SPECIES, s[w + 6]), y);
            y = h3.fma(FloatVector.broadcast(SPECIES, s[w + 7]), y);
            y.intoArray(s, outputs + t * LANES);
        }
        h0.intoArray(s, carry);
        h1.intoArray(s, carry + LANES);
        h2.intoArray(s, carry + 2 * LANES);
        h3.intoArray(s, carry + 3 * LANES);
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
        Layout at = new Layout(channels, states, scratchOffset);
        int stateBlocks = at.stateBlocks;
        int channelBlocks = at.channelBlocks;
        loadMatrix(at, a, aOffset, LOG2_E, scratch, at.rates);
        Arrays.fill(scratch, at.carry, at.carry + at.matrix, 0f);
        Arrays.fill(scratch, at.dRates, at.dRates + at.matrix, 0f);
        for (int start = (length - 1) / SEGMENT * SEGMENT; start >= 0; start -= SEGMENT) {
            int tokens = Math.min(SEGMENT, length - start);
            loadBC(at, tokens, b, bOffset + start * bcStride, cOffset + start * bcStride, bcStride, scratch);
            for (int block = 0; block < channelBlocks; block++) {
                int d = block * LANES;
                int row = start * channels + d;
                int lanes = Math.min(LANES, channels - d);
                int rows = block * ROWS;
                if (lanes == LANES) {
                    openBackward(
                            tokens,
                            channels,
                            x,
                            xOffset + row,
                            delta,
                            deltaOffset + row,
                            dy,
                            dyOffset + row,
                            scratch,
                            at.delta + rows,
                            at.input + rows,
                            at.output + rows,
                            at.dInput + rows,
                            at.dDelta + rows);
                } else {
                    openBackwardTail(
                            lanes,
                            tokens,
                            channels,
                            x,
                            xOffset + row,
                            delta,
                            deltaOffset + row,
                            dy,
                            dyOffset + row,
                            scratch,
                            at.delta + rows,
                            at.input + rows,
                            at.output + rows,
                            at.dInput + rows,
                            at.dDelta + rows);
                }
            }
            for (int s = 0; s < stateBlocks; s++) {
                Arrays.fill(scratch, at.sums, at.sums + SEGMENT * 2 * BLOCK, 0f);
                for (int block = 0; block < channelBlocks; block++) {
                    int matrix = (block * stateBlocks + s) * BLOCK;
                    int rows = block * ROWS;
                    System.arraycopy(
                            saved, savedOffset + start / SEGMENT * at.matrix + matrix, scratch, at.history, BLOCK);
                    for (int lane = 0; lane < BLOCK; lane += LANES) {
                        decays(tokens, scratch, at.delta + rows, at.rates + matrix + lane, at.decays + lane);
                    }
                    recompute(tokens, scratch, at.input + rows, at.bc + s * BC_BLOCK, at.decays, at.history);
                    retreat(
                            tokens,
                            scratch,
                            at.delta + rows,
                            at.input + rows,
                            at.output + rows,
                            at.dInput + rows,
                            at.dDelta + rows,
                            at.bc + s * BC_BLOCK,
                            at.rates + matrix,
                            at.carry + matrix,
                            at.dRates + matrix,
                            at.history,
                            at.decays,
                            at.sums);
                }
                int n = s * STATES;
                sumLanes(
                        tokens,
                        Math.min(STATES, states - n),
                        scratch,
                        at.sums,
                        dB,
                        dBOffset + start * dBcStride + n,
                        dCOffset + start * dBcStride + n,
                        dBcStride);
            }
            for (int block = 0; block < channelBlocks; block++) {
                int d = block * LANES;
                int row = start * channels + d;
                int lanes = Math.min(LANES, channels - d);
                int rows = block * ROWS;
                if (lanes == LANES) {
                    closeBackward(
                            tokens,
                            channels,
                            x,
                            xOffset + row,
                            delta,
                            deltaOffset + row,
                            dy,
                            dyOffset + row,
                            skip,
                            skipOffset + d,
                            scratch,
                            at.dInput + rows,
                            at.dDelta + rows,
                            dx,
                            dxOffset + row,
                            dDelta,
                            dDeltaOffset + row,
                            dSkip,
                            dSkipOffset + d);
                } else {
                    closeBackwardTail(
                            lanes,
                            tokens,
                            channels,
                            x,
                            xOffset + row,
                            delta,
                            deltaOffset + row,
                            dy,
                            dyOffset + row,
                            skip,
                            skipOffset + d,
                            scratch,
                            at.dInput + rows,
                            at.dDelta + rows,
                            dx,
                            dxOffset + row,
                            dDelta,
                            dDeltaOffset + row,
                            dSkip,
                            dSkipOffset + d);
                }
            }
        }
        int padded = stateBlocks * STATES;
        for (int block = 0; block < channelBlocks; block++) {
            int d = block * LANES;
            int lanes = Math.min(LANES, channels - d);
            for (int n = 0; n < states; n++) {
                for (int i = 0; i < lanes; i++) {
                    dA[dAOffset + n * channels + d + i] += scratch[at.dRates + (block * padded + n) * LANES + i];
                }
            }
        }
    }

    private static void openBackward(
            int tokens,
            int channels,
            float[] x,
            int xAt,
            float[] delta,
            int deltaAt,
            float[] dy,
            int dyAt,
            float[] scratch,
            int deltas,
            int inputs,
            int outputs,
            int dInputs,
            int dDeltas) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int t = 0; t < tokens; t++) {
            FloatVector step = FloatVector.fromArray(SPECIES, delta, deltaAt + t * channels);
            step.intoArray(scratch, deltas + t * LANES);
            step.mul(FloatVector.fromArray(SPECIES, x, xAt + t * channels)).intoArray(scratch, inputs + t * LANES);
            FloatVector.fromArray(SPECIES, dy, dyAt + t * channels).intoArray(scratch, outputs + t * LANES);
            zero.intoArray(scratch, dInputs + t * LANES);
            zero.intoArray(scratch, dDeltas + t * LANES);
        }
    }

    private static void openBackwardTail(
            int lanes,
            int tokens,
            int channels,
            float[] x,
            int xAt,
            float[] delta,
            int deltaAt,
            float[] dy,
            int dyAt,
            float[] scratch,
            int deltas,
            int inputs,
            int outputs,
            int dInputs,
            int dDeltas) {
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < LANES; i++) {
                int j = t * channels + i;
                int k = t * LANES + i;
                scratch[deltas + k] = i < lanes ? delta[deltaAt + j] : 0f;
                scratch[inputs + k] = i < lanes ? delta[deltaAt + j] * x[xAt + j] : 0f;
                scratch[outputs + k] = i < lanes ? dy[dyAt + j] : 0f;
                scratch[dInputs + k] = 0f;
                scratch[dDeltas + k] = 0f;
            }
        }
    }

    /** The states after each token of a segment, of four states of one channel block. */
    private static void recompute(int tokens, float[] s, int inputs, int bc, int decays, int history) {
        FloatVector h0 = FloatVector.fromArray(SPECIES, s, history);
        FloatVector h1 = FloatVector.fromArray(SPECIES, s, history + LANES);
        FloatVector h2 = FloatVector.fromArray(SPECIES, s, history + 2 * LANES);
        FloatVector h3 = FloatVector.fromArray(SPECIES, s, history + 3 * LANES);
        for (int t = 0; t < tokens; t++) {
            FloatVector input = FloatVector.fromArray(SPECIES, s, inputs + t * LANES);
            int w = bc + t * 2 * STATES;
            int e = decays + t * BLOCK;
            int h = history + (t + 1) * BLOCK;
            h0 = FloatVector.fromArray(SPECIES, s, e).fma(h0, input.mul(s[w]));
            h1 = FloatVector.fromArray(SPECIES, s, e + LANES).fma(h1, input.mul(s[w + 1]));
            h2 = FloatVector.fromArray(SPECIES, s, e + 2 * LANES).fma(h2, input.mul(s[w + 2]));
            h3 = FloatVector.fromArray(SPECIES, s, e + 3 * LANES).fma(h3, input.mul(s[w + 3]));
            h0.intoArray(s, h);
            h1.intoArray(s, h + LANES);
            h2.intoArray(s, h + 2 * LANES);
            h3.intoArray(s, h + 3 * LANES);
        }
    }

    /** The way back through a segment of four states of one channel block. */
    private static void retreat(
            int tokens,
            float[] s,
            int deltas,
            int inputs,
            int dOutputs,
            int dInputs,
            int dDeltas,
            int bc,
            int rates,
            int carry,
            int dRates,
            int history,
            int decays,
            int sums) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, s, rates);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s, rates + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, s, rates + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, s, rates + 3 * LANES);
        FloatVector dh0 = FloatVector.fromArray(SPECIES, s, carry);
        FloatVector dh1 = FloatVector.fromArray(SPECIES, s, carry + LANES);
        FloatVector dh2 = FloatVector.fromArray(SPECIES, s, carry + 2 * LANES);
        FloatVector dh3 = FloatVector.fromArray(SPECIES, s, carry + 3 * LANES);
        FloatVector da0 = FloatVector.fromArray(SPECIES, s, dRates);
        FloatVector da1 = FloatVector.fromArray(SPECIES, s, dRates + LANES);
        FloatVector da2 = FloatVector.fromArray(SPECIES, s, dRates + 2 * LANES);
        FloatVector da3 = FloatVector.fromArray(SPECIES, s, dRates + 3 * LANES);
        int last = history + tokens * BLOCK;
        FloatVector h0 = FloatVector.fromArray(SPECIES, s, last);
        FloatVector h1 = FloatVector.fromArray(SPECIES, s, last + LANES);
        FloatVector h2 = FloatVector.fromArray(SPECIES, s, last + 2 * LANES);
        FloatVector h3 = FloatVector.fromArray(SPECIES, s, last + 3 * LANES);
        for (int t = tokens - 1; t >= 0; t--) {
            FloatVector step = FloatVector.fromArray(SPECIES, s, deltas + t * LANES);
            FloatVector input = FloatVector.fromArray(SPECIES, s, inputs + t * LANES);
            FloatVector g = FloatVector.fromArray(SPECIES, s, dOutputs + t * LANES);
            FloatVector dInput = FloatVector.fromArray(SPECIES, s, dInputs + t * LANES);
            FloatVector dDelta = FloatVector.fromArray(SPECIES, s, dDeltas + t * LANES);
            int w = bc + t * 2 * STATES;
            int e = decays + t * BLOCK;
            int h = history + t * BLOCK;
            int sum = sums + t * 2 * BLOCK;
            // dC += g h
            g.fma(h0, FloatVector.fromArray(SPECIES, s, sum + 4 * LANES)).intoArray(s, sum + 4 * LANES);
            g.fma(h1, FloatVector.fromArray(SPECIES, s, sum + 5 * LANES)).intoArray(s, sum + 5 * LANES);
            g.fma(h2, FloatVector.fromArray(SPECIES, s, sum + 6 * LANES)).intoArray(s, sum + 6 * LANES);
            g.fma(h3, FloatVector.fromArray(SPECIES, s, sum + 7 * LANES)).intoArray(s, sum + 7 * LANES);
            dh0 = g.fma(FloatVector.broadcast(SPECIES, s[w + 4]), dh0);
            dh1 = g.fma(FloatVector.broadcast(SPECIES, s[w + 5]), dh1);
            dh2 = g.fma(FloatVector.broadcast(SPECIES, s[w + 6]), dh2);
            dh3 = g.fma(FloatVector.broadcast(SPECIES, s[w + 7]), dh3);
            // dB += dh Δx
            dh0.fma(input, FloatVector.fromArray(SPECIES, s, sum)).intoArray(s, sum);
            dh1.fma(input, FloatVector.fromArray(SPECIES, s, sum + LANES)).intoArray(s, sum + LANES);
            dh2.fma(input, FloatVector.fromArray(SPECIES, s, sum + 2 * LANES)).intoArray(s, sum + 2 * LANES);
            dh3.fma(input, FloatVector.fromArray(SPECIES, s, sum + 3 * LANES)).intoArray(s, sum + 3 * LANES);
            // d(Δx) += Σ dh B
            dInput = dh0.fma(FloatVector.broadcast(SPECIES, s[w]), dInput);
            dInput = dh1.fma(FloatVector.broadcast(SPECIES, s[w + 1]), dInput);
            dInput = dh2.fma(FloatVector.broadcast(SPECIES, s[w + 2]), dInput);
            dInput = dh3.fma(FloatVector.broadcast(SPECIES, s[w + 3]), dInput);
            dInput.intoArray(s, dInputs + t * LANES);
            dh0 = FloatVector.fromArray(SPECIES, s, e).mul(dh0);
            dh1 = FloatVector.fromArray(SPECIES, s, e + LANES).mul(dh1);
            dh2 = FloatVector.fromArray(SPECIES, s, e + 2 * LANES).mul(dh2);
            dh3 = FloatVector.fromArray(SPECIES, s, e + 3 * LANES).mul(dh3);
            h0 = FloatVector.fromArray(SPECIES, s, h);
            h1 = FloatVector.fromArray(SPECIES, s, h + LANES);
            h2 = FloatVector.fromArray(SPECIES, s, h + 2 * LANES);
            h3 = FloatVector.fromArray(SPECIES, s, h + 3 * LANES);
            // d(Δ A)
            FloatVector q0 = dh0.mul(h0);
            FloatVector q1 = dh1.mul(h1);
            FloatVector q2 = dh2.mul(h2);
            FloatVector q3 = dh3.mul(h3);
            dDelta = q0.fma(a0, dDelta);
            dDelta = q1.fma(a1, dDelta);
            dDelta = q2.fma(a2, dDelta);
            dDelta = q3.fma(a3, dDelta);
            dDelta.intoArray(s, dDeltas + t * LANES);
            da0 = q0.fma(step, da0);
            da1 = q1.fma(step, da1);
            da2 = q2.fma(step, da2);
            da3 = q3.fma(step, da3);
        }
        dh0.intoArray(s, carry);
        dh1.intoArray(s, carry + LANES);
        dh2.intoArray(s, carry + 2 * LANES);
        dh3.intoArray(s, carry + 3 * LANES);
        da0.intoArray(s, dRates);
        da1.intoArray(s, dRates + LANES);
        da2.intoArray(s, dRates + 2 * LANES);
        da3.intoArray(s, dRates + 3 * LANES);
    }

    private static void sumLanes(int tokens, int states, float[] sums, int in, float[] out, int b, int c, int stride) {
        for (int t = 0; t < tokens; t++) {
            for (int n = 0; n < states; n++) {
                int row = in + (t * 2 * STATES + n) * LANES;
                out[b + t * stride + n] = VectorMath.horizontalSum(sums, row);
                out[c + t * stride + n] = VectorMath.horizontalSum(sums, row + BLOCK);
            }
        }
    }

    private static void closeBackward(
            int tokens,
            int channels,
            float[] x,
            int xAt,
            float[] delta,
            int deltaAt,
            float[] dy,
            int dyAt,
            float[] skip,
            int skipAt,
            float[] scratch,
            int dInputs,
            int dDeltas,
            float[] dx,
            int dxAt,
            float[] dDelta,
            int dDeltaAt,
            float[] dSkip,
            int dSkipAt) {
        FloatVector weight = FloatVector.fromArray(SPECIES, skip, skipAt);
        FloatVector dWeight = FloatVector.fromArray(SPECIES, dSkip, dSkipAt);
        for (int t = 0; t < tokens; t++) {
            FloatVector step = FloatVector.fromArray(SPECIES, delta, deltaAt + t * channels);
            FloatVector value = FloatVector.fromArray(SPECIES, x, xAt + t * channels);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + t * channels);
            FloatVector dInput = FloatVector.fromArray(SPECIES, scratch, dInputs + t * LANES);
            FloatVector dDecay = FloatVector.fromArray(SPECIES, scratch, dDeltas + t * LANES);
            dWeight = g.fma(value, dWeight);
            dInput.fma(step, g.mul(weight)).intoArray(dx, dxAt + t * channels);
            dInput.fma(value, dDecay.mul(LN_2)).intoArray(dDelta, dDeltaAt + t * channels);
        }
        dWeight.intoArray(dSkip, dSkipAt);
    }

    private static void closeBackwardTail(
            int lanes,
            int tokens,
            int channels,
            float[] x,
            int xAt,
            float[] delta,
            int deltaAt,
            float[] dy,
            int dyAt,
            float[] skip,
            int skipAt,
            float[] scratch,
            int dInputs,
            int dDeltas,
            float[] dx,
            int dxAt,
            float[] dDelta,
            int dDeltaAt,
            float[] dSkip,
            int dSkipAt) {
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < lanes; i++) {
                int j = t * channels + i;
                float dInput = scratch[dInputs + t * LANES + i];
                float dDecay = scratch[dDeltas + t * LANES + i];
                float g = dy[dyAt + j];
                dSkip[dSkipAt + i] += g * x[xAt + j];
                dDelta[dDeltaAt + j] = dInput * x[xAt + j] + dDecay * LN_2;
                dx[dxAt + j] = dInput * delta[deltaAt + j] + g * skip[skipAt + i];
            }
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
        int d = 0;
        for (; d + LANES <= channels; d += LANES) {
            FloatVector step = FloatVector.fromArray(SPECIES, delta, deltaOffset + d);
            FloatVector value = FloatVector.fromArray(SPECIES, x, xOffset + d);
            FloatVector input = step.mul(value);
            FloatVector scaled = step.mul(LOG2_E);
            FloatVector sum = value.mul(FloatVector.fromArray(SPECIES, skip, skipOffset + d));
            for (int n = 0; n < states; n++) {
                int i = n * channels + d;
                FloatVector decay = VectorMath.exp2(scaled.mul(FloatVector.fromArray(SPECIES, a, aOffset + i)));
                FloatVector h =
                        decay.fma(FloatVector.fromArray(SPECIES, state, stateOffset + i), input.mul(b[bOffset + n]));
                h.intoArray(state, stateOffset + i);
                sum = h.fma(FloatVector.broadcast(SPECIES, b[cOffset + n]), sum);
            }
            sum.intoArray(y, yOffset + d);
        }
        for (; d < channels; d++) {
            float input = delta[deltaOffset + d] * x[xOffset + d];
            float sum = x[xOffset + d] * skip[skipOffset + d];
            for (int n = 0; n < states; n++) {
                int i = n * channels + d;
                float decay = (float) Math.exp(delta[deltaOffset + d] * a[aOffset + i]);
                float h = Math.fma(decay, state[stateOffset + i], input * b[bOffset + n]);
                state[stateOffset + i] = h;
                sum = Math.fma(h, b[cOffset + n], sum);
            }
            y[yOffset + d] = sum;
        }
    }
}
