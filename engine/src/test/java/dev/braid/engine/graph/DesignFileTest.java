package dev.braid.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.braid.engine.graph.ParamValue.Other;
import dev.braid.engine.graph.ParamValue.Real;
import dev.braid.engine.graph.ParamValue.Text;
import dev.braid.engine.graph.ParamValue.Whole;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignFileTest {
    private static final String DESIGN = """
            {
              "format": "braid-design",
              "version": 1,
              "name": "One norm",
              "description": "As small as it gets.",
              "blocks": [
                {"id": "embed", "type": "token-embedding", "parameters": {"width": 64}},
                {"id": "norm", "type": "rms-norm", "parameters": {"epsilon": 1.0E-5}, "position": {"x": 40, "y": 12.5}, "weights-of": "other"}
              ],
              "wires": [
                {"from": "embed:out", "to": "norm:in"}
              ],
              "sub-graphs": {
                "layer": {
                  "blocks": [
                    {"id": "x", "type": "graph-input"}
                  ],
                  "wires": [],
                  "promoted": [
                    {"name": "window", "block": "attention", "parameter": "window"}
                  ]
                }
              }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void a_design_is_written_with_one_block_and_one_wire_a_line_and_without_defaults() throws Exception {
        Architecture design = DesignFile.read(DESIGN, "design");

        assertThat(DesignFile.toJson(design)).isEqualTo(DESIGN);
        assertThat(design.graph().blocks().getLast())
                .isEqualTo(new BlockNode(
                        "norm",
                        "rms-norm",
                        Map.of("epsilon", new Real(1e-5)),
                        new Position(40, 12.5),
                        "other",
                        Map.of()));
        assertThat(design.subGraphs().get("layer").promoted())
                .containsExactly(new SubGraph.Promotion("window", "attention", "window"));
    }

    @Test
    void what_this_version_does_not_know_survives_load_and_save_at_every_level() throws Exception {
        String text = """
                {"format":"braid-design","version":1,"future":{"a":[1,2.50,null]},"blocks":[
                 {"id":"b","type":"quantum-mixer","colour":"red","position":{"x":1,"y":2,"z":3.00},
                  "parameters":{"list":[1,{"k":1e-400}],"object":{"a":null},"nothing":null,
                                "large":123456789012345678901234567890,"infinite":1e999,"whole":7,"real":7.0}}],
                 "wires":[{"from":"a:b","to":"c:d","label":"skip"}],
                 "sub-graphs":{"s":{"blocks":[],"tint":[0.10],
                   "promoted":[{"name":"n","block":"b","parameter":"p","unit":"ms"}]}}}""";

        Architecture design = DesignFile.read(text, "future.json");
        String saved = DesignFile.toJson(design);

        BlockNode block = design.graph().blocks().getFirst();
        assertThat(block.parameters())
                .containsEntry("list", new Other("[1,{\"k\":1e-400}]"))
                .containsEntry("object", new Other("{\"a\":null}"))
                .containsEntry("nothing", new Other("null"))
                .containsEntry("large", new Other("123456789012345678901234567890"))
                .containsEntry("infinite", new Other("1e999"))
                .containsEntry("whole", new Whole(7))
                .containsEntry("real", new Real(7));
        assertThat(DesignFile.read(saved, "saved")).isEqualTo(design);
        assertThat(saved)
                .contains(
                        "\"future\": {\"a\":[1,2.50,null]}",
                        "\"type\": \"quantum-mixer\"",
                        "\"colour\": \"red\"",
                        "\"z\":3.00",
                        "\"label\": \"skip\"",
                        "\"tint\": [0.10]",
                        "\"unit\": \"ms\"");
    }

    @Test
    void any_document_is_equal_after_save_and_load_and_saves_to_the_same_text_again() throws Exception {
        RandomDesigns designs = new RandomDesigns(new SplittableRandom(1));
        for (int i = 0; i < 2000; i++) {
            Architecture design = designs.design();
            String text = DesignFile.toJson(design);

            Architecture loaded = DesignFile.read(text, "random");

            assertThat(loaded).isEqualTo(design);
            assertThat(DesignFile.toJson(loaded)).isEqualTo(text);
        }
    }

    @Test
    void numbers_that_json_cannot_hold_are_saved_as_words_and_lose_nothing_else() throws Exception {
        BlockNode block = BlockNode.of("a", "b", Map.of("rate", new Real(Double.NaN)))
                .at(new Position(Double.POSITIVE_INFINITY, 3));
        Architecture design = Architecture.of("n", new Graph(List.of(block), List.of()));

        BlockNode loaded =
                DesignFile.read(DesignFile.toJson(design), "n").graph().blocks().getFirst();

        assertThat(loaded.parameters()).containsEntry("rate", new Text("NaN"));
        assertThat(loaded.position()).isEqualTo(new Position(0, 3));
    }

    @Test
    void structural_mistakes_are_read_as_they_stand_for_the_checker_to_report() throws Exception {
        Architecture design = DesignFile.read("""
                {"format":"braid-design","version":1,
                 "blocks":[{"id":"a","type":""},{"id":"a","type":"?"}],"wires":[{"from":"x:y:z","to":":"}]}""", "odd");

        assertThat(design.graph().blocks()).extracting(BlockNode::id).containsExactly("a", "a");
        assertThat(design.graph().wires()).containsExactly(new Wire(new PortRef("x:y", "z"), new PortRef("", "")));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"format":"braid-design","version":1,|line 1, column 38: version: the JSON text breaks off here; is the file complete?
            {"format":"braid-design" "version":1}|line 1, column 26: format: this is not well-formed JSON, unexpected character '"': was expecting comma to separate Object entries
            {"format":"braid-design","version":01}|line 1, column 37: version: this is not well-formed JSON, invalid numeric value: Leading zeroes not allowed
            {"a":[tru]}|line 1, column 7: a[0]: this is not well-formed JSON, unrecognised token 'tru'
            {"a":NaN}|line 1, column 9: a: this is not well-formed JSON, non-standard token 'NaN'
            {"a":1}{|line 1, column 8: something follows the design's closing brace; remove it
            [1]|line 1, column 1: expected an object in braces, found a list
            "x"|line 1, column 1: expected an object in braces, found the text "x"
            {"a":{"b":1,"b":2}}|line 1, column 13: a.b: the field "b" stands twice in one object; remove one of the two
            {}|line 1, column 1: this is no Braid design, the field "format" is missing
            {"format":"svg"}|line 1, column 11: format: expected "braid-design" (is this a Braid design?), found the text "svg"
            {"format":"braid-design"}|line 1, column 1: this is no Braid design, the field "version" is missing
            {"format":"braid-design","version":2,"blocks":3}|line 1, column 36: version: the design was saved by a newer Braid (version 2 of the format, this one reads 1); update Braid to open it
            {"format":"braid-design","version":"1"}|line 1, column 36: version: expected the whole number 1, found the text "1"
            {"format":"braid-design","version":1}|line 1, column 1: the field "blocks" is missing
            {"format":"braid-design","version":1,"blocks":{}}|line 1, column 47: blocks: expected a list in square brackets, found an object
            {"format":"braid-design","version":1,"blocks":[7]}|line 1, column 48: blocks[0]: expected an object in braces, found the number 7
            {"format":"braid-design","version":1,"blocks":[{"id":"a","type":"b"},{"type":"add"}]}|line 1, column 70: blocks[1]: the field "id" is missing
            {"format":"braid-design","version":1,"blocks":[{"id":true,"type":"b"}]}|line 1, column 54: blocks[0].id: expected text in quotes, found true
            {"format":"braid-design","version":1,"blocks":[{"id":"a","type":null}]}|line 1, column 65: blocks[0].type: expected text in quotes, found null
            {"format":"braid-design","version":1,"blocks":[{"id":"a","type":"b","position":{"x":"left"}}]}|line 1, column 85: blocks[0].position.x: expected a number, found the text "left"
            {"format":"braid-design","version":1,"blocks":[{"id":"a","type":"b","position":{"y":1e999}}]}|line 1, column 85: blocks[0].position.y: expected a number of reasonable size, found the number 1e999
            {"format":"braid-design","version":1,"blocks":[],"wires":[{"from":"a:out"}]}|line 1, column 59: wires[0]: the field "to" is missing
            {"format":"braid-design","version":1,"blocks":[],"wires":[{"from":"a","to":"b:in"}]}|line 1, column 67: wires[0].from: expected a block and a port such as "norm:in", found "a"
            {"format":"braid-design","version":1,"blocks":[],"sub-graphs":{"":{"blocks":[]}}}|line 1, column 67: sub-graphs."": a sub-graph needs a name, found an empty one
            {"format":"braid-design","version":1,"blocks":[],"sub-graphs":{"s":{}}}|line 1, column 68: sub-graphs.s: the field "blocks" is missing
            """)
    void bad_text_is_refused_in_one_sentence_that_names_line_column_and_field(String text, String sentence) {
        DesignFormatException refusal =
                catchThrowableOfType(DesignFormatException.class, () -> DesignFile.read(text, "my.json"));

        assertThat(refusal).hasMessage("my.json, " + sentence);
        assertThat(refusal.line()).isEqualTo(1);
        assertThat(refusal.column()).isPositive();
    }

    @Test
    void the_line_of_a_mistake_is_counted_as_an_editor_counts_it() {
        String broken = DESIGN.replace("\"type\": \"rms-norm\"", "\"type\": 4");

        assertThatExceptionOfType(DesignFormatException.class)
                .isThrownBy(() -> DesignFile.read(broken, "my.json"))
                .withMessage("my.json, line 8, column 28: blocks[1].type: expected text in quotes, found the number 4");
    }

    @Test
    void nesting_without_end_is_refused_before_the_stack_notices() {
        for (String opening : List.of("[", "{\"a\":")) {
            String text = "{\"format\":\"braid-design\",\"version\":1,\"blocks\":[],\"x\":" + opening.repeat(300_000);

            assertThatExceptionOfType(DesignFormatException.class)
                    .isThrownBy(() -> DesignFile.read(text, "deep.json"))
                    .withMessageContaining("nested more than 100 deep");
        }
    }

    @Test
    void a_file_above_the_limit_is_refused_without_reading_it_all() throws IOException {
        Path large = folder.resolve("large.json");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(100L << 20);
        }

        assertThatExceptionOfType(DesignFormatException.class)
                .isThrownBy(() -> DesignFile.read(large))
                .withMessage(
                        large + ": the file is larger than 4 MiB, the limit for a design; is it another kind of file?");
    }

    @Test
    void what_is_no_text_or_no_file_is_refused_by_name() throws IOException {
        Path latin = folder.resolve("latin.json");
        Files.write(latin, "{\n \"name\": \"größe\"}".getBytes(StandardCharsets.ISO_8859_1));
        Path missing = folder.resolve("missing.json");
        Path empty = Files.createFile(folder.resolve("empty.json"));

        assertRefused(latin, ", line 2, column 13: this is not UTF-8 text; save the file with the encoding UTF-8");
        assertRefused(missing, ": there is no such file");
        assertRefused(folder, ": this is a folder, expected a design file");
        assertRefused(empty, ": this is empty, expected a design");
    }

    private static void assertRefused(Path file, String words) {
        assertThatExceptionOfType(DesignFormatException.class)
                .isThrownBy(() -> DesignFile.read(file))
                .withMessage(file + words);
    }

    @Test
    void a_byte_order_mark_does_no_harm() throws Exception {
        Path file = folder.resolve("marked.json");
        Files.writeString(file, "\uFEFF" + DESIGN);

        assertThat(DesignFile.read(file)).isEqualTo(DesignFile.read(DESIGN, "design"));
    }

    @Test
    void saving_replaces_the_file_and_leaves_nothing_else_behind() throws Exception {
        Path file = folder.resolve("design.json");
        Files.writeString(file, "old");

        DesignFile.write(file, DesignFile.read(DESIGN, "design"));

        assertThat(file).hasContent(DESIGN);
        assertThat(Files.list(folder)).containsExactly(file);
    }

    @Test
    void saving_through_a_link_keeps_the_link() throws Exception {
        Path target = Files.writeString(folder.resolve("target.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), target.getFileName());

        DesignFile.write(link, DesignFile.read(DESIGN, "design"));

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent(DESIGN);
    }

    @Test
    void a_folder_that_is_missing_or_not_writable_is_named_and_the_old_file_stays() throws Exception {
        Architecture design = DesignFile.read(DESIGN, "design");
        Path nowhere = folder.resolve("no/where.json");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> DesignFile.write(nowhere, design))
                .withMessage(nowhere + ": it could not be saved, its folder does not exist");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> DesignFile.write(folder, design))
                .withMessage(folder + ": this is a folder, expected the name of a file");

        Path locked = Files.createDirectory(folder.resolve("locked"));
        Path old = Files.writeString(locked.resolve("old.json"), "old");
        assertThat(locked.toFile().setWritable(false)).isTrue();
        try {
            assumeThat(Files.isWritable(locked)).as("root writes everywhere").isFalse();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> DesignFile.write(old, design))
                    .withMessage(old + ": it could not be saved, writing into its folder is not permitted");
            assertThat(old).hasContent("old");
        } finally {
            locked.toFile().setWritable(true);
        }
    }

    @Test
    void every_sample_design_conforms_to_the_schema_and_loses_nothing_when_saved() throws Exception {
        Schema schema = schema();
        assertThat(SampleDesigns.files()).isNotEmpty();
        for (Path file : SampleDesigns.files()) {
            Architecture design = DesignFile.read(file);

            assertThat(schema.validate(Files.readString(file), InputFormat.JSON))
                    .as(file.toString())
                    .isEmpty();
            assertThat(DesignFile.read(DesignFile.toJson(design), "saved"))
                    .as(file.toString())
                    .isEqualTo(design);
        }
    }

    @Test
    void the_schema_takes_what_is_written_and_refuses_what_the_reader_refuses() throws Exception {
        Schema schema = schema();
        RandomDesigns designs = new RandomDesigns(new SplittableRandom(2));
        for (int i = 0; i < 100; i++) {
            List<Error> errors = schema.validate(DesignFile.toJson(designs.design()), InputFormat.JSON);
            assertThat(errors).isEmpty();
        }
        Stream.of(
                        "[]",
                        "{}",
                        "{\"format\":\"braid-design\",\"version\":2,\"blocks\":[]}",
                        "{\"format\":\"braid-design\",\"version\":1,\"blocks\":[{\"id\":\"a\"}]}",
                        "{\"format\":\"braid-design\",\"version\":1,\"blocks\":[],\"wires\":[{\"from\":\"a\",\"to\":\"b:c\"}]}")
                .forEach(text -> assertThat(schema.validate(text, InputFormat.JSON))
                        .as(text)
                        .isNotEmpty());
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SampleDesigns.SAMPLES.resolve("schemas/design.schema.json")));
    }
}
