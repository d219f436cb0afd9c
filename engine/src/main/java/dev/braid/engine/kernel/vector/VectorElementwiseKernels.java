package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.Activation;
import dev.braid.engine.kernel.Dropout;
import dev.braid.engine.kernel.ElementwiseKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Element-wise kernels. Every formula stands twice, in the loop over whole vectors and, masked, for the tail: a method with
 * a vector among its parameters would only be fast while the compiler chooses to inline it, and a mask costs in the loop.
 */
final class VectorElementwiseKernels implements ElementwiseKernels {
    private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

    private static final IntVector LANE_INDEX = IntVector.zero(INTS).addIndex(1);

    @Override
    public void add(int count, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i);
            FloatVector vb = FloatVector.fromArray(SPECIES, b, bOffset + i);
            va.add(vb).intoArray(out, outOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i, tail);
            FloatVector vb = FloatVector.fromArray(SPECIES, b, bOffset + i, tail);
            va.add(vb).intoArray(out, outOffset + i, tail);
        }
    }

    @Override
    public void addTo(int count, float[] a, int aOffset, float[] out, int outOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i);
            FloatVector vo = FloatVector.fromArray(SPECIES, out, outOffset + i);
            va.add(vo).intoArray(out, outOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i, tail);
            FloatVector vo = FloatVector.fromArray(SPECIES, out, outOffset + i, tail);
            va.add(vo).intoArray(out, outOffset + i, tail);
        }
    }

    @Override
    public void combine(
            int count,
            float alpha,
            float[] a,
            int aOffset,
            float beta,
            float[] b,
            int bOffset,
            float[] out,
            int outOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i);
            FloatVector vb = FloatVector.fromArray(SPECIES, b, bOffset + i);
            va.mul(alpha).add(vb.mul(beta)).intoArray(out, outOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i, tail);
            FloatVector vb = FloatVector.fromArray(SPECIES, b, bOffset + i, tail);
            va.mul(alpha).add(vb.mul(beta)).intoArray(out, outOffset + i, tail);
        }
    }

    @Override
    public void scale(int count, float factor, float[] a, int aOffset, float[] out, int outOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i);
            va.mul(factor).intoArray(out, outOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i, tail);
            va.mul(factor).intoArray(out, outOffset + i, tail);
        }
    }

    @Override
    public void addScaled(int count, float factor, float[] a, int aOffset, float[] out, int outOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i);
            FloatVector vo = FloatVector.fromArray(SPECIES, out, outOffset + i);
            va.mul(factor).add(vo).intoArray(out, outOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i, tail);
            FloatVector vo = FloatVector.fromArray(SPECIES, out, outOffset + i, tail);
            va.mul(factor).add(vo).intoArray(out, outOffset + i, tail);
        }
    }

    @Override
    public void multiply(int count, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i);
            FloatVector vb = FloatVector.fromArray(SPECIES, b, bOffset + i);
            va.mul(vb).intoArray(out, outOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i, tail);
            FloatVector vb = FloatVector.fromArray(SPECIES, b, bOffset + i, tail);
            va.mul(vb).intoArray(out, outOffset + i, tail);
        }
    }

    @Override
    public void addProduct(int count, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i);
            FloatVector vb = FloatVector.fromArray(SPECIES, b, bOffset + i);
            FloatVector vo = FloatVector.fromArray(SPECIES, out, outOffset + i);
            va.fma(vb, vo).intoArray(out, outOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i, tail);
            FloatVector vb = FloatVector.fromArray(SPECIES, b, bOffset + i, tail);
            FloatVector vo = FloatVector.fromArray(SPECIES, out, outOffset + i, tail);
            va.fma(vb, vo).intoArray(out, outOffset + i, tail);
        }
    }

    @Override
    public float dot(int count, float[] a, int aOffset, float[] b, int bOffset) {
        return VectorMath.dot(count, a, aOffset, b, bOffset);
    }

    @Override
    public void negativeExponential(int count, float[] a, int aOffset, float[] out, int outOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i);
            VectorMath.exp(va).neg().intoArray(out, outOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i, tail);
            VectorMath.exp(va).neg().intoArray(out, outOffset + i, tail);
        }
    }

    @Override
    public void copyRows(
            int rows, int width, float[] a, int aOffset, int aStride, float[] out, int outOffset, int outStride) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(a, aOffset + i * aStride, out, outOffset + i * outStride, width);
        }
    }

    @Override
    public void addRows(
            int rows, int width, float[] a, int aOffset, int aStride, float[] out, int outOffset, int outStride) {
        int full = SPECIES.loopBound(width);
        VectorMask<Float> tail = SPECIES.indexInRange(full, width);
        for (int i = 0; i < rows; i++) {
            int aRow = aOffset + i * aStride;
            int outRow = outOffset + i * outStride;
            for (int j = 0; j < full; j += LANES) {
                FloatVector va = FloatVector.fromArray(SPECIES, a, aRow + j);
                FloatVector vo = FloatVector.fromArray(SPECIES, out, outRow + j);
                va.add(vo).intoArray(out, outRow + j);
            }
            if (full < width) {
                int j = full;
                FloatVector va = FloatVector.fromArray(SPECIES, a, aRow + j, tail);
                FloatVector vo = FloatVector.fromArray(SPECIES, out, outRow + j, tail);
                va.add(vo).intoArray(out, outRow + j, tail);
            }
        }
    }

    @Override
    public void addBias(
            int rows,
            int width,
            float[] a,
            int aOffset,
            int aStride,
            float[] bias,
            int biasOffset,
            float[] out,
            int outOffset,
            int outStride) {
        int full = SPECIES.loopBound(width);
        VectorMask<Float> tail = SPECIES.indexInRange(full, width);
        for (int i = 0; i < rows; i++) {
            int aRow = aOffset + i * aStride;
            int outRow = outOffset + i * outStride;
            for (int j = 0; j < full; j += LANES) {
                FloatVector va = FloatVector.fromArray(SPECIES, a, aRow + j);
                FloatVector shift = FloatVector.fromArray(SPECIES, bias, biasOffset + j);
                va.add(shift).intoArray(out, outRow + j);
            }
            if (full < width) {
                int j = full;
                FloatVector va = FloatVector.fromArray(SPECIES, a, aRow + j, tail);
                FloatVector shift = FloatVector.fromArray(SPECIES, bias, biasOffset + j, tail);
                va.add(shift).intoArray(out, outRow + j, tail);
            }
        }
    }

    @Override
    public void addColumnSums(int rows, int width, float[] a, int aOffset, int aStride, float[] sum, int sumOffset) {
        int full = SPECIES.loopBound(width);
        int j = 0;
        for (; j + 4 * LANES <= full; j += 4 * LANES) {
            addFourColumnSums(rows, a, aOffset + j, aStride, sum, sumOffset + j);
        }
        for (; j < full; j += LANES) {
            FloatVector total = FloatVector.zero(SPECIES);
            for (int i = 0; i < rows; i++) {
                total = FloatVector.fromArray(SPECIES, a, aOffset + i * aStride + j)
                        .add(total);
            }
            total.add(FloatVector.fromArray(SPECIES, sum, sumOffset + j)).intoArray(sum, sumOffset + j);
        }
        if (full < width) {
            VectorMask<Float> tail = SPECIES.indexInRange(full, width);
            FloatVector total = FloatVector.zero(SPECIES);
            for (int i = 0; i < rows; i++) {
                total = FloatVector.fromArray(SPECIES, a, aOffset + i * aStride + full, tail)
                        .add(total);
            }
            total.add(FloatVector.fromArray(SPECIES, sum, sumOffset + full, tail))
                    .intoArray(sum, sumOffset + full, tail);
        }
    }

    @Override
    public void scaleChannels(
            int rows,
            int width,
            float[] a,
            int aOffset,
            int aStride,
            float[] weight,
            int weightOffset,
            float[] out,
            int outOffset,
            int outStride) {
        int full = SPECIES.loopBound(width);
        VectorMask<Float> tail = SPECIES.indexInRange(full, width);
        for (int i = 0; i < rows; i++) {
            int aRow = aOffset + i * aStride;
            int outRow = outOffset + i * outStride;
            for (int j = 0; j < full; j += LANES) {
                FloatVector va = FloatVector.fromArray(SPECIES, a, aRow + j);
                FloatVector factor = FloatVector.fromArray(SPECIES, weight, weightOffset + j);
                va.mul(factor).intoArray(out, outRow + j);
            }
            if (full < width) {
                int j = full;
                FloatVector va = FloatVector.fromArray(SPECIES, a, aRow + j, tail);
                FloatVector factor = FloatVector.fromArray(SPECIES, weight, weightOffset + j, tail);
                va.mul(factor).intoArray(out, outRow + j, tail);
            }
        }
    }

    @Override
    public void scaleChannelsBackward(
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
            int dWeightOffset) {
        int full = SPECIES.loopBound(width);
        VectorMask<Float> tail = SPECIES.indexInRange(full, width);
        for (int i = 0; i < rows; i++) {
            int aRow = aOffset + i * aStride;
            int dOutRow = dOutOffset + i * dOutStride;
            int dARow = dAOffset + i * dAStride;
            for (int j = 0; j < full; j += LANES) {
                FloatVector va = FloatVector.fromArray(SPECIES, a, aRow + j);
                FloatVector g = FloatVector.fromArray(SPECIES, dOut, dOutRow + j);
                FloatVector factor = FloatVector.fromArray(SPECIES, weight, weightOffset + j);
                FloatVector sum = FloatVector.fromArray(SPECIES, dWeight, dWeightOffset + j);
                g.fma(va, sum).intoArray(dWeight, dWeightOffset + j);
                g.mul(factor).intoArray(dA, dARow + j);
            }
            if (full < width) {
                int j = full;
                FloatVector va = FloatVector.fromArray(SPECIES, a, aRow + j, tail);
                FloatVector g = FloatVector.fromArray(SPECIES, dOut, dOutRow + j, tail);
                FloatVector factor = FloatVector.fromArray(SPECIES, weight, weightOffset + j, tail);
                FloatVector sum = FloatVector.fromArray(SPECIES, dWeight, dWeightOffset + j, tail);
                g.fma(va, sum).intoArray(dWeight, dWeightOffset + j, tail);
                g.mul(factor).intoArray(dA, dARow + j, tail);
            }
        }
    }

    @Override
    public void activate(Activation f, int count, float[] x, int xOffset, float[] y, int yOffset) {
        VectorActivationLoops.activate(f, count, x, xOffset, y, yOffset);
    }

    @Override
    public void activateBackward(
            Activation f, int count, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        VectorActivationLoops.activateBackward(f, count, x, xOffset, dy, dyOffset, dx, dxOffset);
    }

    @Override
    public void softplus(
            int rows,
            int width,
            float[] x,
            int xOffset,
            int xStride,
            float[] bias,
            int biasOffset,
            float[] y,
            int yOffset,
            int yStride) {
        int full = SPECIES.loopBound(width);
        for (int i = 0; i < rows; i++) {
            int xRow = xOffset + i * xStride;
            int yRow = yOffset + i * yStride;
            softplusOfVectors(full, x, xRow, bias, biasOffset, y, yRow);
            if (full < width) {
                softplusOfRest(width - full, x, xRow + full, bias, biasOffset + full, y, yRow + full);
            }
        }
    }

    // Apart, because softplus twice is more than the compiler inlines into one method.

    private static void softplusOfVectors(
            int count, float[] x, int xOffset, float[] bias, int biasOffset, float[] y, int yOffset) {
        for (int j = 0; j < count; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + j);
            FloatVector shift = FloatVector.fromArray(SPECIES, bias, biasOffset + j);
            VectorActivations.softplus(v.add(shift)).intoArray(y, yOffset + j);
        }
    }

    private static void softplusOfRest(
            int count, float[] x, int xOffset, float[] bias, int biasOffset, float[] y, int yOffset) {
        VectorMask<Float> present = SPECIES.indexInRange(0, count);
        FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset, present);
        FloatVector shift = FloatVector.fromArray(SPECIES, bias, biasOffset, present);
        VectorActivations.softplus(v.add(shift)).intoArray(y, yOffset, present);
    }

    @Override
    public void softplusBackward(
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
            int dBiasOffset) {
        int full = SPECIES.loopBound(width);
        VectorMask<Float> tail = SPECIES.indexInRange(full, width);
        for (int i = 0; i < rows; i++) {
            int yRow = yOffset + i * yStride;
            int dyRow = dyOffset + i * dyStride;
            int dxRow = dxOffset + i * dxStride;
            for (int j = 0; j < full; j += LANES) {
                FloatVector v = FloatVector.fromArray(SPECIES, y, yRow + j);
                FloatVector g = FloatVector.fromArray(SPECIES, dy, dyRow + j);
                FloatVector sum = FloatVector.fromArray(SPECIES, dBias, dBiasOffset + j);
                FloatVector d = g.mul(VectorActivations.expMinusOne(v.neg())).neg();
                sum.add(d).intoArray(dBias, dBiasOffset + j);
                d.intoArray(dx, dxRow + j);
            }
            if (full < width) {
                int j = full;
                FloatVector v = FloatVector.fromArray(SPECIES, y, yRow + j, tail);
                FloatVector g = FloatVector.fromArray(SPECIES, dy, dyRow + j, tail);
                FloatVector sum = FloatVector.fromArray(SPECIES, dBias, dBiasOffset + j, tail);
                FloatVector d = g.mul(VectorActivations.expMinusOne(v.neg())).neg();
                sum.add(d).intoArray(dBias, dBiasOffset + j, tail);
                d.intoArray(dx, dxRow + j, tail);
            }
        }
    }

    @Override
    public void gate(
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
            int outStride) {
        int full = SPECIES.loopBound(width);
        gateFull(rows, full, y, yOffset, yStride, z, zOffset, zStride, out, outOffset, outStride);
        if (full < width) {
            gateTail(
                    rows,
                    width - full,
                    y,
                    yOffset + full,
                    yStride,
                    z,
                    zOffset + full,
                    zStride,
                    out,
                    outOffset + full,
                    outStride);
        }
    }

    // Whole vectors and what is left of each row stand in loops of their own: in one method the formula would be in
    // place
    // twice, and C2 stops inlining at a number of nodes that this exceeds (NodeCountInliningCutoff).

    private static void gateFull(
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
            int outStride) {
        for (int i = 0; i < rows; i++) {
            int yRow = yOffset + i * yStride;
            int zRow = zOffset + i * zStride;
            int outRow = outOffset + i * outStride;
            for (int j = 0; j < width; j += LANES) {
                FloatVector v = FloatVector.fromArray(SPECIES, y, yRow + j);
                FloatVector control = FloatVector.fromArray(SPECIES, z, zRow + j);
                v.mul(VectorActivations.silu(control)).intoArray(out, outRow + j);
            }
        }
    }

    private static void gateTail(
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
            int outStride) {
        VectorMask<Float> tail = SPECIES.indexInRange(0, width);
        for (int i = 0; i < rows; i++) {
            FloatVector v = FloatVector.fromArray(SPECIES, y, yOffset + i * yStride, tail);
            FloatVector control = FloatVector.fromArray(SPECIES, z, zOffset + i * zStride, tail);
            v.mul(VectorActivations.silu(control)).intoArray(out, outOffset + i * outStride, tail);
        }
    }

    @Override
    public void gateBackward(
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
            int dzStride) {
        int full = SPECIES.loopBound(width);
        gateBackwardFull(
                rows,
                full,
                y,
                yOffset,
                yStride,
                z,
                zOffset,
                zStride,
                dOut,
                dOutOffset,
                dOutStride,
                dy,
                dyOffset,
                dyStride,
                dz,
                dzOffset,
                dzStride);
        if (full < width) {
            gateBackwardTail(
                    rows,
                    width - full,
                    y,
                    yOffset + full,
                    yStride,
                    z,
                    zOffset + full,
                    zStride,
                    dOut,
                    dOutOffset + full,
                    dOutStride,
                    dy,
                    dyOffset + full,
                    dyStride,
                    dz,
                    dzOffset + full,
                    dzStride);
        }
    }

    private static void gateBackwardFull(
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
            int dzStride) {
        for (int i = 0; i < rows; i++) {
            int yRow = yOffset + i * yStride;
            int zRow = zOffset + i * zStride;
            int dOutRow = dOutOffset + i * dOutStride;
            int dyRow = dyOffset + i * dyStride;
            int dzRow = dzOffset + i * dzStride;
            for (int j = 0; j < width; j += LANES) {
                FloatVector v = FloatVector.fromArray(SPECIES, y, yRow + j);
                FloatVector control = FloatVector.fromArray(SPECIES, z, zRow + j);
                FloatVector g = FloatVector.fromArray(SPECIES, dOut, dOutRow + j);
                FloatVector s = VectorMath.sigmoid(control);
                g.mul(control.mul(s)).intoArray(dy, dyRow + j);
                g.mul(v).mul(VectorActivations.siluDerivative(control, s)).intoArray(dz, dzRow + j);
            }
        }
    }

    private static void gateBackwardTail(
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
            int dzStride) {
        VectorMask<Float> tail = SPECIES.indexInRange(0, width);
        for (int i = 0; i < rows; i++) {
            FloatVector v = FloatVector.fromArray(SPECIES, y, yOffset + i * yStride, tail);
            FloatVector control = FloatVector.fromArray(SPECIES, z, zOffset + i * zStride, tail);
            FloatVector g = FloatVector.fromArray(SPECIES, dOut, dOutOffset + i * dOutStride, tail);
            FloatVector s = VectorMath.sigmoid(control);
            g.mul(control.mul(s)).intoArray(dy, dyOffset + i * dyStride, tail);
            g.mul(v).mul(VectorActivations.siluDerivative(control, s)).intoArray(dz, dzOffset + i * dzStride, tail);
        }
    }

    @Override
    public void blend(
            int count,
            float[] logit,
            int logitOffset,
            float[] m,
            int mOffset,
            float[] a,
            int aOffset,
            float[] out,
            int outOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, logit, logitOffset + i);
            FloatVector vm = FloatVector.fromArray(SPECIES, m, mOffset + i);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i);
            FloatVector g = VectorMath.sigmoid(v);
            vm.sub(va).fma(g, va).intoArray(out, outOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, logit, logitOffset + i, tail);
            FloatVector vm = FloatVector.fromArray(SPECIES, m, mOffset + i, tail);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i, tail);
            FloatVector g = VectorMath.sigmoid(v);
            vm.sub(va).fma(g, va).intoArray(out, outOffset + i, tail);
        }
    }

    @Override
    public void blendBackward(
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
            int dAOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, logit, logitOffset + i);
            FloatVector vm = FloatVector.fromArray(SPECIES, m, mOffset + i);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i);
            FloatVector upper = FloatVector.fromArray(SPECIES, dOut, dOutOffset + i);
            FloatVector g = VectorMath.sigmoid(v);
            FloatVector toM = upper.mul(g);
            FloatVector toA = upper.sub(toM);
            vm.sub(va).mul(toM).mul(g.neg().add(1f)).intoArray(dLogit, dLogitOffset + i);
            toM.intoArray(dM, dMOffset + i);
            toA.intoArray(dA, dAOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, logit, logitOffset + i, tail);
            FloatVector vm = FloatVector.fromArray(SPECIES, m, mOffset + i, tail);
            FloatVector va = FloatVector.fromArray(SPECIES, a, aOffset + i, tail);
            FloatVector upper = FloatVector.fromArray(SPECIES, dOut, dOutOffset + i, tail);
            FloatVector g = VectorMath.sigmoid(v);
            FloatVector toM = upper.mul(g);
            FloatVector toA = upper.sub(toM);
            vm.sub(va).mul(toM).mul(g.neg().add(1f)).intoArray(dLogit, dLogitOffset + i, tail);
            toM.intoArray(dM, dMOffset + i, tail);
            toA.intoArray(dA, dAOffset + i, tail);
        }
    }

    @Override
    public void dropout(
            int count, float rate, long seed, long firstIndex, float[] x, int xOffset, float[] y, int yOffset) {
        long last = firstIndex + count - 1;
        if (firstIndex >>> 32 != last >>> 32) { // the key changes within the range
            int before = (int) ((last >>> 32 << 32) - firstIndex);
            dropout(before, rate, seed, firstIndex, x, xOffset, y, yOffset);
            dropout(count - before, rate, seed, firstIndex + before, x, xOffset + before, y, yOffset + before);
            return;
        }
        int threshold = Dropout.threshold(rate);
        int key = Dropout.key(seed, firstIndex);
        float factor = 1 / (1 - rate);
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            IntVector h = LANE_INDEX.add((int) (firstIndex + i) + key);
            h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 16))
                    .mul(0x7FEB352D);
            h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15))
                    .mul(0x846CA68B);
            h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 16))
                    .lanewise(VectorOperators.LSHR, 8);
            VectorMask<Float> dropped = h.compare(VectorOperators.LT, threshold).cast(SPECIES);
            FloatVector.fromArray(SPECIES, x, xOffset + i)
                    .mul(factor)
                    .blend(0f, dropped)
                    .intoArray(y, yOffset + i);
        }
        for (int i = full; i < count; i++) {
            boolean kept = Dropout.draw(key, (int) (firstIndex + i)) >= threshold;
            y[yOffset + i] = kept ? x[xOffset + i] * factor : 0;
        }
    }

    private static void addFourColumnSums(int rows, float[] a, int offset, int stride, float[] sum, int sumOffset) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, sum, sumOffset);
        FloatVector s1 = FloatVector.fromArray(SPECIES, sum, sumOffset + LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, sum, sumOffset + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, sum, sumOffset + 3 * LANES);
        for (int i = 0; i < rows; i++) {
            int row = offset + i * stride;
            s0 = FloatVector.fromArray(SPECIES, a, row).add(s0);
            s1 = FloatVector.fromArray(SPECIES, a, row + LANES).add(s1);
            s2 = FloatVector.fromArray(SPECIES, a, row + 2 * LANES).add(s2);
            s3 = FloatVector.fromArray(SPECIES, a, row + 3 * LANES).add(s3);
        }
        s0.intoArray(sum, sumOffset);
        s1.intoArray(sum, sumOffset + LANES);
        s2.intoArray(sum, sumOffset + 2 * LANES);
        s3.intoArray(sum, sumOffset + 3 * LANES);
    }
}
