package dev.braid.app.workspace;

import dev.braid.visuals.document.Notice;
import dev.braid.visuals.document.OpenDesign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
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
    private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<@Nullable Notice> notice = new SimpleObjectProperty<>();
    private final ObservableStringValue title;

    /** What the file looked like when it was last read or written; touched by the thread of the files only. */
    private @Nullable Stamp seen;

    /** When a file was changed and how long it is. */
    private record Stamp(FileTime modified, long size) {}

    OpenFile(String key, OpenDesign design, @Nullable Path file) {
        this.key = key;
        this.design = design;
        this.file.set(file);
        this.title = Bindings.createStringBinding(this::nameNow, this.file, design.documentProperty());
    }

    /** Never changes, and no other has it. */
    public String key() {
        return key;
    }

    /** The design. */
    public OpenDesign design() {
        return design;
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
