package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.StateSpaceDualKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * State-space duality, vectorised over the channels of all heads of a group.
 *
 * <p>The decay of a token is one number a head, so it can be taken out of the state: with s the product of the decays
 * since some token, S = s·H, and H grows by B ⊗ (dt x / s) while y = s·(C·H). That is what gives the dual, quadratic
 * form; here it leaves the recurrence with two multiply-adds for every token, channel and state, fewer than the matrix products
 * of the dual form need for any chunk, and the gradients with five. To stay within single precision s starts
 * anew at the head of a <em>run</em>: as many tokens as keep every head's s above {@link #SMALLEST_SCALE}.
 *
 * <p>The gradient of the decay needs no product of states either: with X = dt x and u = ∂ℓ/∂X, the gradient of log(decay) at t
 * is Σ_{τ≥t} (∂ℓ/∂y·(y − skip x) − X·u) over the head's channels.
 *
 * <p>Groups are independent and go one after the other, chunks of at most {@link #LARGEST_CHUNK} tokens within them; states are
 * kept at the borders of chunks. Channels lie in scratch in blocks of two vectors, states in blocks of four, both padded
 * with zeros: constant strides and no tails in the innermost loops.
 */
final class VectorStateSpaceDualKernels implements StateSpaceDualKernels {
    /** Longer chunks gain nothing and leave the cache. */
    private static final int LARGEST_CHUNK = 64;

    private static final float SMALLEST_SCALE = 0x1p-40f;

    /** A decay that leaves nothing of the past in single precision. */
    private static final float FORGOTTEN = 0x1p-24f;

    /** Channels of a block. */
    private static final int WIDTH = 2 * LANES;

    /** States in registers at a time. */
    private static final int STATES = 4;

    /** Floats of a block of states: for each of them a block of channels. */
    private static final int BLOCK = STATES * WIDTH;

    /** Floats of a token in packed B and C: four of B, four of C. */
    private static final int BC = 2 * STATES;

    /** One group's sizes, and where things lie in scratch. Matrices over states and channels: [channel block, state, lane]. */
    private static final class Layout {
        final int heads;
        final int headDimension;
        final int channels;
        final int states;
        final int chunk;
        final int channelBlocks;
        final int stateBlocks;

        /** Floats of a matrix over states and channels. */
        final int matrix;

        /** Floats of one channel block's rows of a chunk. */
        final int rows;

        /** State after the present token, or its gradient. */
        final int carry;

        /** exp(dt A), [token, head]. */
        final int decays;

        /** s, [head, token]. */
        final int scales;

        /** dt / s, [head, token]. */
        final int steps;

        /** 1 / s, [head, token]. */
        final int inverses;

        /** Ends of the runs of a chunk, in tokens. */
        final int runs;

        /** [channel block, run, two rows of lanes]: the decay of a run's first token, and s of its last. */
        final int factors;

        /** B and C, [state block, token, four of B then four of C]. */
        final int bc;

        /** X / s, [channel block, token, lane]. */
        final int inputs;

        /** C·H, or s·∂ℓ/∂y, likewise. */
        final int outputs;

        /** s·u, likewise. */
        final int dInputs;

        /** H after each token, of one block of channels and states, [token, state, lane]. */
        final int history;

        /** The running state of one block of channels and states, on the way to the history. */
        final int running;

        /** Lane-wise sums for dB and dC, [token, 4 of B then 4 of C, lane]. */
        final int sums;

        /** Sum over later tokens in the gradient of the decay, [head]. */
        final int dDecay;

        final int end;

        Layout(int length, int heads, int headDimension, int states, int chunk, int start) {
            this.heads = heads;
            this.headDimension = headDimension;
            this.states = states;
            this.chunk = Math.min(Math.min(chunk, LARGEST_CHUNK), length);
            channels = heads * headDimension;
            channelBlocks = (channels + WIDTH - 1) / WIDTH;
            stateBlocks = (states + STATES - 1) / STATES;
            matrix = channelBlocks * stateBlocks * BLOCK;
            rows = this.chunk * WIDTH;
            carry = VectorMath.aligned(start);
            factors = carry + matrix;
            inputs = factors + channelBlocks * 2 * rows;
            outputs = inputs + channelBlocks * rows;
            dInputs = outputs + channelBlocks * rows;
            history = dInputs + channelBlocks * rows;
            running = history + this.chunk * BLOCK;
            sums = running + BLOCK;
            bc = sums + this.chunk * BC * LANES;
            decays = bc + stateBlocks * this.chunk * BC;
            scales = decays + this.chunk * heads;
            steps = scales + this.chunk * heads;
            inverses = steps + this.chunk * heads;
            runs = inverses + this.chunk * heads;
            dDecay = runs + this.chunk;
            end = dDecay + heads;
        }

        int rowsOf(int channelBlock) {
            return channelBlock * rows;
        }
    }

    @Override
    public int savedSize(int length, int heads, int headDimension, int groups, int states, int chunk) {
        Layout at = new Layout(length, heads / groups, headDimension, states, chunk, 0);
        return groups * ((length + at.chunk - 1) / at.chunk) * at.matrix;
    }

    @Override
    public int scratchSize(int length, int heads, int headDimension, int groups, int states, int chunk) {
        return new Layout(length, heads / groups, headDimension, states, chunk, 0).end + VectorMath.ALIGNMENT;
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
        Layout at = new Layout(length, heads / groups, headDimension, states, chunk, scratchOffset);
        int yStride = heads * headDimension;
        int kept = savedOffset;
        Arrays.fill(scratch, at.inputs, at.dInputs, 0f); // the padding above all
        for (int group = 0; group < groups; group++) {
            int firstHead = group * at.heads;
            int x = xOffset + group * at.channels;
            int out = yOffset + group * at.channels;
            if (state == null) {
                Arrays.fill(scratch, at.carry, at.carry + at.matrix, 0f);
            } else {
                loadState(at, state, stateOffset + firstHead * states * headDimension, scratch);
            }
            for (int start = 0; start < length; start += at.chunk) {
                int tokens = Math.min(at.chunk, length - start);
                if (saved != null) {
                    System.arraycopy(scratch, at.carry, saved, kept, at.matrix);
                    kept += at.matrix;
                }
                int row = start * inputStride;
                int runs = findRuns(
                        at, tokens, dt, dtOffset + start * heads + firstHead, heads, a, aOffset + firstHead, scratch);
                loadBC(
                        at,
                        tokens,
                        input,
                        bOffset + row + group * states,
                        cOffset + row + group * states,
                        inputStride,
                        scratch);
                for (int head = 0; head < at.heads; head++) {
                    scaleRows(
                            at,
                            tokens,
                            head,
                            input,
                            x + row + head * headDimension,
                            inputStride,
                            scratch,
                            at.steps + head * at.chunk,
                            at.inputs);
                }
                Arrays.fill(scratch, at.outputs, at.outputs + at.channelBlocks * at.rows, 0f);
                for (int block = 0; block < at.channelBlocks; block++) {
                    for (int s = 0; s < at.stateBlocks; s++) {
                        int from = 0;
                        for (int run = 0; run < runs; run++) {
                            int to = (int) scratch[at.runs + run];
                            advance(
                                    from,
                                    to,
                                    scratch,
                                    at.inputs + at.rowsOf(block),
                                    at.outputs + at.rowsOf(block),
                                    at.bc + s * at.chunk * BC,
                                    at.factors + 2 * (at.rowsOf(block) + run * WIDTH),
                                    at.carry + (block * at.stateBlocks + s) * BLOCK);
                            from = to;
                        }
                    }
                }
                for (int head = 0; head < at.heads; head++) {
                    finish(
                            at,
                            tokens,
                            head,
                            input,
                            x + row + head * headDimension,
                            inputStride,
                            skip[skipOffset + firstHead + head],
                            scratch,
                            y,
                            out + start * yStride + head * headDimension,
                            yStride);
                }
            }
            if (state != null) {
                storeState(at, scratch, state, stateOffset + firstHead * states * headDimension);
            }
        }
    }

    private static void loadState(Layout at, float[] state, int offset, float[] scratch) {
        Arrays.fill(scratch, at.carry, at.carry + at.matrix, 0f);
        for (int channel = 0; channel < at.channels; channel++) {
            for (int n = 0; n < at.states; n++) {
                scratch[at.carry + place(at, channel, n)] = state[offset + external(at, channel, n)];
            }
        }
    }

    private static void storeState(Layout at, float[] scratch, float[] state, int offset) {
        for (int channel = 0; channel < at.channels; channel++) {
            for (int n = 0; n < at.states; n++) {
                state[offset + external(at, channel, n)] = scratch[at.carry + place(at, channel, n)];
            }
        }
    }

    private static int place(Layout at, int channel, int n) {
        return (channel / WIDTH * at.stateBlocks * STATES + n) * WIDTH + channel % WIDTH;
    }

    /** In [head, state, channel of the head]. */
    private static int external(Layout at, int channel, int n) {
        return (channel / at.headDimension * at.states + n) * at.headDimension + channel % at.headDimension;
    }

    /**
     * Decays, scales, and the runs of a chunk.
     *
     * @return how many runs there are
     */
    private static int findRuns(
            Layout at, int tokens, float[] dt, int dtAt, int dtStride, float[] a, int aAt, float[] scratch) {
        int heads = at.heads;
        for (int t = 0; t < tokens; t++) {
            for (int head = 0; head < heads; head++) {
                scratch[at.decays + t * heads + head] = dt[dtAt + t * dtStride + head] * a[aAt + head];
            }
        }
        exponentials(tokens * heads, scratch, at.decays);
        int runs = 0;
        int first = 0;
        for (int t = 0; t < tokens; t++) {
            boolean tooSmall = false;
            for (int head = 0; head < heads && t > first; head++) {
                tooSmall |= scratch[at.scales + head * at.chunk + t - 1] * scratch[at.decays + t * heads + head]
                        < SMALLEST_SCALE;
            }
            if (tooSmall) {
                closeRun(at, runs++, first, t, scratch);
                first = t;
            }
            for (int head = 0; head < heads; head++) {
                int i = head * at.chunk + t;
                float scale = t == first ? 1f : scratch[at.scales + i - 1] * scratch[at.decays + t * heads + head];
                scratch[at.scales + i] = scale;
                scratch[at.inverses + i] = 1 / scale;
                scratch[at.steps + i] = dt[dtAt + t * dtStride + head] / scale;
            }
        }
        closeRun(at, runs++, first, tokens, scratch);
        return runs;
    }

    private static void exponentials(int count, float[] x, int offset) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            VectorMath.exp(FloatVector.fromArray(SPECIES, x, offset + i)).intoArray(x, offset + i);
        }
        for (; i < count; i++) {
            x[offset + i] = (float) Math.exp(x[offset + i]);
        }
    }

    private static void closeRun(Layout at, int run, int first, int end, float[] scratch) {
        scratch[at.runs + run] = end;
        for (int channel = 0; channel < at.channelBlocks * WIDTH; channel++) {
            int head = Math.min(channel / at.headDimension, at.heads - 1);
            int row = at.factors + 2 * (at.rowsOf(channel / WIDTH) + run * WIDTH) + channel % WIDTH;
            scratch[row] = scratch[at.decays + first * at.heads + head];
            scratch[row + WIDTH] = scratch[at.scales + head * at.chunk + end - 1];
        }
    }

    private static void loadBC(Layout at, int tokens, float[] from, int b, int c, int stride, float[] scratch) {
        for (int s = 0; s < at.stateBlocks; s++) {
            int n = s * STATES;
            int count = Math.min(STATES, at.states - n);
            int out = at.bc + s * at.chunk * BC;
            if (count < STATES) {
                Arrays.fill(scratch, out, out + at.chunk * BC, 0f);
            }
            for (int t = 0; t < tokens; t++) {
                for (int i = 0; i < count; i++) {
                    scratch[out + t * BC + i] = from[b + t * stride + n + i];
                    scratch[out + t * BC + STATES + i] = from[c + t * stride + n + i];
                }
            }
        }
    }

    /** One head's rows times a factor a token, into blocks. */
    private static void scaleRows(
            Layout at,
            int tokens,
            int head,
            float[] from,
            int fromAt,
            int stride,
            float[] scratch,
            int factors,
            int into) {
        int width = at.headDimension;
        if (width % LANES == 0) {
            for (int p = 0; p < width; p += LANES) {
                int channel = head * width + p;
                int out = into + at.rowsOf(channel / WIDTH) + channel % WIDTH;
                for (int t = 0; t < tokens; t++) {
                    FloatVector.fromArray(SPECIES, from, fromAt + t * stride + p)
                            .mul(scratch[factors + t])
                            .intoArray(scratch, out + t * WIDTH);
                }
            }
        } else {
            for (int p = 0; p < width; p++) {
                int channel = head * width + p;
                int out = into + at.rowsOf(channel / WIDTH) + channel % WIDTH;
                for (int t = 0; t < tokens; t++) {
                    scratch[out + t * WIDTH] = from[fromAt + t * stride + p] * scratch[factors + t];
                }
            }
        }
    }

    /** One head's y = s·(C·H) + skip x. */
    private static void finish(
            Layout at,
            int tokens,
            int head,
            float[] x,
            int xAt,
            int xStride,
            float skip,
            float[] scratch,
            float[] y,
            int yAt,
            int yStride) {
        int width = at.headDimension;
        int scales = at.scales + head * at.chunk;
        if (width % LANES == 0) {
            for (int p = 0; p < width; p += LANES) {
                int channel = head * width + p;
                int in = at.outputs + at.rowsOf(channel / WIDTH) + channel % WIDTH;
                for (int t = 0; t < tokens; t++) {
                    FloatVector.fromArray(SPECIES, scratch, in + t * WIDTH)
                            .mul(scratch[scales + t])
                            .add(FloatVector.fromArray(SPECIES, x, xAt + t * xStride + p)
                                    .mul(skip))
                            .intoArray(y, yAt + t * yStride + p);
                }
            }
        } else {
            for (int p = 0; p < width; p++) {
                int channel = head * width + p;
                int in = at.outputs + at.rowsOf(channel / WIDTH) + channel % WIDTH;
                for (int t = 0; t < tokens; t++) {
                    y[yAt + t * yStride + p] =
                            scratch[in + t * WIDTH] * scratch[scales + t] + skip * x[xAt + t * xStride + p];
                }
            }
        }
    }

    /** Four states of one block of channels through a run: H += input B, output += C H. */
    private static void advance(int from, int to, float[] s, int inputs, int outputs, int bc, int factors, int carry) {
        FloatVector first0 = FloatVector.fromArray(SPECIES, s, factors);
        FloatVector first1 = FloatVector.fromArray(SPECIES, s, factors + LANES);
        FloatVector h00 = FloatVector.fromArray(SPECIES, s, carry).mul(first0);
        FloatVector h01 = FloatVector.fromArray(SPECIES, s, carry + LANES).mul(first1);
        FloatVector h10 = FloatVector.fromArray(SPECIES, s, carry + 2 * LANES).mul(first0);
        FloatVector h11 = FloatVector.fromArray(SPECIES, s, carry + 3 * LANES).mul(first1);
        FloatVector h20 = FloatVector.fromArray(SPECIES, s, carry + 4 * LANES).mul(first0);
        FloatVector h21 = FloatVector.fromArray(SPECIES, s, carry + 5 * LANES).mul(first1);
        FloatVector h30 = FloatVector.fromArray(SPECIES, s, carry + 6 * LANES).mul(first0);
        FloatVector h31 = FloatVector.fromArray(SPECIES, s, carry + 7 * LANES).mul(first1);
        for (int t = from; t < to; t++) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, s, inputs + t * WIDTH);
            FloatVector x1 = FloatVector.fromArray(SPECIES, s, inputs + t * WIDTH + LANES);
            FloatVector y0 = FloatVector.fromArray(SPECIES, s, outputs + t * WIDTH);
            FloatVector y1 = FloatVector.fromArray(SPECIES, s, outputs + t * WIDTH + LANES);
            FloatVector b = FloatVector.broadcast(SPECIES, s[bc + t * BC]);
            FloatVector c = FloatVector.broadcast(SPECIES, s[bc + t * BC + 4]);
            h00 = x0.fma(b, h00);
            h01 = x1.fma(b, h01);
            y0 = h00.fma(c, y0);
            y1 = h01.fma(c, y1);
            b = FloatVector.broadcast(SPECIES, s[bc + t * BC + 1]);
            c = FloatVector.broadcast(SPECIES, s[bc + t * BC + 5]);
            h10 = x0.fma(b, h10);
            h11 = x1.fma(b, h11);
            y0 = h10.fma(c, y0);
            y1 = h11.fma(c, y1);
            b = FloatVector.broadcast(SPECIES, s[bc + t * BC + 2]);
            c = FloatVector.broadcast(SPECIES, s[bc + t * BC + 6]);
            h20 = x0.fma(b, h20);
            h21 = x1.fma(b, h21);
            y0 = h20.fma(c, y0);
            y1 = h21.fma(c, y1);
            b = FloatVector.broadcast(SPECIES, s[bc + t * BC + 3]);
            c = FloatVector.broadcast(SPECIES, s[bc + t * BC + 7]);
            h30 = x0.fma(b, h30);
            h31 = x1.fma(b, h31);
            y0 = h30.fma(c, y0);
            y1 = h31.fma(c, y1);
            y0.intoArray(s, outputs + t * WIDTH);
            y1.intoArray(s, outputs + t * WIDTH + LANES);
        }
        FloatVector last0 = FloatVector.fromArray(SPECIES, s, factors + 2 * LANES);
        FloatVector last1 = FloatVector.fromArray(SPECIES, s, factors + 3 * LANES);
        h00.mul(last0).intoArray(s, carry);
        h01.mul(last1).intoArray(s, carry + LANES);
        h10.mul(last0).intoArray(s, carry + 2 * LANES);
        h11.mul(last1).intoArray(s, carry + 3 * LANES);
        h20.mul(last0).intoArray(s, carry + 4 * LANES);
        h21.mul(last1).intoArray(s, carry + 5 * LANES);
        h30.mul(last0).intoArray(s, carry + 6 * LANES);
        h31.mul(last1).intoArray(s, carry + 7 * LANES);
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
        Layout at = new Layout(length, heads / groups, headDimension, states, chunk, scratchOffset);
        int chunks = (length + at.chunk - 1) / at.chunk;
        int yStride = heads * headDimension;
        Arrays.fill(scratch, at.inputs, at.dInputs, 0f); // the padding above all
        for (int group = 0; group < groups; group++) {
            int firstHead = group * at.heads;
            Arrays.fill(scratch, at.carry, at.carry + at.matrix, 0f);
            Arrays.fill(scratch, at.dDecay, at.dDecay + at.heads, 0f);
            for (int index = chunks - 1; index >= 0; index--) {
                int start = index * at.chunk;
                int tokens = Math.min(at.chunk, length - start);
                int row = start * inputStride;
                int dRow = start * dInputStride;
                int x = xOffset + row + group * at.channels;
                int yRow = start * yStride + group * at.channels;
                int runs = findRuns(
                        at, tokens, dt, dtOffset + start * heads + firstHead, heads, a, aOffset + firstHead, scratch);
                loadBC(
                        at,
                        tokens,
                        input,
                        bOffset + row + group * states,
                        cOffset + row + group * states,
                        inputStride,
                        scratch);
                for (int head = 0; head < at.heads; head++) {
                    scaleRows(
                            at,
                            tokens,
                            head,
                            input,
                            x + head * headDimension,
                            inputStride,
                            scratch,
                            at.steps + head * at.chunk,
                            at.inputs);
                    scaleRows(
                            at,
                            tokens,
                            head,
                            dy,
                            dyOffset + yRow + head * headDimension,
                            yStride,
                            scratch,
                            at.scales + head * at.chunk,
                            at.outputs);
                }
                Arrays.fill(scratch, at.dInputs, at.dInputs + at.channelBlocks * at.rows, 0f);
                for (int s = 0; s < at.stateBlocks; s++) {
                    Arrays.fill(scratch, at.sums, at.sums + tokens * BC * LANES, 0f);
                    for (int block = 0; block < at.channelBlocks; block++) {
                        int matrix = (block * at.stateBlocks + s) * BLOCK;
                        backBlock(
                                at,
                                runs,
                                s,
                                block,
                                saved,
                                savedOffset + (group * chunks + index) * at.matrix + matrix,
                                scratch,
                                at.carry + matrix);
                    }
                    int n = s * STATES;
                    sumLanes(
                            tokens,
                            Math.min(STATES, states - n),
                            scratch,
                            at.sums,
                            dInput,
                            dBOffset + dRow + group * states + n,
                            dCOffset + dRow + group * states + n,
                            dInputStride);
                }
                for (int head = 0; head < at.heads; head++) {
                    int channel = head * headDimension;
                    int h = firstHead + head;
                    dSkip[dSkipOffset + h] += finishBackward(
                            at,
                            tokens,
                            head,
                            input,
                            x + channel,
                            inputStride,
                            y,
                            yOffset + yRow + channel,
                            dy,
                            dyOffset + yRow + channel,
                            yStride,
                            skip[skipOffset + h],
                            scratch,
                            dInput,
                            dxOffset + dRow + group * at.channels + channel,
                            dInputStride);
                    dA[dAOffset + h] += stepGradients(
                            at,
                            tokens,
                            head,
                            dt,
                            dtOffset + start * heads + h,
                            heads,
                            a[aOffset + h],
                            scratch,
                            dDt,
                            dDtOffset + start * heads + h);
                }
            }
        }
    }

    /** One block of channels and states through a chunk and back. */
    private static void backBlock(
            Layout at, int runs, int s, int block, float[] saved, int savedAt, float[] scratch, int carry) {
        int rows = at.rowsOf(block);
        int bc = at.bc + s * at.chunk * BC;
        int factors = at.factors + 2 * rows;
        int state = at.running;
        System.arraycopy(saved, savedAt, scratch, state, BLOCK);
        int from = 0;
        for (int run = 0; run < runs; run++) {
            int to = (int) scratch[at.runs + run];
            recompute(from, to, scratch, at.inputs + rows, bc, factors + run * 2 * WIDTH, state, at.history);
            from = to;
        }
        for (int run = runs - 1; run >= 0; run--) {
            int to = (int) scratch[at.runs + run];
            from = run == 0 ? 0 : (int) scratch[at.runs + run - 1];
            retreat(
                    from,
                    to,
                    scratch,
                    at.inputs + rows,
                    at.outputs + rows,
                    at.dInputs + rows,
                    bc,
                    factors + run * 2 * WIDTH,
                    carry,
                    at.history,
                    at.sums);
        }
    }

    /** H after each token of a run, of four states of one block of channels. */
    private static void recompute(
            int from, int to, float[] s, int inputs, int bc, int factors, int state, int history) {
        FloatVector first0 = FloatVector.fromArray(SPECIES, s, factors);
        FloatVector first1 = FloatVector.fromArray(SPECIES, s, factors + LANES);
        FloatVector h00 = FloatVector.fromArray(SPECIES, s, state).mul(first0);
        FloatVector h01 = FloatVector.fromArray(SPECIES, s, state + LANES).mul(first1);
        FloatVector h10 = FloatVector.fromArray(SPECIES, s, state + 2 * LANES).mul(first0);
        FloatVector h11 = FloatVector.fromArray(SPECIES, s, state + 3 * LANES).mul(first1);
        FloatVector h20 = FloatVector.fromArray(SPECIES, s, state + 4 * LANES).mul(first0);
        FloatVector h21 = FloatVector.fromArray(SPECIES, s, state + 5 * LANES).mul(first1);
        FloatVector h30 = FloatVector.fromArray(SPECIES, s, state + 6 * LANES).mul(first0);
        FloatVector h31 = FloatVector.fromArray(SPECIES, s, state + 7 * LANES).mul(first1);
        for (int t = from; t < to; t++) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, s, inputs + t * WIDTH);
            FloatVector x1 = FloatVector.fromArray(SPECIES, s, inputs + t * WIDTH + LANES);
            FloatVector b0 = FloatVector.broadcast(SPECIES, s[bc + t * BC]);
            FloatVector b1 = FloatVector.broadcast(SPECIES, s[bc + t * BC + 1]);
            FloatVector b2 = FloatVector.broadcast(SPECIES, s[bc + t * BC + 2]);
            FloatVector b3 = FloatVector.broadcast(SPECIES, s[bc + t * BC + 3]);
            int h = history + t * BLOCK;
            h00 = x0.fma(b0, h00);
            h01 = x1.fma(b0, h01);
            h10 = x0.fma(b1, h10);
            h11 = x1.fma(b1, h11);
            h20 = x0.fma(b2, h20);
            h21 = x1.fma(b2, h21);
            h30 = x0.fma(b3, h30);
            h31 = x1.fma(b3, h31);
            h00.intoArray(s, h);
            h01.intoArray(s, h + LANES);
            h10.intoArray(s, h + 2 * LANES);
            h11.intoArray(s, h + 3 * LANES);
            h20.intoArray(s, h + 4 * LANES);
            h21.intoArray(s, h + 5 * LANES);
            h30.intoArray(s, h + 6 * LANES);
            h31.intoArray(s, h + 7 * LANES);
        }
        FloatVector last0 = FloatVector.fromArray(SPECIES, s, factors + 2 * LANES);
        FloatVector last1 = FloatVector.fromArray(SPECIES, s, factors + 3 * LANES);
        h00.mul(last0).intoArray(s, state);
        h01.mul(last1).intoArray(s, state + LANES);
        h10.mul(last0).intoArray(s, state + 2 * LANES);
        h11.mul(last1).intoArray(s, state + 3 * LANES);
        h20.mul(last0).intoArray(s, state + 4 * LANES);
        h21.mul(last1).intoArray(s, state + 5 * LANES);
        h30.mul(last0).intoArray(s, state + 6 * LANES);
        h31.mul(last1).intoArray(s, state + 7 * LANES);
    }

    /** The way back through a run: d is the gradient of H. */
    private static void retreat(
            int from,
            int to,
            float[] s,
            int inputs,
            int dOutputs,
            int dInputs,
            int bc,
            int factors,
            int carry,
            int history,
            int sums) {
        FloatVector last0 = FloatVector.fromArray(SPECIES, s, factors + 2 * LANES);
        FloatVector last1 = FloatVector.fromArray(SPECIES, s, factors + 3 * LANES);
        FloatVector d00 = FloatVector.fromArray(SPECIES, s, carry).mul(last0);
        FloatVector d01 = FloatVector.fromArray(SPECIES, s, carry + LANES).mul(last1);
        FloatVector d10 = FloatVector.fromArray(SPECIES, s, carry + 2 * LANES).mul(last0);
        FloatVector d11 = FloatVector.fromArray(SPECIES, s, carry + 3 * LANES).mul(last1);
        FloatVector d20 = FloatVector.fromArray(SPECIES, s, carry + 4 * LANES).mul(last0);
        FloatVector d21 = FloatVector.fromArray(SPECIES, s, carry + 5 * LANES).mul(last1);
        FloatVector d30 = FloatVector.fromArray(SPECIES, s, carry + 6 * LANES).mul(last0);
        FloatVector d31 = FloatVector.fromArray(SPECIES, s, carry + 7 * LANES).mul(last1);
        for (int t = to - 1; t >= from; t--) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, s, inputs + t * WIDTH);
            FloatVector x1 = FloatVector.fromArray(SPECIES, s, inputs + t * WIDTH + LANES);
            FloatVector g0 = FloatVector.fromArray(SPECIES, s, dOutputs + t * WIDTH);
            FloatVector g1 = FloatVector.fromArray(SPECIES, s, dOutputs + t * WIDTH + LANES);
            FloatVector u0 = FloatVector.fromArray(SPECIES, s, dInputs + t * WIDTH);
            FloatVector u1 = FloatVector.fromArray(SPECIES, s, dInputs + t * WIDTH + LANES);
            int h = history + t * BLOCK;
            int sum = sums + t * BC * LANES;
            FloatVector c0 = FloatVector.broadcast(SPECIES, s[bc + t * BC + 4]);
            FloatVector c1 = FloatVector.broadcast(SPECIES, s[bc + t * BC + 5]);
            FloatVector c2 = FloatVector.broadcast(SPECIES, s[bc + t * BC + 6]);
            FloatVector c3 = FloatVector.broadcast(SPECIES, s[bc + t * BC + 7]);
            // dC += g H
            g0.fma(
                            FloatVector.fromArray(SPECIES, s, h),
                            g1.fma(
                                    FloatVector.fromArray(SPECIES, s, h + LANES),
                                    FloatVector.fromArray(SPECIES, s, sum + 4 * LANES)))
                    .intoArray(s, sum + 4 * LANES);
            g0.fma(
                            FloatVector.fromArray(SPECIES, s, h + 2 * LANES),
                            g1.fma(
                                    FloatVector.fromArray(SPECIES, s, h + 3 * LANES),
                                    FloatVector.fromArray(SPECIES, s, sum + 5 * LANES)))
                    .intoArray(s, sum + 5 * LANES);
            g0.fma(
                            FloatVector.fromArray(SPECIES, s, h + 4 * LANES),
                            g1.fma(
                                    FloatVector.fromArray(SPECIES, s, h + 5 * LANES),
                                    FloatVector.fromArray(SPECIES, s, sum + 6 * LANES)))
                    .intoArray(s, sum + 6 * LANES);
            g0.fma(
                            FloatVector.fromArray(SPECIES, s, h + 6 * LANES),
                            g1.fma(
                                    FloatVector.fromArray(SPECIES, s, h + 7 * LANES),
                                    FloatVector.fromArray(SPECIES, s, sum + 7 * LANES)))
                    .intoArray(s, sum + 7 * LANES);
            d00 = g0.fma(c0, d00);
            d01 = g1.fma(c0, d01);
            d10 = g0.fma(c1, d10);
            d11 = g1.fma(c1, d11);
            d20 = g0.fma(c2, d20);
            d21 = g1.fma(c2, d21);
            d30 = g0.fma(c3, d30);
            d31 = g1.fma(c3, d31);
            // dB += d input
            d00.fma(x0, d01.fma(x1, FloatVector.fromArray(SPECIES, s, sum))).intoArray(s, sum);
            d10.fma(x0, d11.fma(x1, FloatVector.fromArray(SPECIES, s, sum + LANES)))
                    .intoArray(s, sum + LANES);
            d20.fma(x0, d21.fma(x1, FloatVector.fromArray(SPECIES, s, sum + 2 * LANES)))
                    .intoArray(s, sum + 2 * LANES);
            d30.fma(x0, d31.fma(x1, FloatVector.fromArray(SPECIES, s, sum + 3 * LANES)))
                    .intoArray(s, sum + 3 * LANES);
            FloatVector b0 = FloatVector.broadcast(SPECIES, s[bc + t * BC]);
            FloatVector b1 = FloatVector.broadcast(SPECIES, s[bc + t * BC + 1]);
            FloatVector b2 = FloatVector.broadcast(SPECIES, s[bc + t * BC + 2]);
            FloatVector b3 = FloatVector.broadcast(SPECIES, s[bc + t * BC + 3]);
            d00.fma(b0, d10.fma(b1, d20.fma(b2, d30.fma(b3, u0)))).intoArray(s, dInputs + t * WIDTH);
            d01.fma(b0, d11.fma(b1, d21.fma(b2, d31.fma(b3, u1)))).intoArray(s, dInputs + t * WIDTH + LANES);
        }
        FloatVector first0 = FloatVector.fromArray(SPECIES, s, factors);
        FloatVector first1 = FloatVector.fromArray(SPECIES, s, factors + LANES);
        d00.mul(first0).intoArray(s, carry);
        d01.mul(first1).intoArray(s, carry + LANES);
        d10.mul(first0).intoArray(s, carry + 2 * LANES);
        d11.mul(first1).intoArray(s, carry + 3 * LANES);
        d20.mul(first0).intoArray(s, carry + 4 * LANES);
        d21.mul(first1).intoArray(s, carry + 5 * LANES);
        d30.mul(first0).intoArray(s, carry + 6 * LANES);
        d31.mul(first1).intoArray(s, carry + 7 * LANES);
    }

    private static void sumLanes(int tokens, int states, float[] sums, int in, float[] out, int b, int c, int stride) {
        for (int t = 0; t < tokens; t++) {
            for (int n = 0; n < states; n++) {
                int row = in + (t * BC + n) * LANES;
                out[b + t * stride + n] = VectorMath.horizontalSum(sums, row);
                out[c + t * stride + n] = VectorMath.horizontalSum(sums, row + STATES * LANES);
            }
        }
    }

    /**
     * One head's dx = dt u + skip ∂ℓ/∂y. Leaves, for each token, Σ ∂ℓ/∂y·(y − skip x) − dt x·u where s stood and Σ x·u where
     * 1 / s stood.
     *
     * @return Σ ∂ℓ/∂y·x
     */
    private static float finishBackward(
            Layout at,
            int tokens,
            int head,
            float[] x,
            int xAt,
            int xStride,
            float[] y,
            int yAt,
            float[] dy,
            int dyAt,
            int yStride,
            float skip,
            float[] scratch,
            float[] dx,
            int dxAt,
            int dxStride) {
        int width = at.headDimension;
        int full = SPECIES.loopBound(width);
        boolean aligned = full == width;
        FloatVector skipSum = FloatVector.zero(SPECIES);
        float total = 0;
        for (int t = 0; t < tokens; t++) {
            int i = head * at.chunk + t;
            float inverse = scratch[at.inverses + i];
            float step = scratch[at.steps + i];
            float outer = 0;
            float inner = 0;
            if (aligned) {
                FloatVector outerSum = FloatVector.zero(SPECIES);
                FloatVector innerSum = outerSum;
                for (int p = 0; p < full; p += LANES) {
                    int channel = head * width + p;
                    FloatVector u = FloatVector.fromArray(
                            SPECIES, scratch, at.dInputs + channel / WIDTH * at.rows + t * WIDTH + channel % WIDTH);
                    FloatVector value = FloatVector.fromArray(SPECIES, x, xAt + t * xStride + p);
                    FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + t * yStride + p);
                    FloatVector kept = FloatVector.fromArray(SPECIES, y, yAt + t * yStride + p)
                            .sub(value.mul(skip));
                    outerSum = g.fma(kept, outerSum);
                    innerSum = value.fma(u, innerSum);
                    skipSum = g.fma(value, skipSum);
                    u.mul(step).add(g.mul(skip)).intoArray(dx, dxAt + t * dxStride + p);
                }
                outer = VectorMath.horizontalSum(outerSum);
                inner = VectorMath.horizontalSum(innerSum);
            } else {
                for (int p = 0; p < width; p++) {
                    int channel = head * width + p;
                    float u = scratch[at.dInputs + channel / WIDTH * at.rows + t * WIDTH + channel % WIDTH];
                    float value = x[xAt + t * xStride + p];
                    float g = dy[dyAt + t * yStride + p];
                    outer += g * (y[yAt + t * yStride + p] - value * skip);
                    inner += value * u;
                    total += g * value;
                    dx[dxAt + t * dxStride + p] = u * step + g * skip;
                }
            }
            // u in scratch carries a factor s
            scratch[at.inverses + i] = inner * inverse;
            scratch[at.scales + i] = outer - inner * step;
        }
        return total + VectorMath.horizontalSum(skipSum);
    }

    /**
     * One head's dDt from the sums of {@link #finishBackward}.
     *
     * @return dA of this head and chunk
     */
    private static float stepGradients(
            Layout at,
            int tokens,
            int head,
            float[] dt,
            int dtAt,
            int stride,
            float a,
            float[] scratch,
            float[] dDt,
            int dDtAt) {
        double dDecay = scratch[at.dDecay + head];
        double dA = 0;
        for (int t = tokens - 1; t >= 0; t--) {
            // after a complete decay the sum is nothing but rounding
            boolean forgotten = scratch[at.decays + t * at.heads + head] < FORGOTTEN;
            dDecay = forgotten ? 0 : dDecay + scratch[at.scales + head * at.chunk + t];
            dA += dDecay * dt[dtAt + t * stride];
            dDt[dDtAt + t * stride] = (float) (dDecay * a + scratch[at.inverses + head * at.chunk + t]);
        }
        scratch[at.dDecay + head] = (float) dDecay;
        return (float) dA;
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
        for (int head = 0; head < heads; head++) {
            int group = head / (heads / groups) * states;
            float step = dt[dtOffset + head];
            float decay = (float) Math.exp(step * a[aOffset + head]);
            stepHead(
                    headDimension,
                    states,
                    step,
                    decay,
                    skip[skipOffset + head],
                    input,
                    xOffset + head * headDimension,
                    bOffset + group,
                    cOffset + group,
                    y,
                    yOffset + head * headDimension,
                    state,
                    stateOffset + head * states * headDimension);
        }
    }

    private static void stepHead(
            int width,
            int states,
            float step,
            float decay,
            float skip,
            float[] input,
            int x,
            int b,
            int c,
            float[] y,
            int yAt,
            float[] state,
            int stateAt) {
        int p = 0;
        for (; p + LANES <= width; p += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, input, x + p);
            FloatVector sum = value.mul(skip);
            FloatVector added = value.mul(step);
            for (int n = 0; n < states; n++) {
                int i = stateAt + n * width + p;
                FloatVector h =
                        FloatVector.fromArray(SPECIES, state, i).mul(decay).add(added.mul(input[b + n]));
                h.intoArray(state, i);
                sum = h.fma(FloatVector.broadcast(SPECIES, input[c + n]), sum);
            }
            sum.intoArray(y, yAt + p);
        }
        for (; p < width; p++) {
            float value = input[x + p];
            float sum = value * skip;
            for (int n = 0; n < states; n++) {
                int i = stateAt + n * width + p;
                float h = state[i] * decay + value * step * input[b + n];
                state[i] = h;
                sum = Math.fma(h, input[c + n], sum);
            }
            y[yAt + p] = sum;
        }
    }
}
