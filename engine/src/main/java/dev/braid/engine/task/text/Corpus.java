package dev.braid.engine.task.text;

import dev.braid.engine.task.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/**
 * A text that comes with Braid, in three splits that share no document. It is read when it is first asked for, and kept.
 */
public enum Corpus {
    /** State of the Union speeches 1790 to 2021; to 1980 for training, to 2000 for validation, the rest for the test. */
    SOTU("sotu", "State of the Union speeches", "sotu.txt.gz", Documents::speeches),
    /** Moby-Dick by chapters; the last tenth of them for the test, the tenth before for validation. */
    MOBY_DICK("moby-dick", "Moby-Dick", "moby-dick.txt.gz", Documents::chapters),
    /** The World Factbook; of every ten countries one for validation and one for the test. */
    FACTBOOK("factbook", "World Factbook", "factbook.jsonl.gz", Documents::countries);

    /** Between two documents. */
    private static final String SEPARATOR = "\n\n\n";

    private final String id;
    private final String title;
    private final String file;
    private final Function<String, List<Document>> documents;
    private final Supplier<Map<Split, byte[]>> texts = once(this::read);
    private final Supplier<Double> mostFrequent = once(this::countMostFrequent);

    Corpus(String id, String title, String file, Function<String, List<Document>> documents) {
        this.id = id;
        this.title = title;
        this.file = file;
        this.documents = documents;
    }

    /**
     * A piece of a corpus that is never split.
     *
     * @param split what it is for
     * @param text without blank lines at its ends
     */
    record Document(Split split, String text) {}

    /** Its id in files. */
    public String id() {
        return id;
    }

    /** Its name in menus. */
    public String title() {
        return title;
    }

    /** The corpus of that id. */
    public static Corpus of(String id) {
        for (Corpus corpus : values()) {
            if (corpus.id.equals(id)) {
                return corpus;
            }
        }
        throw new IllegalArgumentException("there is no corpus " + id);
    }

    /** All documents of a split, one after the other, in UTF-8. Not to be written to. */
    public byte[] text(Split split) {
        return texts.get().getOrDefault(split, new byte[0]);
    }

    /** The share of the most frequent byte of the training split. */
    public double mostFrequent() {
        return mostFrequent.get();
    }

    private double countMostFrequent() {
        byte[] text = text(Split.TRAIN);
        long[] counts = new long[256];
        for (byte each : text) {
            counts[each & 0xff]++;
        }
        return Arrays.stream(counts).max().orElseThrow() / (double) text.length;
    }

    private Map<Split, byte[]> read() {
        Map<Split, StringBuilder> parts = new EnumMap<>(Split.class);
        for (Document document : documents.apply(content())) {
            StringBuilder part = parts.computeIfAbsent(document.split, split -> new StringBuilder());
            part.append(document.text).append(SEPARATOR);
        }
        Map<Split, byte[]> texts = new EnumMap<>(Split.class);
        parts.forEach((split, part) -> texts.put(split, part.toString().getBytes(StandardCharsets.UTF_8)));
        return texts;
    }

    private String content() {
        try (InputStream stream = Corpus.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the program was built without " + file);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPInputStream unpacked = new GZIPInputStream(stream)) {
                unpacked.transferTo(bytes);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> Supplier<T> once(Supplier<T> supplier) {
        return new Supplier<>() {
            private volatile Optional<T> value = Optional.empty();

            @Override
            public T get() {
                if (value.isEmpty()) {
                    synchronized (this) {
                        if (value.isEmpty()) {
                            value = Optional.of(supplier.get());
                        }
                    }
                }
                return value.orElseThrow();
            }
        };
    }
}
