package dev.braid.visuals.canvas;

import java.util.List;
import java.util.Locale;

/**
 * One line of a searchable list.
 *
 * @param icon the block type whose drawing stands before it
 * @param style the style class of the drawing's colour
 * @param title what it is
 * @param detail more about it, smaller
 * @param remark what is to be said against it, or ""
 * @param refused whether it cannot be chosen
 * @param run what choosing it does
 */
record Choice(String icon, String style, String title, String detail, String remark, boolean refused, Runnable run) {

    /** The choices that hold every word that was typed. */
    static List<Choice> matching(String typed, List<Choice> choices) {
        List<String> words = List.of(typed.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        return choices.stream()
                .filter(choice -> {
                    String all = (choice.title + " " + choice.detail).toLowerCase(Locale.ROOT);
                    return words.stream().allMatch(all::contains);
                })
                .toList();
    }
}
