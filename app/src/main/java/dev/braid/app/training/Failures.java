package dev.braid.app.training;

import dev.braid.engine.sweep.SweepPlan;
import dev.braid.visuals.document.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What to tell when runs have failed: what happened, what is kept, what can be done with one click. */
final class Failures {
    private Failures() {}

    static Notice breakdown(String reason, Workbench bench) {
        return new Notice(
                Notice.Level.ERROR,
                sentence(reason),
                List.of(new Notice.Action("Choose another folder of runs", bench::chooseRuns)));
    }

    /**
     * Why runs have failed.
     *
     * @param learningRates sets others, where that can be
     * @param reveal shows a block, where there is one to show
     */
    static Notice notice(
            List<LiveRun> failed,
            SweepPlan plan,
            Optional<Consumer<List<Double>>> learningRates,
            Optional<Consumer<String>> reveal) {
        LiveRun last = failed.getLast();
        String which = plan.variants().get(last.member().variant()).name() + ", seed "
                + last.member().seed() + ", learning rate "
                + Numbers.words(last.member().learningRate());
        String reason = sentence(String.valueOf(last.reason()));
        String checkpoint = last.checkpoint();
        String kept = checkpoint == null
                ? ""
                : " Its last good checkpoint, after step " + last.steps() + ", is kept in " + checkpoint + ".";
        String others = failed.size() == 1
                ? ""
                : " " + Numbers.count(failed.size() - 1L, "other run", "other runs") + " failed before.";
        List<Notice.Action> actions = new ArrayList<>();
        if (reason.contains("learning rate")) {
            List<Double> lower = plan.learningRates().stream()
                    .map(rate -> Double.parseDouble(String.format(java.util.Locale.ROOT, "%.2g", rate / 4)))
                    .toList();
            learningRates.ifPresent(set -> actions.add(
                    new Notice.Action("Set the learning rate to " + Numbers.words(lower), () -> set.accept(lower))));
        }
        String block = address(last.faultyBlock());
        if (block != null) {
            reveal.ifPresent(
                    show -> actions.add(new Notice.Action("Show the block " + block, () -> show.accept(block))));
        }
        return new Notice(Notice.Level.ERROR, which + ": " + reason + kept + others, actions);
    }

    /** Paths of blocks in repeated sub-graphs name the repetition; the document knows one block. */
    private static @Nullable String address(@Nullable String path) {
        return path == null ? null : path.replaceAll("\\[\\d+]", "");
    }

    private static String sentence(String words) {
        String text = words.isEmpty() ? "The reason is not known" : words;
        return text.endsWith(".") ? text : text + ".";
    }
}
