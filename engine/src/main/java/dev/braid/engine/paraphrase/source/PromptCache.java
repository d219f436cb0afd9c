package dev.braid.engine.paraphrase.source;

import dev.braid.engine.export.SafeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Answers on disk by the hash of what was asked, a file each, so that nothing is ever asked twice. */
public final class PromptCache {
    private static final int DIGITS_OF_FOLDER = 2;

    private final Path folder;

    /** In that folder, which need not exist yet. */
    public PromptCache(Path folder) {
        this.folder = folder;
    }

    /** The answer to a prompt, if it was ever given. */
    public Optional<String> get(String prompt) {
        Path file = file(prompt);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps an answer. */
    public void put(String prompt, String answer) throws IOException {
        SafeFile.makeFolder(folder.resolve(hash(prompt).substring(0, DIGITS_OF_FOLDER)));
        SafeFile.write(file(prompt), answer.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String prompt) {
        String hash = hash(prompt);
        return folder.resolve(hash.substring(0, DIGITS_OF_FOLDER)).resolve(hash + ".txt");
    }

    /** SHA-256 in hexadecimal digits. */
    public static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
