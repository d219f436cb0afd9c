package dev.braid.app.workspace;

import dev.braid.app.settings.RememberedSettings;
import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.edit.GraphEdit;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.document.Notice.Action;
import dev.braid.visuals.document.Notice.Level;
import dev.braid.visuals.feed.UiThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The open designs: new, open, save, close, and what goes wrong with files. Nothing here blocks: files are read and written
 * by a thread of their own, and what needs the user becomes a notice. User-interface thread only.
 *
 * <p>A little longer than other classes, for every way a design enters or leaves the window is here.
 */
public final class Workspace {
    /** How long after an edit a copy is made. */
    public static final Duration AUTOSAVE_DELAY = Duration.seconds(2);

    private final BlockCatalog catalog;
    private final Executor checks;
    private final Executor files;
    private final FileDialogs dialogs;
    private final RememberedSettings settings;
    private final DesignWriter writer;
    private final Recovery recovery;
    private final Autosave autosave;

    private final ObservableList<OpenFile> open = FXCollections.observableArrayList();
    /** One for all: a view that nobody holds is forgotten together with its listeners. */
    private final ObservableList<OpenFile> openView = FXCollections.unmodifiableObservableList(open);

    private final ObjectProperty<@Nullable OpenFile> current = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Notice> notice = new SimpleObjectProperty<>();
    private int keys;

    /** Writes a design to a file in one step; {@link DesignFile#write} unless a test lets it fail. */
    @FunctionalInterface
    public interface DesignWriter {
        /** Writes it; the message of an exception is a sentence. */
        void write(Path file, Architecture design) throws IOException;
    }

    /**
     * What the workspace is made of.
     *
     * @param catalog the block types
     * @param checks runs checks, one after the other
     * @param files runs what has to do with files, one after the other
     * @param dialogs asks for files
     * @param settings remembers recent files
     * @param writer writes designs
     * @param recovery keeps copies
     * @param autosaveDelay how long after an edit
     */
    public record Parts(
            BlockCatalog catalog,
            Executor checks,
            Executor files,
            FileDialogs dialogs,
            RememberedSettings settings,
            DesignWriter writer,
            Recovery recovery,
            Duration autosaveDelay) {}

    /** Nothing is open yet. */
    public Workspace(Parts parts) {
        catalog = parts.catalog();
        checks = parts.checks();
        files = parts.files();
        dialogs = parts.dialogs();
        settings = parts.settings();
        writer = parts.writer();
        recovery = parts.recovery();
        autosave = new Autosave(recovery, files, parts.autosaveDelay(), this::copies, notice::set);
    }

    /** The open designs, in the order of their tabs. */
    public ObservableList<OpenFile> open() {
        return openView;
    }

    /** The design that is worked on; null if none is open. */
    public ObjectProperty<@Nullable OpenFile> currentProperty() {
        return current;
    }

    /** What to tell that belongs to no open design; null when there is nothing. */
    public ObjectProperty<@Nullable Notice> noticeProperty() {
        return notice;
    }

    /** Opens an empty design. */
    public OpenFile createNew() {
        return add(Architecture.of(freeName("Untitled"), Graph.EMPTY), null, null);
    }

    /** Opens a copy of a design that comes from no file of the user's, such as a sample. */
    public OpenFile openCopy(Architecture design) {
        return add(design, null, null);
    }

    /** Asks which files to open. */
    public void askToOpen() {
        dialogs.open().forEach(this::open);
    }

    /** Opens a file; one that is open already is shown. */
    public void open(Path file) {
        Path path = file.toAbsolutePath().normalize();
        Optional<OpenFile> there =
                open.stream().filter(other -> path.equals(other.file())).findFirst();
        if (there.isPresent()) {
            current.set(there.get());
            return;
        }
        files.execute(() -> {
            try {
                Architecture design = DesignFile.read(path);
                UiThread.run(() -> {
                    if (open.stream().noneMatch(other -> path.equals(other.file()))) {
                        add(design, path, null);
                        settings.change(now -> now.withRecentFile(path));
                    }
                });
            } catch (DesignFormatException e) {
                UiThread.run(() -> cannotOpen(path, e));
            }
        });
    }

    private void cannotOpen(Path path, DesignFormatException e) {
        if (Files.notExists(path)) {
            settings.change(now -> now.withoutRecentFile(path));
        }
        notice.set(Notice.error("This file could not be opened. " + e.getMessage() + "."));
    }

    private OpenFile add(Architecture design, @Nullable Path path, @Nullable Architecture recovered) {
        OpenFile file = new OpenFile("design-" + ++keys, design, catalog, checks, path);
        if (path != null) {
            files.execute(() -> file.look(path));
        }
        if (recovered != null) {
            file.design().edit(saved -> new GraphEdit.ReplaceDocument("recover unsaved changes", saved, recovered));
        }
        open.add(file);
        current.set(file);
        file.design().documentProperty().subscribe((before, after) -> autosave.soon());
        file.design().savedProperty().subscribe((before, after) -> autosave.soon());
        autosave.soon();
        return file;
    }

    private String freeName(String wanted) {
        String name = wanted;
        for (int i = 2; isTaken(name); i++) {
            name = wanted + " " + i;
        }
        return name;
    }

    private boolean isTaken(String name) {
        return open.stream().anyMatch(other -> other.design().document().name().equals(name));
    }

    /** Saves a design where it belongs, or asks where. */
    public void save(OpenFile file) {
        save(file, () -> {});
    }

    private void save(OpenFile file, Runnable afterwards) {
        Path path = file.file();
        if (path == null) {
            saveAs(file, afterwards);
        } else {
            write(file, path, false, afterwards);
        }
    }

    /** Asks where to save a design. */
    public void saveAs(OpenFile file) {
        saveAs(file, () -> {});
    }

    private void saveAs(OpenFile file, Runnable afterwards) {
        dialogs.save(suggestion(file)).ifPresent(chosen -> {
            Path path = withEnding(chosen.toAbsolutePath().normalize());
            Optional<OpenFile> other = open.stream()
                    .filter(each -> each != file && path.equals(each.file()))
                    .findFirst();
            if (other.isPresent()) {
                file.noticeProperty()
                        .set(Notice.warning(path.getFileName()
                                + " is open in another tab; close that one first, or choose another name."));
            } else {
                write(file, path, true, afterwards);
            }
        });
    }

    private static Path withEnding(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.contains(".") ? path : path.resolveSibling(name + ".json");
    }

    private static Path suggestion(OpenFile file) {
        Path path = file.file();
        String name = file.title()
                .get()
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return path == null ? Path.of((name.isEmpty() ? "design" : name) + ".json") : path;
    }

    /**
     * Writes a design in the background.
     *
     * @param evenIfChanged whether to write also where somebody else has changed the file meanwhile
     * @param afterwards done once it is written
     */
    private void write(OpenFile file, Path path, boolean evenIfChanged, Runnable afterwards) {
        Architecture document = file.design().document();
        long state = file.design().state();
        files.execute(() -> {
            try {
                if (!evenIfChanged && file.looksDifferent(path) && Files.exists(path)) {
                    UiThread.run(() -> changedOnDisk(file, path));
                    return;
                }
                writer.write(path, document);
                file.look(path);
                UiThread.run(() -> {
                    file.setFile(path);
                    file.design().markSaved(state);
                    file.noticeProperty().set(null);
                    settings.change(now -> now.withRecentFile(path));
                    autosave.soon();
                    afterwards.run();
                });
            } catch (IOException e) {
                UiThread.run(() -> notSaved(file, path, e, afterwards));
            }
        });
    }

    private void notSaved(OpenFile file, Path path, IOException e, Runnable afterwards) {
        file.noticeProperty()
                .set(new Notice(
                        Level.ERROR,
                        "Not saved. " + e.getMessage() + ". Your changes are still here.",
                        List.of(
                                new Action("Save elsewhere …", () -> saveAs(file, afterwards)),
                                new Action("Try again", () -> write(file, path, true, afterwards)))));
    }

    /** Looks whether files were changed by somebody else; called now and then, and when the window gets the focus. */
    public void lookForChanges() {
        for (OpenFile file : List.copyOf(open)) {
            Path path = file.file();
            if (path != null) {
                files.execute(() -> lookForChange(file, path));
            }
        }
    }

    private void lookForChange(OpenFile file, Path path) {
        if (!file.looksDifferent(path)) {
            return;
        }
        file.look(path); // told once
        UiThread.run(() -> {
            if (Files.exists(path)) {
                changedOnDisk(file, path);
            } else {
                file.design().markSaved(-1);
                file.noticeProperty()
                        .set(new Notice(
                                Level.WARNING,
                                path.getFileName()
                                        + " was removed or renamed by another program. Your design is still here.",
                                List.of(
                                        new Action("Save it again", () -> write(file, path, true, () -> {})),
                                        new Action("Save elsewhere …", () -> saveAs(file)))));
            }
        });
    }

    private void changedOnDisk(OpenFile file, Path path) {
        files.execute(() -> {
            Architecture onDisk;
            try {
                onDisk = DesignFile.read(path);
            } catch (DesignFormatException e) {
                onDisk = null;
            }
            Architecture read = onDisk;
            UiThread.run(() -> offerChange(file, path, read));
        });
    }

    private void offerChange(OpenFile file, Path path, @Nullable Architecture onDisk) {
        if (onDisk != null && onDisk.equals(file.design().document())) {
            files.execute(() -> file.look(path));
            file.design().markSaved(file.design().state());
            return;
        }
        List<Action> actions = new ArrayList<>();
        if (onDisk != null) {
            actions.add(new Action("Reload", () -> reload(file, path, onDisk)));
        }
        actions.add(new Action("Keep mine", () -> {
            file.noticeProperty().set(null);
            file.design().markSaved(-1); // differs from the disk, and is written over it when the user saves
            files.execute(() -> file.look(path));
        }));
        actions.add(new Action("Save elsewhere …", () -> saveAs(file)));
        file.noticeProperty()
                .set(new Notice(
                        Level.WARNING,
                        path.getFileName() + " was changed by another program"
                                + (onDisk == null ? ", and is no design any more." : "."),
                        actions));
    }

    /** Takes what is on disk; undo brings back what was here. */
    private void reload(OpenFile file, Path path, Architecture onDisk) {
        file.noticeProperty().set(null);
        file.design().edit(mine -> new GraphEdit.ReplaceDocument("reload " + path.getFileName(), mine, onDisk));
        file.design().markSaved(file.design().state());
        files.execute(() -> file.look(path));
    }

    /** Closes a design; one with unsaved changes asks first. */
    public void close(OpenFile file) {
        if (file.design().savedProperty().get()) {
            remove(file);
            return;
        }
        current.set(file);
        file.noticeProperty()
                .set(new Notice(
                        Level.WARNING,
                        "“" + file.title().get() + "” has changes that are not saved.",
                        List.of(
                                new Action("Save and close", () -> save(file, () -> remove(file))),
                                new Action("Close without saving", () -> remove(file)),
                                new Action(
                                        "Keep open", () -> file.noticeProperty().set(null)))));
    }

    private void remove(OpenFile file) {
        int index = open.indexOf(file);
        open.remove(file);
        if (file.equals(current.get())) {
            current.set(open.isEmpty() ? null : open.get(Math.max(0, index - 1)));
        }
        autosave.soon();
    }

    /** The order of the tabs was changed by hand. */
    public void move(OpenFile file, int index) {
        if (open.remove(file)) {
            open.add(Math.min(index, open.size()), file);
            autosave.soon();
        }
    }

    /**
     * The program is to end.
     *
     * @param quit ends it
     */
    public void quit(Runnable quit) {
        List<OpenFile> unsaved = open.stream()
                .filter(file -> !file.design().savedProperty().get())
                .toList();
        if (unsaved.isEmpty()) {
            autosave.stop();
            files.execute(() -> {
                recovery.end();
                UiThread.run(quit);
            });
            return;
        }
        String names =
                unsaved.stream().map(file -> "“" + file.title().get() + "”").collect(Collectors.joining(", "));
        notice.set(new Notice(
                Level.WARNING,
                names + (unsaved.size() == 1 ? " has" : " have") + " changes that are not saved.",
                List.of(
                        new Action("Save and quit", () -> saveAndQuit(unsaved, quit)),
                        new Action("Quit, keep them for the next start", () -> {
                            autosave.now();
                            files.execute(() -> UiThread.run(quit));
                        }),
                        new Action("Stay", () -> notice.set(null)))));
    }

    /** Copies no more: the thread of the files is about to end. */
    public void stop() {
        autosave.stop();
    }

    private void saveAndQuit(List<OpenFile> unsaved, Runnable quit) {
        notice.set(null);
        save(unsaved.getFirst(), () -> {
            if (unsaved.size() == 1) {
                quit(quit);
            } else {
                saveAndQuit(unsaved.subList(1, unsaved.size()), quit);
            }
        });
    }

    /** Looks for designs of a program that has died, and offers them. */
    public void offerRecovery() {
        files.execute(() -> {
            List<Recovery.Lost> lost = new ArrayList<>();
            for (Recovery.Lost each : recovery.lost()) {
                if (each.copies().isEmpty()) {
                    recovery.forget(each);
                } else {
                    lost.add(each);
                }
            }
            if (!lost.isEmpty()) {
                UiThread.run(() -> offer(lost));
            }
        });
    }

    private void offer(List<Recovery.Lost> lost) {
        int designs = lost.stream().mapToInt(each -> each.copies().size()).sum();
        long unsaved = lost.stream().mapToLong(Recovery.Lost::unsaved).sum();
        notice.set(new Notice(
                Level.INFORMATION,
                "From last time: " + designs + (designs == 1 ? " design was" : " designs were") + " open, "
                        + (unsaved == 0 ? "all saved." : unsaved + " with changes that are not saved."),
                List.of(new Action("Bring back", () -> bringBack(lost)), new Action("Forget them", () -> {
                    notice.set(null);
                    files.execute(() -> lost.forEach(recovery::forget));
                }))));
    }

    private void bringBack(List<Recovery.Lost> lost) {
        notice.set(null);
        List<Recovery.Copy> copies =
                lost.stream().flatMap(each -> each.copies().stream()).toList();
        files.execute(() -> {
            List<@Nullable Architecture> onDisk = new ArrayList<>();
            copies.forEach(copy -> onDisk.add(readOrNull(copy.file())));
            UiThread.run(() -> {
                for (int i = 0; i < copies.size(); i++) {
                    bringBack(copies.get(i), onDisk.get(i));
                }
                // The old copies go only when the new ones are there.
                autosave.now();
                files.execute(() -> lost.forEach(recovery::forget));
            });
        });
    }

    private void bringBack(Recovery.Copy copy, @Nullable Architecture onDisk) {
        Architecture kept = copy.design();
        if (!copy.edited() && onDisk != null) {
            add(onDisk, copy.file(), null);
        } else if (!copy.edited() && kept != null) {
            add(kept, null, null);
        } else if (kept != null) {
            Architecture base = onDisk != null ? onDisk : Architecture.of(kept.name(), Graph.EMPTY);
            OpenFile file = add(base, copy.file(), kept);
            if (copy.file() != null && onDisk == null) {
                file.design().markSaved(-1);
            }
        }
    }

    private static @Nullable Architecture readOrNull(@Nullable Path file) {
        try {
            return file == null ? null : DesignFile.read(file);
        } catch (DesignFormatException e) {
            return null;
        }
    }

    private List<Recovery.Copy> copies() {
        return open.stream().map(Workspace::copy).toList();
    }

    private static Recovery.Copy copy(OpenFile file) {
        boolean edited = !file.design().savedProperty().get();
        boolean needed = edited || file.file() == null;
        return new Recovery.Copy(
                file.key(),
                file.file(),
                file.title().get(),
                edited,
                needed ? file.design().document() : null);
    }
}
