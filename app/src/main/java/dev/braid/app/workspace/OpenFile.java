package dev.braid.app.workspace;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.graph.Architecture;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.document.OpenDesign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableStringValue;
import org.jspecify.annotations.Nullable;

/** An open design and the file it belongs to, if it has been saved anywhere. */
public final class OpenFile {
    private final String key;
    private final OpenDesign design;
    private final AtomicReference<DesignContext> context;
    private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<@Nullable Notice> notice = new SimpleObjectProperty<>();
    private final ObservableStringValue title;

    /** What the file looked like when it was last read or written; touched by the thread of the files only. */
    private @Nullable Stamp seen;

    /** What a design is thought to be used on until somebody says otherwise. */
    private static final DesignContext DEFAULT_CONTEXT = new DesignContext(8192, 512);

    /** When a file was changed and how long it is. */
    private record Stamp(FileTime modified, long size) {}

    OpenFile(String key, Architecture design, BlockCatalog catalog, Executor checks, @Nullable Path file) {
        this.key = key;
        this.context = new AtomicReference<>(DEFAULT_CONTEXT);
        this.design = new OpenDesign(design, catalog, new EngineChecker(catalog, context::get), checks);
        this.file.set(file);
        this.title = Bindings.createStringBinding(this::nameNow, this.file, this.design.documentProperty());
    }

    /** Never changes, and no other has it. */
    public String key() {
        return key;
    }

    /** The design. */
    public OpenDesign design() {
        return design;
    }

    /** Says what the design is going to be trained on: problems and costs depend on it. */
    public void useOn(DesignContext now) {
        if (!now.equals(context.getAndSet(now))) {
            design.recheck();
        }
    }

    /** Where it is saved, or null. */
    public @Nullable Path file() {
        return file.get();
    }

    /** Where it is saved, or null. */
    public ReadOnlyObjectProperty<@Nullable Path> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /** What to tell about its file; null when there is nothing. */
    public ObjectProperty<@Nullable Notice> noticeProperty() {
        return notice;
    }

    /** What the tab says: the design's name, or the file's where it has none. */
    public ObservableStringValue title() {
        return title;
    }

    private String nameNow() {
        String name = design.document().name();
        Path path = file.get();
        return !name.isBlank() ? name : path == null ? "Untitled" : String.valueOf(path.getFileName());
    }

    void setFile(Path path) {
        file.set(path);
    }

    /** On the thread of the files: remembers what the file looks like now. */
    void look(Path path) {
        seen = stamp(path).orElse(null);
    }

    /** On the thread of the files: whether the file looks different from what was last seen of it. */
    boolean looksDifferent(Path path) {
        return !stamp(path).equals(Optional.ofNullable(seen));
    }

    private static Optional<Stamp> stamp(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return title.get();
    }
}
