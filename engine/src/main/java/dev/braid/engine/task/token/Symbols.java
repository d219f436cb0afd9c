package dev.braid.engine.task.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How tokens are printed. */
final class Symbols {
    private Symbols() {}

    /** The text with blanks and ends of lines made visible; in hexadecimal where it is no text or cannot be seen. */
    static String of(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return HexFormat.of().formatHex(bytes); // a part of a character
        }
        String visible = text.replace(' ', '␣').replace('\n', '⏎').replace('\t', '⇥');
        return visible.codePoints().anyMatch(Symbols::invisible)
                ? HexFormat.of().formatHex(bytes)
                : visible;
    }

    private static boolean invisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> true;
            default -> false;
        };
    }
}
