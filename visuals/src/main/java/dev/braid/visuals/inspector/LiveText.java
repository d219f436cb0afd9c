package dev.braid.visuals.inspector;

import javafx.css.PseudoClass;
import javafx.scene.control.TextInputControl;

/** A text that is in the design with every letter, so that the design's undo takes it back. */
public final class LiveText {
    private static final String STYLE = "live-text";
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private LiveText() {}

    static void mark(TextInputControl text) {
        text.getStyleClass().add(STYLE);
    }

    /** Whether a text is in the design as it stands; a text that was refused is not. */
    public static boolean is(TextInputControl text) {
        return text.getStyleClass().contains(STYLE)
                && !text.getPseudoClassStates().contains(REFUSED);
    }
}
