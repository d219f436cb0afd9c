package dev.braid.app;

import dev.braid.app.workspace.OpenFile;
import dev.braid.visuals.canvas.GraphCanvas;
import dev.braid.visuals.theme.Appearance;
import java.util.concurrent.Executor;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

/** One open design: its canvas, and above it what there is to say about it. */
final class DesignView extends BorderPane {
    private final GraphCanvas canvas;

    DesignView(OpenFile file, Appearance appearance, Executor background) {
        canvas = new GraphCanvas(file.design(), appearance, background);
        getStyleClass().add("design-view");
        setMinSize(0, 0);
        setTop(new VBox(
                new NoticeBar(file.noticeProperty()),
                new NoticeBar(file.design().noticeProperty())));
        setCenter(canvas);
    }

    GraphCanvas canvas() {
        return canvas;
    }
}
