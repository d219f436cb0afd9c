package dev.braid.visuals.theme;

/** Light or dark. */
public enum Theme {
    /** Dark ink on light ground, as on paper. */
    LIGHT,
    /** Light ink on dark ground. */
    DARK
}
