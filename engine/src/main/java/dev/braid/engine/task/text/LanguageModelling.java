package dev.braid.engine.task.text;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Language modelling: windows of L tokens of a text, and at every token the next one is asked. */
public final class LanguageModelling implements Task {
    @Override
    public String id() {
        return "language-modelling";
    }

    @Override
    public String title() {
        return "Language modelling";
    }

    @Override
    public String explanation() {
        return """
                Real text: at every position the model must predict the next token. Tokens are bytes, or byte pairs \
                (BPE) that are found in the text itself or come in files of GPT-2's form. The text comes with Braid, or \
                is your own: a file or a folder of any size, in UTF-8.

                What counts is the loss: nats a token, or, so that tokenizers can be compared, bits a byte, the length \
                of a good compression. Perplexity is the number of tokens among which the model is as good as \
                undecided. Measured at lengths beyond training, and by position in the context, the loss tells whether \
                a model makes use of more context, or breaks. Accuracy is shown beside it; guessing means to say the \
                most frequent token every time.

                Windows are gone through in another order every time. Documents, apart by two empty lines or files of \
                their own, are packed one after the other, or each has windows of its own and no label crosses their \
                border. Validation and test come from other documents than training: later speeches, later chapters, \
                other countries, the last tenth of a text of your own.

                Source: the corpora are in the public domain; their origins stand in NOTICE. Splits are by document, as \
                in Graves, "Generating Sequences With Recurrent Neural Networks", arXiv 1308.0850, and after it. Byte \
                pairs: Sennrich and others, arXiv 1508.07909.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return TextChoice.parameters();
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(256, 128, 512, 1024);
    }

    /** The parameters that choose a text and its tokens, in the order of the form; other tasks on text have them too. */
    public static List<ParamSpec> textParameters() {
        return TextChoice.textParameters();
    }

    @Override
    public PlainText bind(Settings settings) {
        return new PlainText(this, settings, TextChoice.of(settings));
    }

    /** Windows of the text, packed, that another task with {@link #textParameters} was given. */
    public static PlainText packed(Settings settings) {
        Map<String, ParamValue> text = new LinkedHashMap<>(settings.values());
        text.keySet().retainAll(textParameters().stream().map(ParamSpec::name).toList());
        LanguageModelling task = new LanguageModelling();
        return task.bind(Settings.of(task.parameters(), text));
    }
}
