package dev.braid.engine.compile;

import dev.braid.engine.tensor.Buffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives buffers their places in one array such that two that live at the same time never overlap: largest first, each
 * at the lowest free place.
 */
final class MemoryLayout {
    /** Floats in a cache line; every buffer starts on one. */
    private static final int LINE = 16;

    /** First index that starts a cache line in a large Java array: its header takes 16 bytes. */
    static final int FIRST = LINE - 4;

    private record Reservation(Buffer buffer, List<int[]> lives) {
        boolean meets(Reservation other) {
            for (int[] mine : lives) {
                for (int[] theirs : other.lives) {
                    if (mine[0] <= theirs[1] && theirs[0] <= mine[1]) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private final List<Reservation> reservations = new ArrayList<>();
    private long persistent;
    private final List<Buffer> persistentBuffers = new ArrayList<>();

    /** Reserves a buffer for the time steps {@code from} to {@code to}, both included. */
    void reserve(Buffer buffer, int from, int to) {
        reservations.add(new Reservation(buffer, List.of(new int[] {from, to})));
    }

    /** Reserves a buffer for two separate time steps. */
    void reserveTwice(Buffer buffer, int first, int second) {
        reservations.add(new Reservation(buffer, List.of(new int[] {first, first}, new int[] {second, second})));
    }

    /** Reserves a buffer for ever. */
    void reserveForEver(Buffer buffer) {
        persistentBuffers.add(buffer);
    }

    /** Places all buffers and returns how many floats are needed in all. */
    long place() {
        persistent = FIRST;
        for (Buffer buffer : persistentBuffers) {
            buffer.place(Math.toIntExact(Math.min(persistent, Integer.MAX_VALUE)));
            persistent += rounded(buffer);
        }
        List<Reservation> largestFirst = new ArrayList<>(reservations);
        largestFirst.sort(Comparator.comparingInt(reservation -> -reservation.buffer.floats()));
        List<Placed> placed = new ArrayList<>(); // by place
        long end = persistent;
        for (Reservation next : largestFirst) {
            long at = persistent;
            for (Placed other : placed) {
                if (other.to > at && next.meets(other.reservation)) {
                    if (other.from >= at + rounded(next.buffer)) {
                        break;
                    }
                    at = other.to;
                }
            }
            Placed here = new Placed(next, at, at + rounded(next.buffer));
            int index = 0;
            while (index < placed.size() && placed.get(index).from <= at) {
                index++;
            }
            placed.add(index, here);
            next.buffer.place((int) Math.min(at, Integer.MAX_VALUE));
            end = Math.max(end, here.to);
        }
        return end;
    }

    private static long rounded(Buffer buffer) {
        return (buffer.floats() + LINE - 1L) / LINE * LINE;
    }

    private record Placed(Reservation reservation, long from, long to) {}
}
