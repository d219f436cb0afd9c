package dev.braid.engine.cli;

import dev.braid.engine.task.DataException;
import dev.braid.engine.task.text.Corpus;
import dev.braid.engine.task.text.TokenizerTraining;
import dev.braid.engine.task.token.BytePairTokenizer;
import dev.braid.engine.task.token.VocabularyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code braid tokenizer train}: byte pairs for a text. */
@Command(
        name = "train",
        description = {
            "Find byte pairs (BPE) in texts and keep them as vocab.json and merges.txt, in the form of GPT-2's.",
            "",
            "Of each text the part is used that training would use. To train a model with it: braid train DESIGN --task"
                    + " language-modelling --task-parameter text=FILE --task-parameter vocabulary-files=DIR"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class TokenizerTrainCommand extends Subcommand {
    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Text files in UTF-8, or folders of such files.")
    List<Path> texts = List.of();

    @Option(names = "--corpus", paramLabel = "NAME", description = "A corpus that comes with Braid; may be repeated.")
    List<String> corpora = List.of();

    @Option(
            names = "--vocabulary",
            paramLabel = "N",
            description = "How many tokens, the 256 bytes included (default: ${DEFAULT-VALUE}).")
    int vocabulary = 4096;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder of the two files.")
    Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        require("--vocabulary", vocabulary, 257, 1 << 20);
        if (texts.isEmpty() && corpora.isEmpty()) {
            throw new BadInput("Name a text: a file, a folder, or --corpus.");
        }
        List<Corpus> known = new ArrayList<>();
        for (String id : corpora) {
            try {
                known.add(Corpus.of(id));
            } catch (IllegalArgumentException e) {
                throw new BadInput("Option --corpus: there is no corpus " + id + "; there are "
                        + Arrays.stream(Corpus.values()).map(Corpus::id).collect(Collectors.joining(", ")) + ".");
            }
        }
        BytePairTokenizer tokenizer;
        double bytesPerToken;
        try {
            tokenizer = TokenizerTraining.train(known, texts, vocabulary);
            bytesPerToken = TokenizerTraining.bytesPerToken(tokenizer, known, texts);
        } catch (DataException e) {
            throw new BadInput(e.sentence());
        }
        VocabularyFiles.write(tokenizer, tokenizer.vocabulary(), folder);
        if (json) {
            ObjectNode node = JSON.createObjectNode();
            node.put("folder", folder.toString());
            node.put("vocabulary", tokenizer.vocabulary());
            node.put("bytes_per_token", bytesPerToken);
            node.put("identity", tokenizer.identity());
            print(node);
        } else {
            out().println(String.format(
                    Locale.ROOT,
                    "%,d tokens%s; on text they were not found in, a token stands for %.2f bytes.",
                    tokenizer.vocabulary(),
                    tokenizer.vocabulary() < vocabulary ? " (no further pair comes up twice)" : "",
                    bytesPerToken));
            out().println("Kept in " + folder + " as " + VocabularyFiles.VOCABULARY + " and " + VocabularyFiles.MERGES
                    + ".");
            out().flush();
        }
        return 0;
    }
}
