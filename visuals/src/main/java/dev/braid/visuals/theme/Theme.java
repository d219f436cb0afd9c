package dev.braid.visuals.theme;

import dev.braid.engine.block.BlockType;
import java.util.List;

/** Light or dark: the colours that AWT charts and JavaFX views share. */
public enum Theme {
    /** Dark ink on light ground, as on paper. */
    LIGHT(List.of(0x0072B2, 0xD55E00, 0x00A354, 0xCB6AA0, 0x24292F, 0x754800, 0x0097FF, 0x5B0061)),
    /** Light ink on dark ground. */
    DARK(List.of(0x56B4E9, 0xD55E00, 0x009E73, 0xCC79A7, 0xE6EDF3, 0xE69F00, 0x0F7FC4, 0xF0E442));

    private final List<Integer> series;

    Theme(List<Integer> series) {
        this.series = series;
    }

    /** The other one. */
    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    /**
     * Colours of curves as 0xRRGGBB, in the order in which curves take them. They come from Okabe and Ito's set,
     * moved until each stands out 3:1 from the ground and any two differ for every kind of colour vision.
     */
    public List<Integer> series() {
        return series;
    }

    /** The colour of the icons and marks of a palette's drawer. */
    public static Tint category(BlockType.Category category) {
        return switch (category) {
            case INPUT_OUTPUT -> Tint.CATEGORY_TOKENS;
            case MIXER -> Tint.CATEGORY_MIXER;
            case FUSION -> Tint.CATEGORY_FUSION;
            case POSITION_WISE -> Tint.CATEGORY_POSITION_WISE;
            case NORMALISATION -> Tint.CATEGORY_NORMALISATION;
            case STRUCTURE -> Tint.CATEGORY_STRUCTURE;
        };
    }

    /**
     * The style class that colours what belongs to a drawer: inside, {@code -braid-category} and
     * {@code -braid-category-ground} are that drawer's colours.
     */
    public static String categoryStyle(BlockType.Category category) {
        return category(category).looked().substring("-braid-".length());
    }
}
