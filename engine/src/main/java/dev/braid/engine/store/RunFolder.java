package dev.braid.engine.store;

import dev.braid.engine.export.SafeFile;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.MetricBuffer.Column;
import dev.braid.engine.train.event.RunEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run. It is finished once {@code result.json} stands there, which happens in one step; whatever was
 * interrupted before goes on from the last checkpoint, and what had been noted after it is forgotten.
 */
public final class RunFolder {
    private static final String METRICS_HEADER = "step,loss,accuracy,learning_rate,gradient_norm,seconds,tokens\n";

    /** How long to wait for another process: a worker that has lost its parent needs a moment to notice. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Path folder;
    private int metricsWritten;

    /** The folder of the run of that id below a folder of runs. */
    public RunFolder(Path runs, String id) {
        folder = runs.resolve(id);
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** The specification. */
    public Path spec() {
        return folder.resolve("spec.json");
    }

    /** The last checkpoint. */
    public Path checkpoint() {
        return folder.resolve("checkpoint.safetensors");
    }

    private Path result() {
        return folder.resolve("result.json");
    }

    private Path events() {
        return folder.resolve("events.jsonl");
    }

    private Path metrics() {
        return folder.resolve("metrics.csv");
    }

    /** The result, if the run is finished. */
    public Optional<RunResult> readResult() {
        try {
            return Optional.ofNullable(EventJson.readResult(Files.readString(result())));
        } catch (IOException e) {
            return Optional.empty(); // not there yet
        }
    }

    /**
     * Keeps every other process out of the folder until closed; the operating system opens it again when a process dies.
     *
     * @throws IOException with a sentence if the folder cannot be made, or if another process does not leave it soon
     */
    public Closeable lock() throws IOException {
        SafeFile.makeFolder(folder);
        Path file = folder.resolve("lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(folder + ": nothing can be written there; choose another folder", e);
        }
        for (long end = System.nanoTime() + PATIENCE_NANOS; !locked(channel); ) {
            if (System.nanoTime() > end) {
                channel.close();
                throw new IOException(folder + ": another process is at this very run; wait for it, or stop it");
            }
            LockSupport.parkNanos(100_000_000);
        }
        return channel;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process
        }
    }

    /** Makes the folder and notes what will run, and where. */
    public void open(String spec, String environment) throws IOException {
        SafeFile.makeFolder(folder);
        SafeFile.write(spec(), spec.getBytes(StandardCharsets.UTF_8));
        SafeFile.write(folder.resolve("environment.json"), environment.getBytes(StandardCharsets.UTF_8));
    }

    /** Forgets what was noted after a step, so that nothing stands there twice when the run goes on from it. */
    public void truncate(long step) throws IOException {
        List<String> kept = new ArrayList<>();
        for (RunEvent event : readEvents()) {
            if (event.step() <= step) {
                kept.add(EventJson.line(event));
            }
        }
        replace(events(), kept, "");
        List<String> rows = new ArrayList<>();
        for (String line : lines(metrics())) {
            int comma = line.indexOf(',');
            if (comma > 0
                    && line.chars().filter(c -> c == ',').count() == 6
                    && isUpTo(line.substring(0, comma), step)) {
                rows.add(line);
            }
        }
        replace(metrics(), rows, METRICS_HEADER);
    }

    private static boolean isUpTo(String number, long step) {
        try {
            return Long.parseLong(number) <= step;
        } catch (NumberFormatException e) {
            return false; // the header
        }
    }

    private static void replace(Path file, List<String> lines, String header) throws IOException {
        StringBuilder text = new StringBuilder(header);
        lines.forEach(line -> text.append(line).append('\n'));
        SafeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** All events noted so far. */
    public List<RunEvent> readEvents() throws IOException {
        List<RunEvent> read = new ArrayList<>();
        for (String line : lines(events())) {
            RunEvent event = EventJson.read(line);
            if (event != null) {
                read.add(event);
            }
        }
        return read;
    }

    /** The numbers of all steps noted so far. */
    public MetricBuffer readMetrics() throws IOException {
        MetricBuffer buffer = new MetricBuffer(1);
        for (String line : lines(metrics())) {
            String[] cells = line.split(",", -1);
            if (cells.length == 1 + Column.values().length && isUpTo(cells[0], Long.MAX_VALUE)) {
                try {
                    buffer.append(
                            Double.parseDouble(cells[1]),
                            Double.parseDouble(cells[2]),
                            Double.parseDouble(cells[3]),
                            Double.parseDouble(cells[4]),
                            Double.parseDouble(cells[5]),
                            Double.parseDouble(cells[6]));
                } catch (NumberFormatException e) {
                    break; // the line that was being written when the program was killed
                }
            }
        }
        return buffer;
    }

    /**
     * Moves what is known of the run out of the way, into the folder {@code replaced}, so that it begins anew.
     *
     * @throws IOException with a sentence if it cannot be moved, or if the run is going on in another process
     */
    public void setAside() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Closeable lock = lock()) {
            Path replaced = folder.resolveSibling("replaced");
            SafeFile.makeFolder(replaced);
            Path place = replaced.resolve(folder.getFileName() + "-" + System.currentTimeMillis());
            try {
                Files.move(folder, place);
            } catch (IOException e) {
                throw new IOException(folder + ": it could not be moved to " + place + " (" + e.getMessage() + ")", e);
            }
        }
    }

    /** The validation made at a step, if it was noted. */
    public Optional<RunEvent.Evaluated> evaluation(long step) throws IOException {
        RunEvent.@Nullable Evaluated found = null;
        for (RunEvent event : readEvents()) {
            if (event instanceof RunEvent.Evaluated evaluated && evaluated.step() == step) {
                found = evaluated;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Notes an event. */
    public void append(RunEvent event) throws IOException {
        append(events(), EventJson.line(event) + "\n");
    }

    /** Notes the steps that have been measured since the last call. */
    public void append(MetricBuffer buffer) throws IOException {
        StringBuilder rows = new StringBuilder(Files.exists(metrics()) ? "" : METRICS_HEADER);
        int size = buffer.size();
        for (int row = metricsWritten; row < size; row++) {
            rows.append(buffer.firstStep() + row);
            for (Column column : Column.values()) {
                double value = buffer.get(row, column);
                rows.append(',');
                if (column == Column.TOKENS) {
                    rows.append((long) value);
                } else {
                    rows.append((float) value);
                }
            }
            rows.append('\n');
        }
        metricsWritten = size;
        append(metrics(), rows.toString());
    }

    private static void append(Path file, String text) throws IOException {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IOException(file + ": it could not be written (" + e.getMessage() + ")", e);
        }
    }

    /** Ends the run: from now on it is finished. */
    public void finish(RunResult result) throws IOException {
        SafeFile.write(result(), EventJson.write(result).getBytes(StandardCharsets.UTF_8));
    }
}
