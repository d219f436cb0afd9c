package dev.braid.engine.task.text;

import dev.braid.engine.task.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
public enum Corpus implements TextSource {
    /** State of the Union speeches 1790 to 2021; to 1980 for training, to 2000 for validation, the rest for the test. */
    SOTU("sotu", "State of the Union speeches", "sotu.txt.gz", 2.2123, Documents::speeches),
    /** The first three million characters of the speeches for training, the next 60,000 for the test, 60,000 more for validation. */
    SOTU_SLICE("sotu-slice", "State of the Union, 3 MB", "sotu.txt.gz", 1.5003, Documents::slice),
    /** Moby-Dick by chapters; the last tenth of them for the test, the tenth before for validation. */
    MOBY_DICK("moby-dick", "Moby-Dick", "moby-dick.txt.gz", 2.1627, Documents::chapters),
    /** The World Factbook; of every ten countries one for validation and one for the test. */
    FACTBOOK("factbook", "World Factbook", "factbook.jsonl.gz", 1.2636, Documents::countries);

    private final String id;
    private final String title;
    private final String file;
    private final double ngramBitsPerByte;
    private final Function<String, List<Document>> documents;
    private final Supplier<Map<Split, byte[]>> texts = once(this::read);

    Corpus(String id, String title, String file, double ngramBitsPerByte, Function<String, List<Document>> documents) {
        this.id = id;
        this.title = title;
        this.file = file;
        this.ngramBitsPerByte = ngramBitsPerByte;
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
    @Override
    public String title() {
        return title;
    }

    /**
     * Bits a byte of the test split by an order-6 Witten-Bell n-gram that has counted the training split: what a trained model
     * has to beat. Measured once by {@link NgramModel}.
     */
    public double ngramBitsPerByte() {
        return ngramBitsPerByte;
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

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public String fingerprint() {
        return id;
    }

    @Override
    public ByteText split(Split split) {
        return ByteText.of(text(split));
    }

    @Override
    public Optional<String> defect() {
        return Optional.empty();
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
