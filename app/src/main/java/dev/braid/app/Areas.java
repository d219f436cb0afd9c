package dev.braid.app;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollBar;

/** The parts of the window that the keyboard goes through. */
final class Areas {
    private final List<Area> all;

    /**
     * A part of the window.
     *
     * @param region what it shows
     * @param focus gives it the keyboard
     */
    record Area(Node region, Runnable focus) {}

    Areas(List<Area> all) {
        this.all = all;
    }

    /** Gives the keyboard to the next part that is there, or with -1 to the one before. */
    void step(int by) {
        List<Area> there =
                all.stream().filter(area -> area.region().getScene() != null).toList();
        int now = -1;
        for (int i = 0; i < there.size(); i++) {
            if (hasFocus(there.get(i).region())) {
                now = i;
            }
        }
        if (!there.isEmpty()) {
            there.get(now < 0 && by < 0 ? there.size() - 1 : Math.floorMod(now + by, there.size()))
                    .focus()
                    .run();
        }
    }

    private static boolean hasFocus(Node region) {
        for (Node node = region.getScene().getFocusOwner(); node != null; node = node.getParent()) {
            if (node == region) {
                return true;
            }
        }
        return false;
    }

    /** Gives the keyboard to the first part of a node that takes it, and returns whether there was one. */
    static boolean focusFirst(Node node) {
        if (!node.isVisible() || node.isDisabled() || node instanceof ScrollBar) {
            return false;
        }
        if (node.isFocusTraversable()) {
            node.requestFocus();
            return true;
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                if (focusFirst(child)) {
                    return true;
                }
            }
        }
        return false;
    }
}
