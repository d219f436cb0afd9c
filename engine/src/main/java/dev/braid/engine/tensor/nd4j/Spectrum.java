package dev.braid.engine.tensor.nd4j;

import dev.braid.engine.compile.Model;
import dev.braid.engine.probe.HiddenStates;
import java.util.Arrays;
import java.util.Comparator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;

/**
 * How the energy of a matrix is spread over directions: its singular values σ₁ ≥ σ₂ ≥ …, the square roots of the eigenvalues of the
 * smaller of AᵀA and AAᵀ, in double precision. Values below about 1e-8 σ₁ are rounding.
 *
 * @param singularValues from the largest on
 */
@SuppressWarnings("ArrayRecordComponent") // only read here
public record Spectrum(double[] singularValues) {
    /** Of a matrix, [m, n]. */
    public static Spectrum of(INDArray matrix) {
        INDArray a = matrix.castTo(DataType.DOUBLE);
        INDArray gram = a.rows() >= a.columns() ? a.transpose().mmul(a) : a.mmul(a.transpose());
        double[] eigenvalues = Eigen.symmetricGeneralizedEigenvalues(gram).toDoubleVector();
        return new Spectrum(Arrays.stream(eigenvalues)
                .map(value -> Math.sqrt(Math.max(0, value)))
                .boxed()
                .sorted(Comparator.reverseOrder())
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** Of points, [N, w], around their mean: σᵢ² / N is the variance along the i-th principal component. */
    public static Spectrum ofPrincipalComponents(INDArray points) {
        INDArray a = points.castTo(DataType.DOUBLE);
        return of(a.subRowVector(a.mean(0)));
    }

    /**
     * Of a weight with two dimensions.
     *
     * @param values flat, as the model lays them out
     */
    public static Spectrum ofWeight(Model model, float[] values, String name) {
        return of(NumericArrays.weight(model, values, name));
    }

    /** Of hidden states, taken as points one a token. */
    public static Spectrum ofStates(HiddenStates.Output output) {
        int width = output.width();
        return ofPrincipalComponents(NumericArrays.of(output.values(), 0, output.values().length / width, width));
    }

    /** σ₁, by which the matrix can lengthen a vector at most. */
    public double largest() {
        return singularValues[0];
    }

    /** Σσᵢ² / σ₁²: how many directions as strong as the strongest would hold as much energy; 0 for a matrix of zeros. */
    public double stableRank() {
        return largest() == 0 ? 0 : energy() / (largest() * largest());
    }

    /**
     * exp of the entropy of σᵢ / Σσ, from 1 to the number of values; 0 for a matrix of zeros. O. Roy, M. Vetterli, "The effective
     * rank", EUSIPCO 2007.
     */
    public double effectiveRank() {
        double sum = Arrays.stream(singularValues).sum();
        return sum == 0
                ? 0
                : Math.exp(-Arrays.stream(singularValues)
                        .map(value -> value / sum)
                        .filter(share -> share > 0)
                        .map(share -> share * Math.log(share))
                        .sum());
    }

    /** How many directions, from the strongest on, hold that share of the energy Σσᵢ². */
    public int directions(double share) {
        double wanted = share * energy() * (1 - 1e-12);
        double held = 0;
        int count = 0;
        while (held < wanted) {
            held += singularValues[count] * singularValues[count];
            count++;
        }
        return count;
    }

    private double energy() {
        return Arrays.stream(singularValues).map(value -> value * value).sum();
    }
}
