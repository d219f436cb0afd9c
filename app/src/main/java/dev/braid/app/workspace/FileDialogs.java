package dev.braid.app.workspace;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the user for files; tests answer for them, for there is no file chooser without a desktop. */
public interface FileDialogs {
    /** Which designs to open; empty if the user thinks better of it. */
    List<Path> open();

    /** Where to save a file of that kind, which its ending tells; empty if the user thinks better of it. */
    Optional<Path> save(Path suggestion);

    /** Which folder to use instead of that one; empty if the user thinks better of it. */
    Optional<Path> folder(Path present);

    /** Which file to read a text from; empty if the user thinks better of it. */
    Optional<Path> text();

    /** A user who never answers. */
    FileDialogs NOBODY = new FileDialogs() {
        @Override
        public List<Path> open() {
            return List.of();
        }

        @Override
        public Optional<Path> save(Path suggestion) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> folder(Path present) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> text() {
            return Optional.empty();
        }
    };
}
