package dev.braid.engine.task.reading;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.text.Corpus;
import dev.braid.engine.task.text.TextTokens;
import dev.braid.engine.task.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Facts of a country, then some of them are asked for. */
public final class FactbookRecall implements Task {
    private static final String STYLE = "style";
    private static final String COUNTERFACTUAL = "counterfactual";
    private static final String QUESTIONS = "questions";

    @Override
    public String id() {
        return "factbook-recall";
    }

    @Override
    public String title() {
        return "Recall on the factbook";
    }

    @Override
    public String explanation() {
        return """
                A passage of the World Factbook about one country, then questions on it: the model must say what stood \
                there. It is recall as studies measure it on language models, with keys and answers of many tokens.

                swde writes lines "Key: value" in any order and then a key; fda writes prose and then a key; squad writes \
                prose and then the beginning of a sentence. An answer is a value up to its first ; or (, and stands only \
                once in its passage. A counterfactual passage has the values of other countries, so that only reading \
                helps, and no knowledge.

                Validation and test ask about other countries than training. Guessing means to know that a blank comes \
                first and then to say the most frequent token every time. Tokens are bytes, or byte pairs that are found in \
                the factbook or come in files of GPT-2's form.

                Source: the forms follow SWDE, FDA and SQuAD in Arora and others, "Simple linear attention language models \
                balance the recall-throughput tradeoff", arXiv 2402.18668; the facts are the CIA's, in the public domain.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        List<ParamSpec> parameters = new ArrayList<>(List.of(
                new ParamSpec.Choice(
                        STYLE,
                        "Style",
                        "swde: lines and a key; fda: prose and a key; squad: prose and half a sentence.",
                        styles()),
                new ParamSpec.Flag(
                        COUNTERFACTUAL,
                        "Counterfactual",
                        "Exchange the values with those of other countries, so that nothing known beforehand helps.",
                        false),
                new ParamSpec.Whole(
                        QUESTIONS,
                        "Questions",
                        "So many facts of a passage are asked; more of them teach faster.",
                        4,
                        1,
                        8,
                        List.of(1L, 4L, 8L))));
        parameters.addAll(TextTokens.parameters());
        return List.copyOf(parameters);
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(512, 1024, 2048, 4096);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings, TextTokens.of(settings, Corpus.FACTBOOK));
    }

    /** The ids of the styles. */
    public static List<String> styles() {
        return Arrays.stream(PassageStyle.values()).map(PassageStyle::id).toList();
    }

    /** The task in that style on tokens of that tokenizer, with a single question. */
    public static PassageTask of(String style, boolean counterfactual, Tokenizer tokenizer) {
        FactbookRecall task = new FactbookRecall();
        Map<String, ParamValue> values = Map.of(
                STYLE, new ParamValue.Text(style),
                COUNTERFACTUAL, new ParamValue.Flag(counterfactual),
                QUESTIONS, new ParamValue.Whole(1));
        return new Bound(task, Settings.of(task.parameters(), values), TextTokens.of(tokenizer));
    }

    private static final class Bound extends PassageTask {
        private final FactbookPassages passages;
        private final int questions;

        Bound(Task task, Settings settings, TextTokens tokens) {
            super(task, settings, tokens);
            passages = new FactbookPassages(PassageStyle.of(settings.text(STYLE)), settings.flag(COUNTERFACTUAL));
            questions = settings.whole(QUESTIONS);
        }

        @Override
        Passage passage(RandomStream random, Split split, int bytes, int questions) {
            return passages.write(random, split, bytes, questions);
        }

        @Override
        int questions() {
            return questions;
        }

        @Override
        int shortest(int questions) {
            return FactbookPassages.shortest(questions);
        }

        @Override
        String contents() {
            return "A passage with " + questions + (questions == 1 ? " question" : " questions");
        }

        @Override
        String fewer() {
            return questions > 1 ? "questions" : "";
        }

        @Override
        Stream<String> answers() {
            return Factbook.of(Split.TRAIN).countries().stream()
                    .flatMap(country -> country.fields().stream())
                    .filter(Country.Field::answerable)
                    .map(Country.Field::answer);
        }
    }
}
