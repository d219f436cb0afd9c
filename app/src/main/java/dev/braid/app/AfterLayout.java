package dev.braid.app;

import dev.braid.visuals.feed.UiThread;
import javafx.scene.Parent;

/** Dividers of a split pane are heeded only if they are placed after the layout that made or resized what they divide. */
final class AfterLayout {
    private AfterLayout() {}

    /** Does something once everything around a node has its size. */
    static void of(Parent node, Runnable action) {
        UiThread.later(() -> {
            if (node.getScene() != null) {
                node.getScene().getRoot().applyCss();
                node.getScene().getRoot().layout();
            }
            action.run();
        });
    }
}
