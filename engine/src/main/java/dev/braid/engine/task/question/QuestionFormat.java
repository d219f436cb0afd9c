package dev.braid.engine.task.question;

import dev.braid.engine.task.question.Question.Choice;
import dev.braid.engine.task.question.Question.Completion;
import dev.braid.engine.task.question.Question.Continuation;
import dev.braid.engine.task.question.Question.LastWord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The files that people already have: one format for each, told by its fields. How a question is put follows the usual
 * evaluation harnesses, so that figures can be compared with published ones.
 */
public enum QuestionFormat {
    /** Words of a page, then a key; Arora et al., Based. */
    SWDE("based-swde", QuestionFormat::extraction, "doc_id", "key", "value", "text"),
    /** Reports to the FDA in the same form; the fields do not tell it from SWDE. */
    FDA("based-fda", QuestionFormat::extraction, "doc_id", "key", "value", "text"),
    /** SQuAD as sentences to be completed. */
    SQUAD("based-squad", item -> completion(item.text("text"), item.text("value")), "text", "value", "question"),
    /** Natural Questions, TriviaQA and DROP with their passages. */
    PASSAGES("based-nq", QuestionFormat::passage, "context", "question", "answers"),
    /** HellaSwag. */
    HELLASWAG("hellaswag", QuestionFormat::hellaswag, "activity_label", "ctx_a", "ctx_b", "endings", "label"),
    /** PIQA. */
    PIQA("piqa", QuestionFormat::piqa, "goal", "sol1", "sol2", "label"),
    /** ARC, easy and challenge. */
    ARC("arc", QuestionFormat::arc, "question", "choices", "answerKey"),
    /** ARC and OpenBookQA as first published. */
    ARC_ORIGINAL("arc-original", QuestionFormat::arcOriginal, "question.stem", "question.choices", "answerKey"),
    /** OpenBookQA. */
    OPENBOOKQA("openbookqa", QuestionFormat::openBookQa, "question_stem", "choices", "answerKey"),
    /** WinoGrande. */
    WINOGRANDE("winogrande", QuestionFormat::winoGrande, "sentence", "option1", "option2", "answer"),
    /** BoolQ. */
    BOOLQ("boolq", QuestionFormat::boolQ, "passage", "question", "label"),
    /** COPA. */
    COPA("copa", QuestionFormat::copa, "premise", "choice1", "choice2", "question", "label"),
    /** SciQ. */
    SCIQ("sciq", QuestionFormat::sciQ, "question", "distractor1", "distractor2", "distractor3", "correct_answer"),
    /** BLiMP. */
    BLIMP("blimp", QuestionFormat::blimp, "sentence_good", "sentence_bad"),
    /** Our own form of choices. */
    CHOICES("choices", QuestionFormat::ownChoices, "context", "choices", "answer"),
    /** Our own form of recall: the key is put behind the text. */
    RECALL("recall", QuestionFormat::ownRecall, "text", "key", "value"),
    /** LAMBADA; last, because its only field stands in others as well. */
    LAMBADA("lambada", QuestionFormat::lambada, "text");

    /** The text, and in one edition its domain. */
    private static final int MOST_FIELDS_OF_LAMBADA = 2;

    private static final Pattern BRACKETS = Pattern.compile("\\[.*?\\]");

    private final String id;
    private final Function<Item, Question> reading;
    private final List<String> fields;

    QuestionFormat(String id, Function<Item, Question> reading, String... fields) {
        this.id = id;
        this.reading = reading;
        this.fields = List.of(fields);
    }

    /** Its name on the command line. */
    public String id() {
        return id;
    }

    /** The fields by which it is recognised. */
    public List<String> fields() {
        return fields;
    }

    /** The format of that name; {@code based-triviaqa} and {@code based-drop} are forms of {@code based-nq}. */
    public static Optional<QuestionFormat> named(String id) {
        String name = id.equals("based-triviaqa") || id.equals("based-drop") ? PASSAGES.id : id;
        return Arrays.stream(values()).filter(format -> format.id.equals(name)).findFirst();
    }

    /** All names, for a message. */
    public static String names() {
        return Arrays.stream(values()).map(QuestionFormat::id).collect(Collectors.joining(", "));
    }

    /** The format whose fields an entry has. */
    static Optional<QuestionFormat> recognise(JsonNode entry) {
        return Arrays.stream(values())
                .filter(format -> format.fields.stream().allMatch(field -> has(entry, field)))
                .filter(format -> format != LAMBADA || entry.size() <= MOST_FIELDS_OF_LAMBADA)
                .findFirst();
    }

    private static boolean has(JsonNode entry, String field) {
        int dot = field.indexOf('.');
        return dot < 0 ? entry.has(field) : entry.path(field.substring(0, dot)).has(field.substring(dot + 1));
    }

    /**
     * Reads an entry.
     *
     * @throws FieldException names the field that is missing or of the wrong type, or says that there is no answer
     */
    Question read(JsonNode entry) throws FieldException {
        return reading.apply(new Item(entry));
    }

    private static Question completion(String prompt, String answer) {
        return new Completion(prompt, List.of(answer));
    }

    private static Question extraction(Item item) {
        return completion(item.text("text"), item.text("value"));
    }

    private static Question ownRecall(Item item) {
        String text = item.text("text").stripTrailing();
        String key = item.text("key").strip();
        boolean asked = text.endsWith(key) || text.endsWith(key + ":");
        return completion(asked ? text : text + "\n" + key + ":", item.text("value"));
    }

    private static Question passage(Item item) {
        String context = item.text("context").strip();
        String stem = context.endsWith(".") ? context.substring(0, context.length() - 1) : context;
        return new Completion(stem + ". " + item.text("question"), item.texts("answers"));
    }

    private static Question hellaswag(Item item) {
        String second = item.text("ctx_b");
        String capitalised = second.isEmpty()
                ? ""
                : second.substring(0, 1).toUpperCase(Locale.ROOT)
                        + second.substring(1).toLowerCase(Locale.ROOT);
        String context = withoutBrackets(item.text("activity_label") + ": " + item.text("ctx_a") + " " + capitalised);
        List<String> endings = item.texts("endings").stream()
                .map(QuestionFormat::withoutBrackets)
                .toList();
        return Choice.after(context, endings, item.index("label", endings.size()));
    }

    /** The brackets are left-overs of WikiHow. */
    private static String withoutBrackets(String text) {
        String titled = text.strip().replace(" [title]", ". ");
        return BRACKETS.matcher(titled).replaceAll("").replace("  ", " ");
    }

    private static String questionAndAnswer(String question) {
        return "Question: " + question + "\nAnswer:";
    }

    private static Question piqa(Item item) {
        return Choice.after(
                questionAndAnswer(item.text("goal")),
                List.of(item.text("sol1"), item.text("sol2")),
                item.index("label", 2));
    }

    private static Question arc(Item item) {
        return Choice.after(
                questionAndAnswer(item.text("question")), item.at("choices").texts("text"), item.key("answerKey"));
    }

    private static Question arcOriginal(Item item) {
        Item question = item.at("question");
        List<Item> choices = question.items("choices");
        List<String> labels =
                choices.stream().map(choice -> choice.text("label")).toList();
        return Choice.after(
                questionAndAnswer(question.text("stem")),
                choices.stream().map(choice -> choice.text("text")).toList(),
                item.indexOf("answerKey", labels));
    }

    private static Question openBookQa(Item item) {
        return Choice.after(item.text("question_stem"), item.at("choices").texts("text"), item.key("answerKey"));
    }

    private static Question winoGrande(Item item) {
        String sentence = item.text("sentence");
        int gap = sentence.indexOf('_');
        if (gap < 0) {
            throw new FieldException("sentence", "it has no gap '_'");
        }
        String before = sentence.substring(0, gap);
        String after = " " + sentence.substring(gap + 1).strip();
        return new Choice(
                List.of(
                        new Continuation(before + item.text("option1"), after),
                        new Continuation(before + item.text("option2"), after)),
                item.indexOf("answer", List.of("1", "2")));
    }

    private static Question boolQ(Item item) {
        return Choice.after(
                item.text("passage") + "\nQuestion: " + item.text("question") + "?\nAnswer:",
                List.of("no", "yes"),
                item.index("label", 2));
    }

    private static Question copa(Item item) {
        String premise = item.text("premise").strip();
        String stem = premise.endsWith(".") ? premise.substring(0, premise.length() - 1) : premise;
        boolean cause = item.indexOf("question", List.of("cause", "effect")) == 0;
        return Choice.after(
                stem + (cause ? " because" : " therefore"),
                List.of(continued(item.text("choice1")), continued(item.text("choice2"))),
                item.index("label", 2));
    }

    /** A sentence as it goes on in the middle of another. */
    private static String continued(String sentence) {
        return sentence.isEmpty() ? "" : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static Question sciQ(Item item) {
        return Choice.after(
                item.textOr("support", "").stripLeading() + "\n" + questionAndAnswer(item.text("question")),
                List.of(
                        item.text("distractor1"),
                        item.text("distractor2"),
                        item.text("distractor3"),
                        item.text("correct_answer")),
                3);
    }

    private static Question blimp(Item item) {
        return Choice.after("", List.of(item.text("sentence_good"), item.text("sentence_bad")), 0);
    }

    private static Question ownChoices(Item item) {
        List<String> choices = item.texts("choices");
        return Choice.after(item.text("context"), choices, item.index("answer", choices.size()));
    }

    private static Question lambada(Item item) {
        String text = item.text("text").strip();
        int blank = text.lastIndexOf(' ');
        if (blank < 0) {
            throw new FieldException("text", "it has a single word; the last word needs a context");
        }
        return new LastWord(new Continuation(text.substring(0, blank), text.substring(blank)));
    }
}
