package dev.braid.app.workspace;

import dev.braid.engine.export.SafeFile;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copies of the open designs, for the case that the program is killed. Every running program has a folder of its own and
 * holds a lock in it; a folder whose lock is free belongs to one that has died. For one thread, that of the files.
 */
public final class Recovery {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LIST = "documents.json";
    private static final String LOCK = "lock";

    private final Path root;
    private final Map<String, Architecture> written = new HashMap<>();
    private @Nullable Session session;

    /** Copies below that folder. */
    public Recovery(Path root) {
        this.root = root;
    }

    /**
     * An open design.
     *
     * @param key names its copy
     * @param file where it is saved, or null
     * @param title what the tab says
     * @param edited whether it differs from its file
     * @param design the document, or null where the file says it all
     */
    public record Copy(
            String key,
            @Nullable Path file,
            String title,
            boolean edited,
            @Nullable Architecture design) {}

    /**
     * What a program that has died had open.
     *
     * @param copies in the order of the tabs
     */
    public record Lost(List<Copy> copies, Path folder, FileChannel held) {
        /** How many designs had changes that are in no file. */
        public long unsaved() {
            return copies.stream().filter(Copy::edited).count();
        }
    }

    private record Session(Path folder, FileChannel lock) {}

    /** Keeps copies of what is open now, and of nothing else. */
    public void write(List<Copy> copies) throws IOException {
        Path folder = session().folder();
        ArrayNode list = JSON.createArrayNode();
        Map<String, Architecture> kept = new HashMap<>();
        for (Copy copy : copies) {
            ObjectNode entry = list.addObject();
            entry.put("key", copy.key());
            entry.put("file", copy.file() == null ? null : copy.file().toString());
            entry.put("title", copy.title());
            entry.put("edited", copy.edited());
            entry.put("copied", copy.design() != null);
            if (copy.design() != null) {
                if (!copy.design().equals(written.get(copy.key()))) {
                    DesignFile.write(folder.resolve(copy.key() + ".json"), copy.design());
                }
                kept.put(copy.key(), copy.design());
            }
        }
        SafeFile.write(
                folder.resolve(LIST),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(list).getBytes(StandardCharsets.UTF_8));
        for (String key : written.keySet()) {
            if (!kept.containsKey(key)) {
                Files.deleteIfExists(folder.resolve(key + ".json"));
            }
        }
        written.clear();
        written.putAll(kept);
    }

    private Session session() throws IOException {
        if (session == null) {
            Path folder = root.resolve(ProcessHandle.current().pid() + "-" + System.currentTimeMillis() + "-"
                    + Integer.toHexString(System.identityHashCode(this)));
            SafeFile.makeFolder(folder);
            FileChannel lock =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock.tryLock();
            session = new Session(folder, lock);
        }
        return session;
    }

    /** What programs that have died had open, the oldest first. */
    public List<Lost> lost() {
        List<Lost> found = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return found;
        }
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.sorted().toList()) {
                FileChannel held = hold(folder);
                if (held != null) {
                    found.add(new Lost(copies(folder), folder, held));
                }
            }
        } catch (IOException e) {
            // A folder that cannot be listed holds nothing that could be brought back.
        }
        return found;
    }

    /** Takes the lock of a session; null if its program is alive, or another one looks after it already. */
    private @Nullable FileChannel hold(Path folder) {
        if (session != null && session.folder().equals(folder)) {
            return null;
        }
        try {
            FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return channel;
                }
            } catch (OverlappingFileLockException e) {
                // Held by this very process.
            }
            channel.close();
        } catch (IOException e) {
            // No session, or one that just ended.
        }
        return null;
    }

    private static List<Copy> copies(Path folder) {
        List<Copy> copies = new ArrayList<>();
        try {
            for (JsonNode entry :
                    JSON.readTree(Files.readString(folder.resolve(LIST))).values()) {
                String key = entry.path("key").asString("");
                String file = entry.path("file").asString("");
                Architecture design =
                        entry.path("copied").asBoolean(false) ? copy(folder.resolve(key + ".json")) : null;
                if (design != null || !file.isEmpty()) {
                    copies.add(new Copy(
                            key,
                            file.isEmpty() ? null : Path.of(file),
                            entry.path("title").asString(""),
                            entry.path("edited").asBoolean(false),
                            design));
                }
            }
        } catch (IOException | JacksonException e) {
            // Killed before the list was there for the first time: nothing was copied yet.
        }
        return copies;
    }

    private static @Nullable Architecture copy(Path file) {
        try {
            return DesignFile.read(file);
        } catch (DesignFormatException e) {
            return null; // somebody has been at it; the others are brought back all the same
        }
    }

    /** Deletes what is no longer needed of a program that has died. */
    public void forget(Lost lost) {
        closeAndDelete(lost.held(), lost.folder());
    }

    /** The program ends with everything where it belongs: no copy is needed. */
    public void end() {
        if (session != null) {
            closeAndDelete(session.lock(), session.folder());
            session = null;
            written.clear();
        }
    }

    private static void closeAndDelete(FileChannel lock, Path folder) {
        try (lock;
                Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Left over; offered again at the next start.
        }
    }
}
