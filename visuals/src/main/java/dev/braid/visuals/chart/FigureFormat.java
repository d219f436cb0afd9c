package dev.braid.visuals.chart;

/** The kinds of files that a figure is exported to. */
public enum FigureFormat {
    /** Pixels. */
    PNG("picture (PNG)", "png"),
    /** Lines and text for the web and for drawing programs. */
    SVG("vector picture (SVG)", "svg"),
    /** Lines and text for papers. */
    PDF("document (PDF)", "pdf"),
    /** The numbers. */
    CSV("table (CSV)", "csv");

    private final String words;
    private final String extension;

    FigureFormat(String words, String extension) {
        this.words = words;
        this.extension = extension;
    }

    /** What menus call it. */
    public String words() {
        return words;
    }

    /** How the names of its files end, without the dot. */
    public String extension() {
        return extension;
    }
}
