package dev.braid.engine.task.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.task.Split;
import org.junit.jupiter.api.Test;

class NgramModelTest {
    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    @Test
    void without_a_text_every_byte_takes_eight_bits() {
        assertThat(new NgramModel(6).bits("abc".getBytes(UTF_8))).isCloseTo(24, within(1e-9));
    }

    @Test
    void the_rule_of_witten_and_bell_by_hand() {
        NgramModel model = new NgramModel(2).learn("abab".getBytes(UTF_8));
        // alone: a twice of four, two kinds; after a: b twice of two, one kind
        double a = (2 + 2 / 256.0) / (4 + 2);
        double b = (2 + 1 * ((2 + 2 / 256.0) / (4 + 2))) / (2 + 1);
        assertThat(model.bits("ab".getBytes(UTF_8))).isCloseTo(-log2(a) - log2(b), within(1e-9));
    }

    @Test
    void probabilities_add_up_to_one() {
        NgramModel model = new NgramModel(4).learn("she sells sea shells by the sea shore".getBytes(UTF_8));
        double before = model.bits("she se".getBytes(UTF_8));
        double sum = 0;
        for (int symbol = 0; symbol < 256; symbol++) {
            byte[] text = "she se?".getBytes(UTF_8);
            text[6] = (byte) symbol;
            sum += Math.pow(2, before - model.bits(text));
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void what_is_said_of_the_corpora_is_what_is_measured() {
        for (Corpus corpus : new Corpus[] {Corpus.MOBY_DICK, Corpus.SOTU_SLICE}) {
            byte[] test = corpus.text(Split.TEST);
            double bits = new NgramModel(6).learn(corpus.text(Split.TRAIN)).bits(test) / test.length;
            assertThat(corpus.ngramBitsPerByte()).isCloseTo(bits, within(0.0005));
        }
    }
}
