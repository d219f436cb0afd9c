package dev.braid.engine.task.token;

/** Every byte is a token, its id its value: 256 of them. */
public final class ByteTokenizer implements Tokenizer {
    /** There is only one. */
    public static final ByteTokenizer INSTANCE = new ByteTokenizer();

    private static final int BYTES = 256;
    private static final byte[][] SINGLE = new byte[BYTES][];

    static {
        for (int value = 0; value < BYTES; value++) {
            SINGLE[value] = new byte[] {(byte) value};
        }
    }

    private ByteTokenizer() {}

    @Override
    public int vocabulary() {
        return BYTES;
    }

    @Override
    public int[] encode(byte[] utf8, int from, int to) {
        int[] tokens = new int[to - from];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = utf8[from + i] & 0xff;
        }
        return tokens;
    }

    @Override
    public byte[] bytes(int token) {
        return SINGLE[token];
    }

    @Override
    public String identity() {
        return "bytes";
    }
}
