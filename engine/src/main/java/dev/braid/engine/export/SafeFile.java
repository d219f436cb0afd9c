package dev.braid.engine.export;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file in one step: whoever looks sees the old content or the new, whole, also after a crash. */
public final class SafeFile {
    private SafeFile() {}

    /**
     * Writes beside the file, forces it to the disk, renames.
     *
     * @throws IOException with one sentence that names the file and the reason; the old content is untouched
     */
    public static void write(Path file, byte[] content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": this is a folder, expected the name of a file");
        }
        // A link stays a link: its target is replaced.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            Files.createFile(temporary);
            writeThrough(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            deleteQuietly(temporary);
            throw new IOException(file + ": it could not be saved, " + reason(e), e);
        }
    }

    /**
     * Makes a folder, and those it lies in, where they do not exist yet.
     *
     * @throws IOException with one sentence that names the folder and the reason
     */
    public static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + ": this folder cannot be made, for " + e.getFile() + " is a file", e);
        } catch (IOException e) {
            throw new IOException(folder + ": this folder cannot be made, " + reason(e) + "; choose another", e);
        }
    }

    /** Overwrites a file and forces it to the disk. */
    static void writeThrough(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "its folder does not exist";
            case AccessDeniedException _ -> "writing into its folder is not permitted";
            case FileSystemException f when f.getReason() != null -> "the system says: " + f.getReason();
            default -> "the system says: " + e.getMessage();
        };
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException ignored) {
            // The first failure is the one to report; a left-over temporary file does no harm.
        }
    }
}
