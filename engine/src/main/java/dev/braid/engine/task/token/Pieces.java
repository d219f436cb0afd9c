package dev.braid.engine.task.token;

/**
 * Cuts a text into the pieces that merges never cross, by the rule of GPT-2 (Radford and others, 2019): English
 * contractions, letters, digits and other signs in a row, each with a blank before it if there is one, and blanks.
 */
final class Pieces {
    private static final int LETTER = 0;
    private static final int DIGIT = 1;
    private static final int BLANK = 2;
    private static final int SIGN = 3;
    private static final byte[] ASCII = new byte[128];

    static {
        for (int value = 0; value < ASCII.length; value++) {
            ASCII[value] = (byte) kindOfPoint(value);
        }
    }

    private Pieces() {}

    /** Where the piece that begins at {@code from} ends, in a text that ends at {@code to}. */
    static int end(byte[] text, int from, int to) {
        if (text[from] == '\'') {
            int contraction = contraction(text, from, to);
            if (contraction > from) {
                return contraction;
            }
        }
        int kind = kind(text, from, to);
        if (kind != BLANK) {
            return endOfRun(text, from, to, kind);
        }
        if (text[from] == ' ' && from + 1 < to) {
            int next = kind(text, from + 1, to);
            if (next != BLANK) {
                return endOfRun(text, from + 1, to, next);
            }
        }
        // Several blanks before something else: the last of them belongs to what follows, or is a piece of its own.
        int last = from;
        int at = from;
        while (at < to && kind(text, at, to) == BLANK) {
            last = at;
            at += size(text, at, to);
        }
        return at == to || last == from ? at : last;
    }

    /**
     * The last place up to {@code to} at which a text can be cut so that its parts encode as the whole does; {@code to} if
     * there is none.
     */
    static int cut(byte[] text, int from, int to) {
        for (int at = to - 2; at > from; at--) {
            if (text[at] == ' ' && asciiLetter(text[at - 1]) && asciiLetter(text[at + 1])) {
                return at;
            }
        }
        return to;
    }

    private static boolean asciiLetter(byte value) {
        return value >= 0 && ASCII[value] == LETTER;
    }

    private static int contraction(byte[] text, int from, int to) {
        int first = from + 1 < to ? text[from + 1] : 0;
        int second = from + 2 < to ? text[from + 2] : 0;
        return switch (first) {
            case 's', 'd', 'm', 't' -> from + 2;
            case 'l' -> second == 'l' ? from + 3 : from;
            case 'v', 'r' -> second == 'e' ? from + 3 : from;
            default -> from;
        };
    }

    private static int endOfRun(byte[] text, int from, int to, int kind) {
        int at = from;
        while (at < to && kind(text, at, to) == kind) {
            at += size(text, at, to);
        }
        return at;
    }

    private static int kind(byte[] text, int at, int to) {
        int value = text[at];
        return value >= 0 ? ASCII[value] : kindOfPoint(point(text, at, to));
    }

    private static int kindOfPoint(int point) {
        if (Character.isLetter(point)) {
            return LETTER;
        }
        return switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> DIGIT;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> BLANK;
            default -> point >= '\t' && point <= '\r' || point == 0x85 ? BLANK : SIGN;
        };
    }

    /** Bytes of the character that begins there; 1 where the text is not UTF-8. */
    private static int size(byte[] text, int at, int to) {
        int value = text[at];
        int size = value >= 0
                ? 1
                : (value & 0xe0) == 0xc0 ? 2 : (value & 0xf0) == 0xe0 ? 3 : (value & 0xf8) == 0xf0 ? 4 : 1;
        return at + size <= to ? size : 1;
    }

    private static int point(byte[] text, int at, int to) {
        return switch (size(text, at, to)) {
            case 2 -> (text[at] & 0x1f) << 6 | text[at + 1] & 0x3f;
            case 3 -> (text[at] & 0x0f) << 12 | (text[at + 1] & 0x3f) << 6 | text[at + 2] & 0x3f;
            case 4 ->
                (text[at] & 0x07) << 18
                        | (text[at + 1] & 0x3f) << 12
                        | (text[at + 2] & 0x3f) << 6
                        | text[at + 3] & 0x3f;
            default -> Character.MAX_CODE_POINT; // no character: a sign
        };
    }
}
