package dev.braid.engine.train;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of workers that share numbered pieces of work. The calling thread is worker 0; the others are parked
 * between calls. Which worker takes which piece is left to chance, so a piece must depend on its number only.
 */
public final class WorkerPool implements AutoCloseable {
    /** A piece of work. */
    @FunctionalInterface
    public interface Work {
        /**
         * @param worker which worker runs it, 0 to {@link WorkerPool#size()} − 1
         * @param piece which piece it is
         */
        void run(int worker, int piece);
    }

    /** How often a waiting worker looks again before it goes to sleep: some tens of microseconds. */
    private static final int SPINS = 2000;

    private final Thread[] threads;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile int round;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;
    private volatile Thread caller = Thread.currentThread();
    private Work work = (worker, piece) -> {};
    private int pieces;

    /** A pool of that many workers, the calling thread included. */
    public WorkerPool(int size) {
        threads = new Thread[Math.max(1, size) - 1];
        for (int i = 0; i < threads.length; i++) {
            int worker = i + 1;
            threads[i] = new Thread(() -> serve(worker), "braid-worker-" + worker);
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    /** Number of workers. */
    public int size() {
        return threads.length + 1;
    }

    /** Runs all pieces and returns when the last is done; fails with the first failure of a piece. */
    public void run(int pieces, Work work) {
        if (threads.length == 0 || pieces == 1) {
            for (int piece = 0; piece < pieces; piece++) {
                work.run(0, piece);
            }
            return;
        }
        this.work = work;
        this.pieces = pieces;
        caller = Thread.currentThread();
        failure = null;
        next.set(0);
        busy.set(threads.length);
        round++; // publishes the fields above
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        take(0);
        for (int spins = 0; busy.get() > 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private void serve(int worker) {
        int seen = 0;
        while (true) {
            for (int spins = 0; round == seen && !closed; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            if (closed) {
                return;
            }
            seen = round;
            take(worker);
            if (busy.decrementAndGet() == 0) {
                LockSupport.unpark(caller);
            }
        }
    }

    private void take(int worker) {
        try {
            for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
                work.run(worker, piece);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
            next.set(pieces); // nobody starts another piece
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
