package dev.braid.engine.cli;

/** Ctrl-C and the polite request to end: work stops at its next step and is kept. A second one ends at once. */
final class Interrupts implements AutoCloseable {
    private static final String[] SIGNALS = {"INT", "TERM"};

    /** The exit code that shells expect of an interrupted command. */
    static final int EXIT_CODE = 130;

    private final Object[] before = new Object[SIGNALS.length];
    private volatile boolean seen;

    /** Calls {@code stop} on the first signal. */
    Interrupts(Runnable stop) {
        for (int i = 0; i < SIGNALS.length; i++) {
            before[i] = Signals.handle(SIGNALS[i], () -> {
                if (seen) {
                    Runtime.getRuntime().halt(EXIT_CODE);
                }
                seen = true;
                stop.run();
            });
        }
    }

    /** Lets Ctrl-C pass: a worker hears from its parent what to do. */
    static void ignoreKeyboard() {
        Signals.ignore("INT");
    }

    @Override
    public void close() {
        for (int i = 0; i < SIGNALS.length; i++) {
            Signals.restore(SIGNALS[i], before[i]);
        }
    }
}
