package dev.braid.engine.evaluate;

import dev.braid.engine.task.Split;
import dev.braid.engine.task.choice.ReasoningSuite;
import dev.braid.engine.task.question.Question;
import dev.braid.engine.task.question.Question.Completion;
import dev.braid.engine.task.reading.FactbookRecall;
import dev.braid.engine.task.reading.Needles;
import dev.braid.engine.task.reading.PassageTask;
import dev.braid.engine.task.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sets of questions that come with Braid.
 *
 * @param tokenizer of the model, for contexts have a length in tokens
 * @param contextLengths in tokens: recall is asked at each of them
 * @param questions of each set, over all lengths and depths
 * @param split whose documents are asked about
 * @param seed decides which
 */
public record Suites(Tokenizer tokenizer, List<Integer> contextLengths, int questions, Split split, long seed) {
    /** All sets of recall on text. */
    public static final String RECALL = "recall";
    /** All sets of reasoning. */
    public static final String REASONING = "reasoning";

    private static final String COUNTERFACTUAL = "-counterfactual";
    private static final String NEEDLES = "needles";
    private static final String MULTI_NEEDLES = "multi-needles";
    private static final int SEVERAL = 4;
    private static final int DEPTH_STEP = 10;
    private static final int DEPTHS = 11;

    public Suites {
        contextLengths = List.copyOf(contextLengths);
    }

    /** All names, those of the two suites first. */
    public static List<String> names() {
        return Stream.of(Stream.of(RECALL, REASONING), recall().stream(), ReasoningSuite.names().stream())
                .flatMap(names -> names)
                .toList();
    }

    private static List<String> recall() {
        List<String> names = new ArrayList<>();
        for (String style : FactbookRecall.styles()) {
            names.add(style);
            names.add(style + COUNTERFACTUAL);
        }
        names.add(NEEDLES);
        names.add(MULTI_NEEDLES);
        return names;
    }

    /** The sets under one of the {@link #names}. */
    public List<QuestionSet> sets(String name) {
        return switch (name) {
            case RECALL -> recall().stream().map(this::set).toList();
            case REASONING -> ReasoningSuite.names().stream().map(this::set).toList();
            default -> List.of(set(name));
        };
    }

    private QuestionSet set(String name) {
        return QuestionSet.of(name, () -> make(name));
    }

    private List<? extends Question> make(String name) {
        if (ReasoningSuite.names().contains(name)) {
            int longest =
                    contextLengths.stream().mapToInt(Integer::intValue).max().orElse(0);
            return ReasoningSuite.questions(name, seed, questions, longest);
        }
        List<Completion> completions = new ArrayList<>();
        for (int length : contextLengths) {
            switch (name) {
                case NEEDLES -> completions.addAll(needles(1, length));
                case MULTI_NEEDLES -> completions.addAll(needles(SEVERAL, length));
                default -> {
                    boolean exchanged = name.endsWith(COUNTERFACTUAL);
                    String style = exchanged ? name.substring(0, name.length() - COUNTERFACTUAL.length()) : name;
                    PassageTask task = FactbookRecall.of(style, exchanged, tokenizer);
                    completions.addAll(task.completions(split, seed, share(contextLengths.size()), length));
                }
            }
        }
        return completions;
    }

    /** The same number at each depth. */
    private List<Completion> needles(int count, int length) {
        List<Completion> completions = new ArrayList<>();
        for (int depth = 0; depth < DEPTHS; depth++) {
            int percent = depth * DEPTH_STEP;
            PassageTask task = Needles.of(count, percent, tokenizer);
            task.completions(split, seed + depth, share(contextLengths.size() * DEPTHS), length).stream()
                    .map(each -> new Completion(
                            each.prompt(),
                            each.answers(),
                            Map.of(PassageTask.CONTEXT_LENGTH, length, PassageTask.DEPTH, percent)))
                    .forEach(completions::add);
        }
        return completions;
    }

    private int share(int parts) {
        return Math.max(1, (questions + parts - 1) / parts);
    }
}
