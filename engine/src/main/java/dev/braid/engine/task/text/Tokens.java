package dev.braid.engine.task.text;

/** Tokens of which any part can be read, however many there are. Any thread may read at any time. */
interface Tokens {
    /** How many there are. */
    long size();

    /**
     * Reads some of them.
     *
     * @throws dev.braid.engine.task.DataException if they cannot be read any more
     */
    void read(long from, int[] into, int at, int count);

    /** Tokens that lie in memory. */
    static Tokens of(int[] tokens) {
        return new Tokens() {
            @Override
            public long size() {
                return tokens.length;
            }

            @Override
            public void read(long from, int[] into, int at, int count) {
                System.arraycopy(tokens, Math.toIntExact(from), into, at, count);
            }
        };
    }

    /** The bytes of a text, each a token. */
    static Tokens bytes(ByteText text) {
        return new Tokens() {
            @Override
            public long size() {
                return text.size();
            }

            @Override
            public void read(long from, int[] into, int at, int count) {
                byte[] bytes = new byte[count];
                text.read(from, bytes, 0, count);
                for (int i = 0; i < count; i++) {
                    into[at + i] = bytes[i] & 0xff;
                }
            }
        };
    }
}
