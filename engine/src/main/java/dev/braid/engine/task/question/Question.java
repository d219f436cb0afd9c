package dev.braid.engine.task.question;

import java.util.List;
import java.util.Map;

/** A question with a known answer, in one of the three forms in which language models are asked. */
public sealed interface Question {
    /** A part of a text and what may follow it. The continuation begins with a blank where the words need one. */
    record Continuation(String context, String text) {}

    /**
     * The model reads a prompt and goes on by itself; it is right if what it writes contains one of the answers, in upper or
     * lower case.
     *
     * @param prompt as the model reads it
     * @param answers all that count as right; at least one
     * @param groups by what accuracy can be broken down, such as the depth at which the answer stands
     */
    record Completion(String prompt, List<String> answers, Map<String, Integer> groups) implements Question {
        public Completion {
            answers = List.copyOf(answers);
            groups = Map.copyOf(groups);
            if (answers.isEmpty()) {
                throw new IllegalArgumentException("a completion needs an answer");
            }
        }

        /** Without groups. */
        public Completion(String prompt, List<String> answers) {
            this(prompt, answers, Map.of());
        }

        /** Whether what was written holds one of the answers. */
        public boolean acceptedBy(String written) {
            String lower = lower(written);
            return answers.stream().anyMatch(answer -> lower.contains(lower(answer.strip())));
        }

        private static String lower(String text) {
            return text.toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One of several continuations is the right one; the model chooses the most probable. Most sets put the same context before
     * all of them, WinoGrande the same continuation after different contexts, BLiMP no context at all.
     *
     * @param options at least two
     * @param answer the index of the right one
     */
    record Choice(List<Continuation> options, int answer) implements Question {
        public Choice {
            options = List.copyOf(options);
            if (options.size() < 2 || answer < 0 || answer >= options.size()) {
                throw new IllegalArgumentException("a choice needs two options or more, one of them right");
            }
        }

        /** The same context before every choice, with a blank between. */
        public static Choice after(String context, List<String> choices, int answer) {
            return new Choice(
                    choices.stream()
                            .map(choice -> new Continuation(context, context.isEmpty() ? choice : " " + choice))
                            .toList(),
                    answer);
        }
    }

    /** The model must find the last word of a text: right if each of its tokens is the most probable one. */
    record LastWord(Continuation word) implements Question {}
}
