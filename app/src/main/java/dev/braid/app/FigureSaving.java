package dev.braid.app;

import dev.braid.app.workspace.FileDialogs;
import dev.braid.visuals.chart.FigureExport;
import dev.braid.visuals.chart.FigureFormat;
import dev.braid.visuals.chart.FigureSize;
import dev.braid.visuals.chart.FigureView;
import dev.braid.visuals.chart.Look;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.feed.UiThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Saves figures as they are shown, in the background. */
final class FigureSaving {
    private static final double NARROWEST = 480;
    private static final double LOWEST = 300;
    private static final double PIXELS = 2;

    private final FileDialogs dialogs;
    private final Executor files;
    private final Consumer<Notice> tell;

    FigureSaving(FileDialogs dialogs, Executor files, Consumer<Notice> tell) {
        this.dialogs = dialogs;
        this.files = files;
        this.tell = tell;
    }

    /** Asks where to save what a view shows, and saves it there. */
    void save(FigureView view, FigureFormat format) {
        Figure figure = view.shown();
        Path suggestion = Path.of(name(figure.title()) + "." + format.extension());
        dialogs.save(suggestion).ifPresent(file -> {
            Look look = view.look();
            FigureSize size =
                    new FigureSize(Math.max(NARROWEST, view.getWidth()), Math.max(LOWEST, view.getHeight()), PIXELS);
            files.execute(() -> write(file, format, figure, look, size));
        });
    }

    private void write(Path file, FigureFormat format, Figure figure, Look look, FigureSize size) {
        Notice answer;
        try {
            FigureExport.write(file, format, figure, look, size);
            answer = new Notice(Notice.Level.INFORMATION, "Saved the figure as " + file + ".", List.of());
        } catch (IOException e) {
            answer = Notice.error(e.getMessage() + ".");
        }
        Notice said = answer;
        UiThread.run(() -> tell.accept(said));
    }

    private static String name(String title) {
        String name = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "figure" : name.substring(0, Math.min(name.length(), 60));
    }
}
