package dev.braid.app;

import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;

/** JavaFX without a display, on its own software pipeline. */
final class HeadlessToolkit {
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private HeadlessToolkit() {}

    /** Says that there is no display; to be called before JavaFX starts. */
    static void choose() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        JAVAFX.setLevel(Level.SEVERE);
    }

    /** Starts it. */
    static void start() throws InterruptedException {
        choose();
        CountDownLatch started = new CountDownLatch(1);
        Platform.startup(() -> {
            Platform.setImplicitExit(false); // between two pictures no window is open
            started.countDown();
        });
        started.await();
    }
}
