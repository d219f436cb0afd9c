package dev.braid.engine.task.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text to token ids and back. Every text can be encoded, byte for byte, and decoding gives exactly the bytes that were
 * encoded. Immutable: any thread may use it at any time.
 */
public interface Tokenizer {
    /** How many token ids there are: every token is in [0, vocabulary). */
    int vocabulary();

    /** The tokens of the bytes {@code from} (inclusive) to {@code to} (exclusive) of a text in UTF-8. */
    int[] encode(byte[] utf8, int from, int to);

    /** The tokens of a text. */
    default int[] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return encode(utf8, 0, utf8.length);
    }

    /** The last place up to {@code to} at which a text can be cut so that its parts encode as the whole does, or {@code to}. */
    default int cut(byte[] utf8, int from, int to) {
        return to;
    }

    /** The bytes that a token stands for; not to be written to. A token may be a part of a character only. */
    byte[] bytes(int token);

    /** The bytes that tokens stand for, one after the other. */
    default byte[] decode(int... tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int token : tokens) {
            bytes.writeBytes(bytes(token));
        }
        return bytes.toByteArray();
    }

    /** The text that tokens stand for; bytes that are no whole character become the replacement character. */
    default String text(int... tokens) {
        return new String(decode(tokens), StandardCharsets.UTF_8);
    }

    /** What to print for a token, on one line: its text with blanks made visible, or its bytes in hexadecimal. */
    default String symbol(int token) {
        return Symbols.of(bytes(token));
    }

    /** Equal for tokenizers that encode every text alike: the name in a run's hash and of what is kept of a text. */
    String identity();
}
