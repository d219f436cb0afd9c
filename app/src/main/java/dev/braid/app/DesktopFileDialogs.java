package dev.braid.app;

import dev.braid.app.workspace.FileDialogs;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The file choosers of the desktop. */
final class DesktopFileDialogs implements FileDialogs {
    private static final FileChooser.ExtensionFilter DESIGNS =
            new FileChooser.ExtensionFilter("Designs (*.json)", "*.json");

    private final Supplier<@Nullable Window> owner;
    private @Nullable File folder;

    DesktopFileDialogs(Supplier<@Nullable Window> owner) {
        this.owner = owner;
    }

    @Override
    public List<Path> open() {
        List<File> files = chooser("Open designs", DESIGNS).showOpenMultipleDialog(owner.get());
        if (files == null || files.isEmpty()) {
            return List.of();
        }
        folder = files.getFirst().getParentFile();
        return files.stream().map(File::toPath).toList();
    }

    @Override
    public Optional<Path> save(Path suggestion) {
        FileChooser chooser = chooser("Save", filter(suggestion));
        chooser.setInitialFileName(String.valueOf(suggestion.getFileName()));
        Path parent = suggestion.getParent();
        if (parent != null && parent.toFile().isDirectory()) {
            chooser.setInitialDirectory(parent.toFile());
        }
        File file = chooser.showSaveDialog(owner.get());
        if (file == null) {
            return Optional.empty();
        }
        folder = file.getParentFile();
        return Optional.of(file.toPath());
    }

    @Override
    public Optional<Path> folder(Path present) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Choose a folder");
        if (present.toFile().isDirectory()) {
            chooser.setInitialDirectory(present.toFile());
        }
        return Optional.ofNullable(chooser.showDialog(owner.get())).map(File::toPath);
    }

    @Override
    public Optional<Path> text() {
        FileChooser.ExtensionFilter texts =
                new FileChooser.ExtensionFilter("Texts (*.txt, *.md, *.jsonl)", "*.txt", "*.md", "*.jsonl");
        File file = chooser("Choose a file", texts).showOpenDialog(owner.get());
        if (file == null) {
            return Optional.empty();
        }
        folder = file.getParentFile();
        return Optional.of(file.toPath());
    }

    /** Files that end like that one. */
    private static FileChooser.ExtensionFilter filter(Path like) {
        String name = String.valueOf(like.getFileName());
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "json" -> DESIGNS;
            case "png", "svg" -> new FileChooser.ExtensionFilter("Pictures (*." + ending + ")", "*." + ending);
            case "pdf" -> new FileChooser.ExtensionFilter("Documents (*.pdf)", "*.pdf");
            case "csv" -> new FileChooser.ExtensionFilter("Tables (*.csv)", "*.csv");
            default -> new FileChooser.ExtensionFilter("Files (*." + ending + ")", "*." + ending);
        };
    }

    private FileChooser chooser(String title, FileChooser.ExtensionFilter files) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(files, new FileChooser.ExtensionFilter("All files", "*"));
        if (folder != null && folder.isDirectory()) {
            chooser.setInitialDirectory(folder);
        }
        return chooser;
    }
}
