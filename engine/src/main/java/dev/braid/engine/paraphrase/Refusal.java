package dev.braid.engine.paraphrase;

/** Why a sentence stays as it is. */
public enum Refusal {
    /** Fewer than four words. */
    SHORT("shorter than four words"),
    /** More words than rules can be trusted with. */
    LONG("longer than 90 words"),
    /** Nothing fits. */
    NO_RULE("no rule applies with certainty"),
    /** Too little would change. */
    TOO_CLOSE("fewer than a tenth of the words would change"),
    /** Too much would change. */
    TOO_FAR("more than six tenths of the words would change"),
    /** Another set of names or numbers. */
    NAMES_OR_NUMBERS("names or numbers would not be the same"),
    /** Less likely English, says the judge. */
    UNLIKELY("the language model finds it much less likely"),
    /** The endpoint gave no answer that could be used. */
    NO_ANSWER("the endpoint gave no answer"),
    /** The user's pairs do not have it. */
    NO_PAIR("not among the user's pairs");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    /** In a few words, for a table. */
    public String words() {
        return words;
    }
}
