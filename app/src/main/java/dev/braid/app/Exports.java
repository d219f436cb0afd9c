package dev.braid.app;

import dev.braid.app.training.TrainingSession;
import dev.braid.app.training.view.ExportOrder;
import dev.braid.app.workspace.FileDialogs;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlanFile;
import dev.braid.visuals.chart.FigureExport;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.document.Notice.Action;
import dev.braid.visuals.document.Notice.Level;
import dev.braid.visuals.feed.UiThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Writes figures and plans to files that the user names: in the background, and told where the figure stands. */
final class Exports {
    private final FileDialogs dialogs;
    private final Executor files;
    private final Consumer<Path> openFolder;

    /**
     * @param files writes, off the user-interface thread
     * @param openFolder shows a folder in the system's file manager
     */
    Exports(FileDialogs dialogs, Executor files, Consumer<Path> openFolder) {
        this.dialogs = dialogs;
        this.files = files;
        this.openFolder = openFolder;
    }

    /** Asks where, and writes a figure there. */
    void figure(ExportOrder order) {
        if (order.figure().runs().isEmpty()) {
            order.notice()
                    .set(Notice.warning("There is nothing to export yet: the figure has no points. Train first, or show"
                            + " its curves in the legend again."));
            return;
        }
        String ending = order.format().extension();
        Path suggestion = Path.of(fileName(order.figure().title(), "figure") + "." + ending);
        dialogs.save(suggestion).ifPresent(chosen -> {
            Path file = withEnding(chosen.toAbsolutePath().normalize(), ending);
            files.execute(() -> {
                Notice told = write(order, file);
                UiThread.run(() -> order.notice().set(told));
            });
        });
    }

    private Notice write(ExportOrder order, Path file) {
        try {
            FigureExport.write(file, order.format(), order.figure(), order.look(), order.size());
            return saved("The figure is saved as " + file + ".", Objects.requireNonNullElse(file.getParent(), file));
        } catch (IOException e) {
            return new Notice(
                    Level.ERROR,
                    "Not exported. " + e.getMessage() + ".",
                    List.of(new Action("Save elsewhere …", () -> figure(order))));
        }
    }

    /** Asks for a folder, and writes the plan of a session into a new one below it. */
    void plan(TrainingSession session) {
        Optional<SweepPlan> plan = session.plan();
        if (plan.isEmpty()) {
            session.noticeProperty()
                    .set(Notice.warning("The plan cannot be exported as long as a setting is refused: see the fields in"
                            + " red."));
            return;
        }
        dialogs.folder(Path.of("").toAbsolutePath())
                .ifPresent(chosen -> files.execute(() -> {
                    Notice told =
                            write(session, plan.get(), chosen.toAbsolutePath().normalize());
                    UiThread.run(() -> session.noticeProperty().set(told));
                }));
    }

    private Notice write(TrainingSession session, SweepPlan plan, Path parent) {
        Path folder = free(
                parent,
                fileName(plan.question(), fileName(plan.variants().getFirst().name(), "plan")));
        try {
            SweepPlanFile.write(folder, plan);
            return saved(
                    "The plan and its designs are saved in " + folder + "; braid sweep " + SweepPlanFile.in(folder)
                            + " --out FOLDER runs it anywhere.",
                    folder);
        } catch (IOException e) {
            return new Notice(
                    Level.ERROR,
                    "Not exported. " + e.getMessage() + ".",
                    List.of(new Action("Save elsewhere …", () -> plan(session))));
        }
    }

    private Notice saved(String text, Path folder) {
        return new Notice(Level.INFORMATION, text, List.of(new Action("Open folder", () -> openFolder.accept(folder))));
    }

    private static String fileName(String title, String otherwise) {
        String name =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? otherwise : name;
    }

    /** What somebody calls {@code figure} or {@code window-1.5} still gets the ending of what it is. */
    private static Path withEnding(Path path, String ending) {
        String name = String.valueOf(path.getFileName());
        boolean has = name.toLowerCase(Locale.ROOT).endsWith("." + ending);
        return has ? path : path.resolveSibling(name + "." + ending);
    }

    /** A folder that does not exist yet, so that nothing is overwritten. */
    private static Path free(Path parent, String name) {
        Path folder = parent.resolve(name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = parent.resolve(name + "-" + i);
        }
        return folder;
    }
}
