package dev.braid.engine.paraphrase;

/**
 * A sentence or a line of a text, beside the same in other words; all pieces in a row are the text, or its paraphrase.
 *
 * @param original as it stands, with what stands between it and the next
 * @param paraphrase in other words, or the same
 */
public record Piece(String original, String paraphrase) {}
