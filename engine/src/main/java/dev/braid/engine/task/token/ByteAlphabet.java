package dev.braid.engine.task.token;

import java.util.Arrays;
import java.util.Optional;

/**
 * The letters that stand for bytes in vocabulary files of GPT-2's form, where nothing may be a blank or invisible: printable
 * bytes are themselves, the others follow from U+0100 on. The same order gives the single bytes their token ids.
 */
final class ByteAlphabet {
    /** How many bytes there are. */
    static final int SIZE = 256;

    private static final int FIRST_SUBSTITUTE = 0x100;
    private static final char[] LETTERS = new char[SIZE];
    private static final short[] BYTES = new short[2 * SIZE];
    private static final int[] IDS = new int[SIZE];

    static {
        Arrays.fill(BYTES, (short) -1);
        int id = 0;
        for (int value = 0; value < SIZE; value++) {
            if (printable(value)) {
                put(value, (char) value, id++);
            }
        }
        char substitute = FIRST_SUBSTITUTE;
        for (int value = 0; value < SIZE; value++) {
            if (!printable(value)) {
                put(value, substitute++, id++);
            }
        }
    }

    private ByteAlphabet() {}

    private static boolean printable(int value) {
        return value >= '!' && value <= '~' || value >= '¡' && value <= '¬' || value >= '®';
    }

    private static void put(int value, char letter, int id) {
        LETTERS[value] = letter;
        BYTES[letter] = (short) value;
        IDS[value] = id;
    }

    /** The token id of a byte, given as 0 to 255. */
    static int id(int value) {
        return IDS[value];
    }

    /** The letters for some bytes. */
    static String letters(byte[] bytes) {
        StringBuilder letters = new StringBuilder();
        for (byte each : bytes) {
            letters.append(LETTERS[each & 0xff]);
        }
        return letters.toString();
    }

    /** The bytes that letters stand for; empty if one of them stands for none. */
    static Optional<byte[]> bytes(String letters) {
        byte[] bytes = new byte[letters.length()];
        for (int i = 0; i < bytes.length; i++) {
            char letter = letters.charAt(i);
            if (letter >= BYTES.length || BYTES[letter] < 0) {
                return Optional.empty();
            }
            bytes[i] = (byte) BYTES[letter];
        }
        return Optional.of(bytes);
    }
}
