package dev.braid.engine.task.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.text.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePairTokenizerTest {
    private static final byte[] NOVEL = Corpus.MOBY_DICK.text(Split.TRAIN);
    private static final BytePairTokenizer TRAINED =
            new BytePairTrainer().add(NOVEL, 0, 300_000).train(1000);

    @TempDir
    Path folder;

    /** Texts that are unlike each other, among them random characters of every plane. */
    private static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                "",
                " ",
                "Call me Ishmael. Some years ago--never mind how long precisely",
                "I'll say it's they'd 'tis we're I'M   three  blanks\n\n\tand\ttabs \n  end  ",
                "x = 1234567 + 3.14e-10; ½ Ⅷ ²",
                "Königin Élodie naïve straße ﬁ ſ",
                "Быстрая коричневая лиса",
                "東京特許許可局、国王の名前",
                "مرحبا بالعالم ١٢٣",
                "👩‍👩‍👧 🇩🇪 e\u0301 \u00a0\u2003\u2028\u0085\u200b\ufeff",
                "a".repeat(3000),
                "\r\n\r\nline\u000b\f\u001c"));
        RandomStream random = RandomStream.named(7);
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            int planes = random.below(4);
            for (int length = random.below(60); length > 0; length--) {
                int point = random.below(new int[] {128, 0x800, 0x10000, 0x20000}[planes]);
                text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? ' ' : point);
            }
            texts.add(text.toString());
        }
        for (int i = 0; i < 20; i++) {
            int from = random.below(NOVEL.length - 5000);
            texts.add(new String(NOVEL, from, 4000, UTF_8));
        }
        return texts;
    }

    @Test
    void with_the_published_merges_it_encodes_as_the_published_tokenizer_does() throws IOException {
        BytePairTokenizer ours = PublishedVocabulary.r50k();
        Encoding published = Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.R50K_BASE);
        for (String text : texts()) {
            assertThat(ours.encode(text))
                    .as(text)
                    .containsExactly(published.encodeOrdinary(text).toArray());
        }
    }

    @Test
    void every_text_comes_back() {
        for (String text : texts()) {
            assertThat(TRAINED.text(TRAINED.encode(text))).isEqualTo(text);
        }
        byte[] noText = {(byte) 0xff, 'a', (byte) 0xc3, ' ', (byte) 0xe2, (byte) 0x82};
        assertThat(TRAINED.decode(TRAINED.encode(noText, 0, noText.length))).isEqualTo(noText);
    }

    @Test
    void the_most_frequent_pair_merges_first() {
        byte[] text = "ab ab ab abc abc".getBytes(UTF_8);
        BytePairTokenizer tokenizer =
                new BytePairTrainer().add(text, 0, text.length).train(258);
        assertThat(tokenizer.text(256)).isEqualTo("ab");
        assertThat(tokenizer.text(257)).isEqualTo(" ab");
        assertThat(tokenizer.encode("ab ab")).containsExactly(256, 257);
    }

    @Test
    void training_says_the_same_as_counting_anew_after_every_merge() {
        String text = new String(NOVEL, 0, 20_000, UTF_8);
        BytePairTokenizer fast = new BytePairTrainer().add(NOVEL, 0, 20_000).train(256 + 120);
        assertThat(fast.merges()).isEqualTo(SlowTraining.merges(text.getBytes(UTF_8), 120));
    }

    @Test
    void a_text_that_has_nothing_twice_gives_fewer_tokens() {
        assertThat(new BytePairTrainer()
                        .add(new byte[] {'a', 'b'}, 0, 2)
                        .train(1000)
                        .vocabulary())
                .isEqualTo(256);
    }

    @Test
    void a_text_cut_at_a_safe_place_encodes_as_the_whole() {
        for (int to = 1000; to < 60_000; to += 997) {
            int cut = Pieces.cut(NOVEL, 0, to);
            assertThat(cut).isBetween(to - 500, to);
            List<Integer> parts = new ArrayList<>();
            for (int token : TRAINED.encode(NOVEL, 0, cut)) {
                parts.add(token);
            }
            for (int token : TRAINED.encode(NOVEL, cut, to)) {
                parts.add(token);
            }
            assertThat(TRAINED.encode(NOVEL, 0, to)).containsExactly(parts.toArray(Integer[]::new));
        }
    }

    @Test
    void files_hold_the_same_tokenizer() throws IOException {
        VocabularyFiles.write(TRAINED, TRAINED.vocabulary(), folder.resolve("a/b"));
        BytePairTokenizer read = VocabularyFiles.read(folder.resolve("a/b"));
        assertThat(read.identity()).isEqualTo(TRAINED.identity());
        assertThat(read.encode("Call me Ishmael.")).isEqualTo(TRAINED.encode("Call me Ishmael."));
        assertThat(Files.readString(folder.resolve("a/b/merges.txt"))).startsWith("#version: 0.2\nĠ t\n");
        assertThat(Files.readString(folder.resolve("a/b/vocab.json"))).startsWith("{\"!\":0,");
    }

    @Test
    void a_token_that_no_merge_makes_keeps_its_id() throws IOException {
        VocabularyFiles.write(TRAINED, TRAINED.vocabulary(), folder);
        Path ids = folder.resolve("vocab.json");
        Files.writeString(ids, Files.readString(ids).replaceAll("}$", ",\"<|endoftext|>\":1000}"));
        BytePairTokenizer read = VocabularyFiles.read(folder);
        assertThat(read.vocabulary()).isEqualTo(1001);
        assertThat(read.text(1000)).isEqualTo("<|endoftext|>");
        assertThat(read.encode("<|endoftext|>")).doesNotContain(1000);
    }

    @Test
    void broken_files_are_explained() throws IOException {
        assertThatThrownBy(() -> VocabularyFiles.read(folder)).hasMessageContaining("There is no file");
        VocabularyFiles.write(TRAINED, TRAINED.vocabulary(), folder);
        Path merges = folder.resolve("merges.txt");
        String good = Files.readString(merges);
        Files.writeString(merges, good + "just-one\n");
        assertThatThrownBy(() -> VocabularyFiles.read(folder))
                .hasMessageContaining("line 746")
                .hasMessageContaining("two tokens with a blank between");
        Files.writeString(merges, good + "q zqzq\n");
        assertThatThrownBy(() -> VocabularyFiles.read(folder)).hasMessageContaining("has no token \"zqzq\"");
        Files.writeString(merges, good);
        Path ids = folder.resolve("vocab.json");
        String all = Files.readString(ids);
        Files.writeString(ids, all.replace("\"!\":0", "\"!\":1"));
        assertThatThrownBy(() -> VocabularyFiles.read(folder)).hasMessageContaining("belongs to another token");
        Files.writeString(ids, all.substring(0, 100));
        assertThatThrownBy(() -> VocabularyFiles.read(folder)).hasMessageContaining("this is not JSON");
    }
}
