package dev.braid.engine.cli;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Ctrl-C and the polite request to end: work stops at its next step and is kept. A second one ends at once. */
final class Interrupts implements AutoCloseable {
    private static final String[] SIGNALS = {"INT", "TERM"};

    /** The exit code that shells expect of an interrupted command. */
    static final int EXIT_CODE = 130;

    private final SignalHandler[] before = new SignalHandler[SIGNALS.length];
    private volatile boolean seen;

    /** Calls {@code stop} on the first signal. */
    Interrupts(Runnable stop) {
        for (int i = 0; i < SIGNALS.length; i++) {
            before[i] = Signal.handle(new Signal(SIGNALS[i]), signal -> {
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
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    }

    @Override
    public void close() {
        for (int i = 0; i < SIGNALS.length; i++) {
            Signal.handle(new Signal(SIGNALS[i]), before[i]);
        }
    }
}
