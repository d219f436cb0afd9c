package dev.braid.engine.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work side by side, a thread for each piece, while the calling thread looks after whoever is watching. */
public final class Lanes {
    private static final long TICK_MILLISECONDS = 200;

    private Lanes() {}

    /**
     * Runs all pieces and returns when the last is done. What a piece throws is thrown here once all have ended.
     *
     * @param tick called on the calling thread five times a second meanwhile, and once more at the end
     * @throws InterruptedException if the calling thread was interrupted; the pieces are then still running
     */
    public static void run(List<? extends Runnable> pieces, Runnable tick) throws InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.max(1, pieces.size()), runnable -> daemon(runnable, "lane"));
        try {
            List<Future<?>> lanes = new ArrayList<>();
            pieces.forEach(piece -> lanes.add(threads.submit(piece)));
            Throwable failure = null;
            for (Future<?> lane : lanes) {
                try {
                    await(lane, tick);
                } catch (ExecutionException e) {
                    failure = failure == null ? e.getCause() : failure;
                }
            }
            tick.run();
            switch (failure) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        } finally {
            threads.shutdown();
        }
    }

    /** A thread of its own for work that is done piece after piece; it does not keep the program from ending. */
    public static ExecutorService single(String name) {
        return Executors.newSingleThreadExecutor(runnable -> daemon(runnable, name));
    }

    /** Runs every piece at once, on a daemon thread that is kept for a while: for pieces that may last as long as a sweep. */
    public static ExecutorService several(String name) {
        return Executors.newCachedThreadPool(runnable -> daemon(runnable, name));
    }

    private static Thread daemon(Runnable runnable, String name) {
        Thread thread = Executors.defaultThreadFactory().newThread(runnable);
        thread.setName(name);
        thread.setDaemon(true);
        return thread;
    }

    private static void await(Future<?> lane, Runnable tick) throws ExecutionException, InterruptedException {
        while (true) {
            try {
                lane.get(TICK_MILLISECONDS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                tick.run();
            }
        }
    }
}
