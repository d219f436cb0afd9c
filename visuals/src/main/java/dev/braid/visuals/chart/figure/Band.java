package dev.braid.visuals.chart.figure;

/** What the band around a mean over seeds says. */
public enum Band {
    /** From the lowest to the highest seed. */
    RANGE("range", "from the lowest to the highest seed"),
    /** One standard error of the mean to either side. */
    STANDARD_ERROR("standard error", "one standard error of the mean to either side"),
    /** 95 % confidence interval of the mean, by bootstrap over the seeds. */
    CONFIDENCE("95 % confidence", "95 % confidence interval of the mean, by bootstrap over the seeds"),
    /** The mean alone. */
    NONE("no band", "no band");

    private final String words;
    private final String explanation;

    Band(String words, String explanation) {
        this.words = words;
        this.explanation = explanation;
    }

    /** A few words, for legends and menus. */
    public String words() {
        return words;
    }

    /** What it means. */
    public String explanation() {
        return explanation;
    }
}
