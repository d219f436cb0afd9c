package dev.braid.engine.evaluate;

import dev.braid.engine.task.question.Question;
import dev.braid.engine.task.question.QuestionFile;
import dev.braid.engine.task.question.QuestionFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Questions under a name, made or read when they are asked. */
public interface QuestionSet {
    /** What it is called in reports. */
    String name();

    /**
     * Begins with the first question.
     *
     * @throws IOException with a sentence, if there are none
     */
    Source open() throws IOException;

    /** Questions one after the other. */
    interface Source extends AutoCloseable {
        /** The next one; empty at the end. */
        Optional<Question> next() throws IOException;

        /** Entries that could not be read so far. */
        default long leftOut() {
            return 0;
        }

        /** Why, a sentence each for the first of them. */
        default List<String> problems() {
            return List.of();
        }

        @Override
        default void close() throws IOException {}
    }

    /** Questions that are made. */
    static QuestionSet of(String name, Supplier<? extends List<? extends Question>> questions) {
        return new QuestionSet() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Source open() {
                Iterator<? extends Question> iterator = questions.get().iterator();
                return () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
            }
        };
    }

    /** The first questions of a file, as many as are wanted, in a format that is named or else recognised. */
    static QuestionSet of(Path file, @Nullable QuestionFormat format, long most) {
        return new QuestionSet() {
            @Override
            public String name() {
                return String.valueOf(file.getFileName());
            }

            @Override
            public Source open() throws IOException {
                QuestionFile questions = QuestionFile.open(file, format);
                return new Source() {
                    @Override
                    public Optional<Question> next() throws IOException {
                        return questions.read() < most ? questions.next() : Optional.empty();
                    }

                    @Override
                    public long leftOut() {
                        return questions.leftOut();
                    }

                    @Override
                    public List<String> problems() {
                        return questions.problems();
                    }

                    @Override
                    public void close() throws IOException {
                        questions.close();
                    }
                };
            }
        };
    }
}
