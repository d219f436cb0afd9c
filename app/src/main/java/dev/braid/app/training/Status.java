package dev.braid.app.training;

/**
 * What the transport bar shows.
 *
 * @param phase what is going on
 * @param words the same, in a line: step, loss, recall, speed, time left
 * @param fraction how much of the plan is done, in [0, 1]; below 0 if it cannot be told
 * @param possible what can be done now
 */
public record Status(Phase phase, String words, double fraction, Possible possible) {
    /** What is going on. */
    public enum Phase {
        /** Something is wrong with the design or the choices. */
        IMPOSSIBLE,
        /** Nothing was started yet. */
        READY,
        /** It will begin at once. */
        STARTING,
        /** It goes on. */
        RUNNING,
        /** It will wait at the next step border. */
        PAUSING,
        /** It waits. */
        PAUSED,
        /** It will stop at the next step border. */
        STOPPING,
        /** It was stopped and can go on. */
        STOPPED,
        /** It is over. */
        FINISHED,
        /** Not all of its runs came to their end. */
        FAILED;

        /** Whether the machine works for it, or will at once. */
        public boolean active() {
            return this == STARTING || this == RUNNING || this == PAUSING || this == PAUSED || this == STOPPING;
        }
    }

    /**
     * What can be done now.
     *
     * @param train begin, or go on with what was stopped
     * @param pause wait at the next step border
     * @param resume go on after a pause
     * @param step do one step
     * @param stop end at the next step border
     * @param restart begin anew from the seed
     */
    public record Possible(boolean train, boolean pause, boolean resume, boolean step, boolean stop, boolean restart) {
        /** Nothing. */
        public static final Possible NOTHING = new Possible(false, false, false, false, false, false);
    }

    /** Before anything is known. */
    public static final Status UNKNOWN = new Status(Phase.READY, "Looking at the design …", -1, Possible.NOTHING);
}
