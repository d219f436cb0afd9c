package dev.braid.engine.paraphrase.language;

/** A form that a word can take. */
public enum WordForm {
    /** As in a dictionary. */
    BASE,
    /** He writes. */
    THIRD_PERSON,
    /** He wrote. */
    PAST,
    /** It is written. */
    PAST_PARTICIPLE,
    /** He is writing. */
    GERUND,
    /** Many letters. */
    PLURAL
}
