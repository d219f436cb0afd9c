package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.ElementwiseKernels;
import dev.braid.engine.kernel.NormalisationKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/**
 * Normalisations, one row and group at a time: a pass for the sums, a pass for the result.
 *
 * <p>Long because every normalisation has its forward and its backward here, each with a masked tail written out (see the package).
 */
final class VectorNormalisationKernels implements NormalisationKernels {
    private static final ElementwiseKernels ELEMENTWISE = new VectorElementwiseKernels();

    @Override
    public void rootMeanSquare(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] gain,
            int gainOffset,
            float[] y,
            int yOffset,
            int yStride,
            float[] inverse,
            int inverseOffset) {
        int span = width / groups;
        int full = SPECIES.loopBound(span);
        VectorMask<Float> tail = SPECIES.indexInRange(full, span);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                int xAt = xOffset + i * xStride + k * span;
                int gainAt = gainOffset + k * span;
                int yAt = yOffset + i * yStride + k * span;
                float squares = VectorMath.dot(span, x, xAt, x, xAt);
                float r = (float) (1 / Math.sqrt(squares / span + EPSILON));
                inverse[inverseOffset + i * groups + k] = r;
                for (int j = 0; j < full; j += LANES) {
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                    v.mul(r).mul(weight).intoArray(y, yAt + j);
                }
                if (full < span) {
                    int j = full;
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                    v.mul(r).mul(weight).intoArray(y, yAt + j, tail);
                }
            }
        }
    }

    @Override
    public void rootMeanSquareBackward(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] gain,
            int gainOffset,
            float[] inverse,
            int inverseOffset,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            boolean accumulate,
            float[] dGain,
            int dGainOffset) {
        int span = width / groups;
        int full = SPECIES.loopBound(span);
        VectorMask<Float> tail = SPECIES.indexInRange(full, span);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                int xAt = xOffset + i * xStride + k * span;
                int gainAt = gainOffset + k * span;
                int dyAt = dyOffset + i * dyStride + k * span;
                int dxAt = dxOffset + i * dxStride + k * span;
                int dGainAt = dGainOffset + k * span;
                float r = inverse[inverseOffset + i * groups + k];
                FloatVector totalSum = FloatVector.zero(SPECIES);
                for (int j = 0; j < full; j += LANES) {
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                    FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                    FloatVector dWeight = FloatVector.fromArray(SPECIES, dGain, dGainAt + j);
                    FloatVector product = v.mul(g);
                    product.mul(r).add(dWeight).intoArray(dGain, dGainAt + j);
                    totalSum = product.fma(weight, totalSum);
                }
                float total = VectorMath.horizontalSum(totalSum);
                if (full < span) {
                    int j = full;
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                    FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j, tail);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                    FloatVector dWeight = FloatVector.fromArray(SPECIES, dGain, dGainAt + j, tail);
                    FloatVector product = v.mul(g);
                    product.mul(r).add(dWeight).intoArray(dGain, dGainAt + j, tail);
                    total += VectorMath.horizontalSum(product.mul(weight));
                }
                float pull = total * r * r * r / span;
                if (accumulate) {
                    for (int j = 0; j < full; j += LANES) {
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                        FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                        g.mul(weight)
                                .mul(r)
                                .sub(v.mul(pull))
                                .add(FloatVector.fromArray(SPECIES, dx, dxAt + j))
                                .intoArray(dx, dxAt + j);
                    }
                    if (full < span) {
                        int j = full;
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                        FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j, tail);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                        g.mul(weight)
                                .mul(r)
                                .sub(v.mul(pull))
                                .add(FloatVector.fromArray(SPECIES, dx, dxAt + j, tail))
                                .intoArray(dx, dxAt + j, tail);
                    }
                } else {
                    for (int j = 0; j < full; j += LANES) {
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                        FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                        g.mul(weight).mul(r).sub(v.mul(pull)).intoArray(dx, dxAt + j);
                    }
                    if (full < span) {
                        int j = full;
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                        FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j, tail);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                        g.mul(weight).mul(r).sub(v.mul(pull)).intoArray(dx, dxAt + j, tail);
                    }
                }
            }
        }
    }

    @Override
    public void layer(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] gain,
            int gainOffset,
            float @Nullable [] bias,
            int biasOffset,
            float[] y,
            int yOffset,
            int yStride,
            float[] mean,
            int meanOffset,
            float[] inverse,
            int inverseOffset) {
        int span = width / groups;
        int full = SPECIES.loopBound(span);
        VectorMask<Float> tail = SPECIES.indexInRange(full, span);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                int xAt = xOffset + i * xStride + k * span;
                int gainAt = gainOffset + k * span;
                int yAt = yOffset + i * yStride + k * span;
                float centre = sum(span, x, xAt) / span;
                float r = (float) (1 / Math.sqrt(squaredDistance(span, x, xAt, centre) / span + EPSILON));
                mean[meanOffset + i * groups + k] = centre;
                inverse[inverseOffset + i * groups + k] = r;
                if (bias == null) {
                    for (int j = 0; j < full; j += LANES) {
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                        v.sub(centre).mul(r).mul(weight).intoArray(y, yAt + j);
                    }
                    if (full < span) {
                        int j = full;
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                        v.sub(centre).mul(r).mul(weight).intoArray(y, yAt + j, tail);
                    }
                } else {
                    int biasAt = biasOffset + k * span;
                    for (int j = 0; j < full; j += LANES) {
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                        FloatVector shift = FloatVector.fromArray(SPECIES, bias, biasAt + j);
                        v.sub(centre).mul(r).mul(weight).add(shift).intoArray(y, yAt + j);
                    }
                    if (full < span) {
                        int j = full;
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                        FloatVector shift = FloatVector.fromArray(SPECIES, bias, biasAt + j, tail);
                        v.sub(centre).mul(r).mul(weight).add(shift).intoArray(y, yAt + j, tail);
                    }
                }
            }
        }
    }

    @Override
    public void layerBackward(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] gain,
            int gainOffset,
            float[] mean,
            int meanOffset,
            float[] inverse,
            int inverseOffset,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            boolean accumulate,
            float[] dGain,
            int dGainOffset,
            float @Nullable [] dBias,
            int dBiasOffset) {
        if (dBias != null) {
            ELEMENTWISE.addColumnSums(rows, width, dy, dyOffset, dyStride, dBias, dBiasOffset);
        }
        int span = width / groups;
        int full = SPECIES.loopBound(span);
        VectorMask<Float> tail = SPECIES.indexInRange(full, span);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                int xAt = xOffset + i * xStride + k * span;
                int gainAt = gainOffset + k * span;
                int dyAt = dyOffset + i * dyStride + k * span;
                int dxAt = dxOffset + i * dxStride + k * span;
                int dGainAt = dGainOffset + k * span;
                float centre = mean[meanOffset + i * groups + k];
                float r = inverse[inverseOffset + i * groups + k];
                FloatVector totalSum = FloatVector.zero(SPECIES);
                FloatVector productSum = FloatVector.zero(SPECIES);
                for (int j = 0; j < full; j += LANES) {
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                    FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                    FloatVector dWeight = FloatVector.fromArray(SPECIES, dGain, dGainAt + j);
                    FloatVector normal = v.sub(centre).mul(r);
                    FloatVector d = g.mul(weight);
                    g.fma(normal, dWeight).intoArray(dGain, dGainAt + j);
                    totalSum = d.add(totalSum);
                    productSum = d.fma(normal, productSum);
                }
                float total = VectorMath.horizontalSum(totalSum);
                float product = VectorMath.horizontalSum(productSum);
                if (full < span) {
                    int j = full;
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                    FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j, tail);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                    FloatVector dWeight = FloatVector.fromArray(SPECIES, dGain, dGainAt + j, tail);
                    FloatVector normal = v.sub(centre).mul(r);
                    FloatVector d = g.mul(weight);
                    g.fma(normal, dWeight).intoArray(dGain, dGainAt + j, tail);
                    total += VectorMath.horizontalSum(d);
                    product += VectorMath.horizontalSum(d.mul(normal));
                }
                float shift = total / span;
                float pull = product / span;
                if (accumulate) {
                    for (int j = 0; j < full; j += LANES) {
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                        FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                        g.mul(weight)
                                .sub(shift)
                                .sub(v.sub(centre).mul(r).mul(pull))
                                .mul(r)
                                .add(FloatVector.fromArray(SPECIES, dx, dxAt + j))
                                .intoArray(dx, dxAt + j);
                    }
                    if (full < span) {
                        int j = full;
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                        FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j, tail);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                        g.mul(weight)
                                .sub(shift)
                                .sub(v.sub(centre).mul(r).mul(pull))
                                .mul(r)
                                .add(FloatVector.fromArray(SPECIES, dx, dxAt + j, tail))
                                .intoArray(dx, dxAt + j, tail);
                    }
                } else {
                    for (int j = 0; j < full; j += LANES) {
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                        FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                        g.mul(weight)
                                .sub(shift)
                                .sub(v.sub(centre).mul(r).mul(pull))
                                .mul(r)
                                .intoArray(dx, dxAt + j);
                    }
                    if (full < span) {
                        int j = full;
                        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                        FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j, tail);
                        FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                        g.mul(weight)
                                .sub(shift)
                                .sub(v.sub(centre).mul(r).mul(pull))
                                .mul(r)
                                .intoArray(dx, dxAt + j, tail);
                    }
                }
            }
        }
    }

    @Override
    public void gatedRootMeanSquare(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] z,
            int zOffset,
            int zStride,
            float[] gain,
            int gainOffset,
            float[] y,
            int yOffset,
            int yStride,
            float[] inverse,
            int inverseOffset) {
        int span = width / groups;
        int full = SPECIES.loopBound(span);
        VectorMask<Float> tail = SPECIES.indexInRange(full, span);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                int xAt = xOffset + i * xStride + k * span;
                int zAt = zOffset + i * zStride + k * span;
                int gainAt = gainOffset + k * span;
                int yAt = yOffset + i * yStride + k * span;
                FloatVector squaresSum = FloatVector.zero(SPECIES);
                for (int j = 0; j < full; j += LANES) {
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                    FloatVector control = FloatVector.fromArray(SPECIES, z, zAt + j);
                    FloatVector gated = v.mul(VectorActivations.silu(control));
                    gated.intoArray(y, yAt + j);
                    squaresSum = gated.fma(gated, squaresSum);
                }
                float squares = VectorMath.horizontalSum(squaresSum);
                if (full < span) {
                    int j = full;
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                    FloatVector control = FloatVector.fromArray(SPECIES, z, zAt + j, tail);
                    FloatVector gated = v.mul(VectorActivations.silu(control));
                    gated.intoArray(y, yAt + j, tail);
                    squares += VectorMath.horizontalSum(gated.mul(gated));
                }
                float r = (float) (1 / Math.sqrt(squares / span + EPSILON));
                inverse[inverseOffset + i * groups + k] = r;
                for (int j = 0; j < full; j += LANES) {
                    FloatVector gated = FloatVector.fromArray(SPECIES, y, yAt + j);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                    gated.mul(r).mul(weight).intoArray(y, yAt + j);
                }
                if (full < span) {
                    int j = full;
                    FloatVector gated = FloatVector.fromArray(SPECIES, y, yAt + j, tail);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                    gated.mul(r).mul(weight).intoArray(y, yAt + j, tail);
                }
            }
        }
    }

    @Override
    public void gatedRootMeanSquareBackward(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] z,
            int zOffset,
            int zStride,
            float[] gain,
            int gainOffset,
            float[] inverse,
            int inverseOffset,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            float[] dz,
            int dzOffset,
            int dzStride,
            float[] dGain,
            int dGainOffset) {
        int span = width / groups;
        int full = SPECIES.loopBound(span);
        VectorMask<Float> tail = SPECIES.indexInRange(full, span);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                int xAt = xOffset + i * xStride + k * span;
                int zAt = zOffset + i * zStride + k * span;
                int gainAt = gainOffset + k * span;
                int dyAt = dyOffset + i * dyStride + k * span;
                int dxAt = dxOffset + i * dxStride + k * span;
                int dzAt = dzOffset + i * dzStride + k * span;
                int dGainAt = dGainOffset + k * span;
                float r = inverse[inverseOffset + i * groups + k];
                // dz holds σ(z) between the passes
                FloatVector totalSum = FloatVector.zero(SPECIES);
                for (int j = 0; j < full; j += LANES) {
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                    FloatVector control = FloatVector.fromArray(SPECIES, z, zAt + j);
                    FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                    FloatVector dWeight = FloatVector.fromArray(SPECIES, dGain, dGainAt + j);
                    FloatVector s = VectorMath.sigmoid(control);
                    FloatVector product = g.mul(v).mul(control.mul(s));
                    s.intoArray(dz, dzAt + j);
                    product.mul(r).add(dWeight).intoArray(dGain, dGainAt + j);
                    totalSum = product.fma(weight, totalSum);
                }
                float total = VectorMath.horizontalSum(totalSum);
                if (full < span) {
                    int j = full;
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                    FloatVector control = FloatVector.fromArray(SPECIES, z, zAt + j, tail);
                    FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j, tail);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                    FloatVector dWeight = FloatVector.fromArray(SPECIES, dGain, dGainAt + j, tail);
                    FloatVector s = VectorMath.sigmoid(control);
                    FloatVector product = g.mul(v).mul(control.mul(s));
                    s.intoArray(dz, dzAt + j, tail);
                    product.mul(r).add(dWeight).intoArray(dGain, dGainAt + j, tail);
                    total += VectorMath.horizontalSum(product.mul(weight));
                }
                float pull = total * r * r * r / span;
                for (int j = 0; j < full; j += LANES) {
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j);
                    FloatVector control = FloatVector.fromArray(SPECIES, z, zAt + j);
                    FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j);
                    FloatVector s = FloatVector.fromArray(SPECIES, dz, dzAt + j);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j);
                    FloatVector silu = control.mul(s);
                    FloatVector d = g.mul(weight).mul(r).sub(v.mul(silu).mul(pull));
                    d.mul(silu).intoArray(dx, dxAt + j);
                    d.mul(v).mul(silu.sub(silu.mul(s)).add(s)).intoArray(dz, dzAt + j);
                }
                if (full < span) {
                    int j = full;
                    FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + j, tail);
                    FloatVector control = FloatVector.fromArray(SPECIES, z, zAt + j, tail);
                    FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + j, tail);
                    FloatVector s = FloatVector.fromArray(SPECIES, dz, dzAt + j, tail);
                    FloatVector weight = FloatVector.fromArray(SPECIES, gain, gainAt + j, tail);
                    FloatVector silu = control.mul(s);
                    FloatVector d = g.mul(weight).mul(r).sub(v.mul(silu).mul(pull));
                    d.mul(silu).intoArray(dx, dxAt + j, tail);
                    d.mul(v).mul(silu.sub(silu.mul(s)).add(s)).intoArray(dz, dzAt + j, tail);
                }
            }
        }
    }

    private static float sum(int count, float[] x, int offset) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            sum = FloatVector.fromArray(SPECIES, x, offset + i).add(sum);
        }
        float total = VectorMath.horizontalSum(sum);
        for (; i < count; i++) {
            total += x[offset + i];
        }
        return total;
    }

    private static float squaredDistance(int count, float[] x, int offset, float centre) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector distance = FloatVector.fromArray(SPECIES, x, offset + i).sub(centre);
            sum = distance.fma(distance, sum);
        }
        float total = VectorMath.horizontalSum(sum);
        for (; i < count; i++) {
            total = Math.fma(x[offset + i] - centre, x[offset + i] - centre, total);
        }
        return total;
    }
}
