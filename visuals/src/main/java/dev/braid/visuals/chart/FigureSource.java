package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Figure;

/** Something that has a figure, and knows whether it is still the same. User-interface thread only. */
public interface FigureSource {
    /** Grows whenever the figure changes; asked at every beat of the pulse. */
    long version();

    /** The figure as it is now; asked only when it is about to be drawn. */
    Figure figure();
}
