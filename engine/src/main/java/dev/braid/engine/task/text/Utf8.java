package dev.braid.engine.task.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks that bytes are UTF-8 (RFC 3629: no overlong forms, no surrogates), piece after piece. */
final class Utf8 {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** Bytes that still belong to the character, and what the next one may be. */
    private int missing;

    private int lowest = 0x80;
    private int highest = 0xbf;
    private long read;
    private long character;

    /** Where the first character that is none begins, or −1; after it has been found, ask no more. */
    long check(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (missing == 0) {
                while (at + Long.BYTES <= to && ((long) EIGHT.get(bytes, at) & HIGH_BITS) == 0) {
                    at += Long.BYTES;
                }
                if (at == to) {
                    break;
                }
                character = read + at - from;
                if (!begin(bytes[at] & 0xff)) {
                    return character;
                }
            } else {
                int value = bytes[at] & 0xff;
                if (value < lowest || value > highest) {
                    return character;
                }
                lowest = 0x80;
                highest = 0xbf;
                missing--;
            }
            at++;
        }
        read += to - from;
        return -1;
    }

    /** Where the character begins that the end of the text cuts off, or −1. */
    long cutOff() {
        return missing == 0 ? -1 : character;
    }

    private boolean begin(int value) {
        if (value >= 0x80) {
            if (value < 0xc2 || value > 0xf4) {
                return false;
            }
            missing = value < 0xe0 ? 1 : value < 0xf0 ? 2 : 3;
            lowest = value == 0xe0 ? 0xa0 : value == 0xf0 ? 0x90 : 0x80;
            highest = value == 0xed ? 0x9f : value == 0xf4 ? 0x8f : 0xbf;
        }
        return true;
    }
}
