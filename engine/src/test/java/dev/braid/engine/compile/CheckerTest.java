package dev.braid.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import dev.braid.engine.graph.edit.Fixes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the checker says of designs that are wrong in one way, and that its repairs repair. */
class CheckerTest {
    private static final BlockCatalog CATALOG = new BlockCatalog(StandardBlocks.ALL);
    private static final DesignContext CONTEXT = new DesignContext(32, 64);

    /** A residual layer, written twice: once in the root, once as a sub-graph that is repeated. */
    private static final String SOUND = """
            {
              "format": "braid-design",
              "version": 1,
              "name": "sound",
              "blocks": [
                {"id": "embed", "type": "token-embedding", "parameters": {"width": 16}},
                {"id": "norm", "type": "rms-norm"},
                {"id": "mix", "type": "linear", "parameters": {"bias": true}},
                {"id": "sum", "type": "add"},
                {"id": "layers", "type": "sub-graph", "parameters": {"graph": "layer", "repeat": 2}},
                {"id": "head", "type": "language-model-head"}
              ],
              "wires": [
                {"from": "embed:out", "to": "norm:in"},
                {"from": "norm:out", "to": "mix:in"},
                {"from": "embed:out", "to": "sum:a"},
                {"from": "mix:out", "to": "sum:b"},
                {"from": "sum:out", "to": "layers:x"},
                {"from": "layers:y", "to": "head:in"}
              ],
              "sub-graphs": {
                "layer": {
                  "blocks": [
                    {"id": "x", "type": "graph-input"},
                    {"id": "first", "type": "linear"},
                    {"id": "second", "type": "linear", "weights-of": "first"},
                    {"id": "y", "type": "graph-output"}
                  ],
                  "wires": [
                    {"from": "x:port", "to": "first:in"},
                    {"from": "first:out", "to": "second:in"},
                    {"from": "second:out", "to": "y:port"}
                  ],
                  "promoted": [
                    {"name": "bias", "block": "first", "parameter": "bias"},
                    {"name": "bias", "block": "second", "parameter": "bias"}
                  ]
                }
              }
            }
            """;

    static Architecture soundDesign() {
        return read(SOUND);
    }

    private static CheckedDesign check(Architecture design) {
        return Checker.check(design, CATALOG, CONTEXT);
    }

    private static Architecture read(String text) {
        try {
            return DesignFile.read(text, "test");
        } catch (DesignFormatException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void a_sound_design_has_no_problems_and_compiles() throws Exception {
        CheckedDesign checked = check(read(SOUND));

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.blocks()).hasSize(9);
        assertThat(Model.compile(read(SOUND), CATALOG, CONTEXT).weights())
                .containsKeys("layers.0/first/weight", "layers.1/first/weight")
                .doesNotContainKey("layers.0/second/weight");
    }

    @Test
    void a_promotion_that_is_called_like_a_parameter_of_the_placing_block_sets_nothing_inside() {
        String promoted = "{\"name\": \"bias\", \"block\": \"second\", \"parameter\": \"bias\"}";
        assertThat(SOUND).contains(promoted);
        // or else the two repetitions would make that block two channels wide
        CheckedDesign checked = check(read(SOUND.replace(
                promoted,
                promoted.replace("bias\", \"b", "repeat\", \"b")
                        .replace("\"parameter\": \"bias\"", "\"parameter\": \"width\""))));
        assertThat(checked.problems()).hasSize(1);
        assertThat(checked.problems().getFirst().toString()).contains("has a parameter of that name");
    }

    /** Replaces the first text by the second; expects that problem; with a repair if its title is given. */
    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "id": "sum"|"id": "norm"|norm: two blocks have this id; rename one of them|Rename the second norm
            "id": "mix"|"id": "a mix"|a mix: the id must be 1 to 64 letters, digits, - or _; rename the block|
            "rms-norm"|"rms-nrom"|norm: there is no block type "rms-nrom"; did you mean rms-norm?|Make it a rms-norm
            "rms-norm"|"quantum"|norm: there is no block type "quantum"; it is kept in the file, but cannot run|
            {"bias": true}|{"width": -3}|mix: parameter width: expected a whole number from 0 to 16384, got -3|Set width to 0
            {"bias": true}|{"width": "wide"}|mix: parameter width: expected a whole number from 0 to 16384, got wide|Set width to 0
            {"bias": true}|{"bias": [1]}|mix: parameter bias: expected true or false, got [1]|Set bias to false
            {"bias": true}|{"bais": true}|mix: parameter "bais" is not one of linear and is ignored; did you mean bias?|Rename it to bias
            {"bias": true}|{"heads": 2}|mix: parameter "heads" is not one of linear and is ignored; its parameters are width, bias|Remove heads
            {"from": "mix:out", "to": "sum:b"},||sum:b: nothing is wired to this input; wire an output to it, such as mix:out|Wire mix:out to it
            "to": "sum:b"|"to": "sum:c"|sum:c: there is no such input port; its input ports are a, b|Lead the wire to a
            "from": "norm:out"|"from": "norm:output"|norm:output: there is no such output port; its output port is out|Lead the wire to out
            "from": "mix:out"|"from": "mxi:out"|sum:b: the wire mxi:out -> sum:b leads to a block that does not exist; did you mean mix?|Lead the wire to mix
            "from": "mix:out"|"from": "nobody:out"|sum:b: the wire nobody:out -> sum:b leads to a block that does not exist; remove it|Remove the wire
            "to": "sum:b"|"to": "sum:a"|sum:a: takes one wire, but embed:out and mix:out both end here; remove one, or join them with an Add block|Remove the wire from mix
            {"from": "embed:out", "to": "norm:in"}|{"from": "sum:out", "to": "norm:in"}|norm:in: the wires run in a circle: norm → mix → sum → norm; remove one of them, for a block cannot wait for its own output|Remove the wire from sum
            {"from": "embed:out", "to": "norm:in"}|{"from": "norm:out", "to": "norm:in"}|norm:in: the wires run in a circle: norm → norm; remove one of them, for a block cannot wait for its own output|Remove the wire from norm
            {"bias": true}|{"width": 24}|sum:b: input b is 24 wide but input a is 16 wide: a sum needs inputs of one width; put a linear block of width 16 in front of b, or make the branches equally wide|Insert a linear block 24 → 16
            "graph": "layer"|"graph": "lawyer"|layers: there is no sub-graph "lawyer"; this design has layer|Place layer
            "graph": "layer", |`"depth": 3, `|layers: parameter graph must name a sub-graph; this design has layer|Place layer
            "repeat": 2|"repeat": 0|layers: parameter repeat: expected a whole number from 1 to 1000, got 0|Set repeat to 1
            "repeat": 2|"bias": 2|layers: parameter bias: expected true or false, got 2|Set bias to false
            "repeat": 2|"repeat": 1000|the design: the design has more than 2000 blocks, counted with repetitions; repeat less|
            "to": "layers:x"|"to": "layers:z"|layers:z: there is no such input port; its input port is x|Lead the wire to x
            "weights-of": "first"|"weights-of": "third"|layer/second: uses the weights of "third", which does not exist; choose a block of this graph|Give it its own weights
            "weights-of": "first"|"weights-of": "second"|layer/second: uses the weights of second, which is itself; leave weights-of out|Give it its own weights
            "weights-of": "first"|"weights-of": "x"|layer/second: uses the weights of x, which is of another type (graph-input); both must be of one type|Give it its own weights
            "weights-of": "first"|"weights-of": "first", "parameters": {"width": 16}|layer/second: uses the weights of layers.0/first, so parameter width must be 0 as there, not 16|Set width to 0
            "type": "graph-output"|"type": "sub-graph", "parameters": {"graph": "layer"}|layer/y: the sub-graph layer contains itself (layer → layer); place something else here|Remove y
            {"from": "layers:y"|{"from": "sum:out"|layer/first: its output never reaches the language-model head, so it is left out; wire it or remove it|Remove layer/first
            "layer": {|"lay/er": {|the design: a sub-graph's name must be 1 to 64 characters without /, not "lay/er"; rename it|
            {"id": "head", "type": "language-model-head"}|{"id": "head", "type": "rms-norm"}|the design: there is no language-model head, so nothing can be predicted; add one at the end|
            "token-embedding", "parameters": {"width": 16}|"rms-norm"|the design: there is no token embedding, so no token gets in; add one at the start|
            {"id": "norm", "type": "rms-norm"}|{"id": "norm", "type": "graph-input"}|norm: a graph-input block only makes sense inside a sub-graph; remove it|Remove norm
            "block": "second", "parameter": "bias"|"block": "third", "parameter": "bias"|the design: sub-graph layer promotes parameter bias of third as bias, but there is no such block; remove the promotion|
            "block": "second", "parameter": "bias"|"block": "second", "parameter": "heads"|the design: sub-graph layer promotes parameter heads of second as bias, but the block has no such parameter; remove the promotion|
            {"name": "bias", "block": "second"|{"name": "repeat", "block": "second"|the design: sub-graph layer promotes parameter bias of second as repeat, but every placed sub-graph has a parameter of that name; rename it|
            "type": "sub-graph", "parameters": {"graph": "layer", "repeat": 2}|"type": "linear", "parameters": {}|the design: no block that runs places the sub-graph layer; place it or remove it|
            """)
    void a_mistake_is_named_with_its_place_and_the_repair_repairs_it(
            String sound, String broken, String expected, String repair) {
        assertThat(SOUND).contains(sound);
        Architecture design = read(replaceFirst(sound, broken == null ? "" : broken));
        List<Problem> problems = check(design).problems();

        Problem problem = problems.stream()
                .filter(candidate -> candidate.toString().equals(expected))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected " + expected + "\nfound "
                        + problems.stream().map(Problem::toString).collect(Collectors.joining("\n      "))));
        if (repair == null) {
            assertThat(problem.fix()).isNull();
        } else {
            assertThat(problem.fix()).isNotNull();
            assertThat(problem.fix().title()).isEqualTo(repair);
            Architecture repaired = Fixes.edit(design, problem.fix()).applyTo(design);
            assertThat(check(repaired).problems()).doesNotContain(problem);
        }
    }

    private static String replaceFirst(String text, String by) {
        int at = SOUND.indexOf(text);
        return SOUND.substring(0, at) + by + SOUND.substring(at + text.length());
    }

    @Test
    void all_problems_are_found_at_once_errors_first() {
        Architecture design = read(SOUND.replace("\"rms-norm\"", "\"rms-nrom\"")
                .replace("{\"bias\": true}", "{\"bais\": true}")
                .replace("\"repeat\": 2", "\"repeat\": 0")
                .replace("{\"from\": \"embed:out\", \"to\": \"sum:a\"},", ""));

        assertThat(check(design).problems()).extracting(Problem::block).containsExactly("norm", "layers", "sum", "mix");
    }

    @Test
    void every_circle_is_named_and_without_the_wires_that_close_them_none_is_left() {
        StringBuilder wires = new StringBuilder("{\"from\": \"embed:out\", \"to\": \"head:in\"}");
        for (String ends : List.of("0 1", "1 2", "2 0", "2 3", "3 1", "3 3", "4 5", "5 4")) {
            String[] end = ends.split(" ");
            wires.append(",{\"from\": \"b%s:out\", \"to\": \"b%s:%s\"}"
                    .formatted(end[0], end[1], "abcdefgh".charAt(Integer.parseInt(end[0]))));
        }
        String blocks = IntStream.range(0, 6)
                .mapToObj(i -> ",{\"id\": \"b%d\", \"type\": \"add\", \"parameters\": {\"inputs\": 8}}".formatted(i))
                .collect(Collectors.joining());
        Architecture design = read("""
                {"format": "braid-design", "version": 1, "blocks": [
                 {"id": "embed", "type": "token-embedding"}, {"id": "head", "type": "language-model-head"}%s],
                 "wires": [%s]}""".formatted(blocks, wires));

        List<Problem> circles = circles(design);
        assertThat(circles)
                .extracting(Problem::text)
                .extracting(text -> text.substring(text.indexOf("circle: ") + 8, text.indexOf(';')))
                .containsExactly("b0 → b1 → b2 → b0", "b1 → b2 → b3 → b1", "b3 → b3", "b4 → b5 → b4");
        for (Problem circle : circles) {
            design = Fixes.edit(design, circle.fix()).applyTo(design);
        }
        assertThat(circles(design)).isEmpty();
    }

    private static List<Problem> circles(Architecture design) {
        return check(design).problems().stream()
                .filter(problem -> problem.text().contains("circle"))
                .toList();
    }

    @Test
    void sub_graphs_that_double_at_every_level_are_refused_without_unpacking_them() {
        List<String> subGraphs = new ArrayList<>();
        for (int level = 0; level < 31; level++) {
            String placement = level == 30
                    ? ""
                    : "{\"id\": \"a\", \"type\": \"sub-graph\", \"parameters\": {\"graph\": \"%d\", \"repeat\": 1000}}"
                            .formatted(level + 1);
            subGraphs.add("\"%d\": {\"blocks\": [%s]}".formatted(level, placement));
        }
        Architecture design = read("""
                {"format": "braid-design", "version": 1, "sub-graphs": {%s},
                 "blocks": [{"id": "a", "type": "sub-graph", "parameters": {"graph": "0", "repeat": 1000}}]}""".formatted(String.join(",", subGraphs)));

        assertThat(check(design).problems())
                .extracting(Problem::text)
                .contains("the design has more than 2000 blocks, counted with repetitions; repeat less");
    }

    @Test
    void a_graph_of_absurd_size_is_refused_at_once() {
        String blocks = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"id\": \"b%d\", \"type\": \"x\"}".formatted(i))
                .collect(Collectors.joining(","));
        Architecture design = read("{\"format\": \"braid-design\", \"version\": 1, \"blocks\": [" + blocks + "]}");

        assertThat(check(design).problems())
                .extracting(Problem::text)
                .containsExactly("the design has 20000 blocks and 0 wires, but 2000 blocks and 20000 wires are the"
                        + " most that can be checked; remove some");
    }

    @Test
    void a_chain_of_two_thousand_blocks_in_a_circle_does_not_overflow_the_stack() {
        String blocks = IntStream.range(0, 2000)
                .mapToObj(i -> "{\"id\": \"b%d\", \"type\": \"rms-norm\"}".formatted(i))
                .collect(Collectors.joining(","));
        String wires = IntStream.range(0, 2000)
                .mapToObj(i -> "{\"from\": \"b%d:out\", \"to\": \"b%d:in\"}".formatted(i, (i + 1) % 2000))
                .collect(Collectors.joining(","));
        Architecture design = read("{\"format\": \"braid-design\", \"version\": 1, \"blocks\": [" + blocks
                + "], \"wires\": [" + wires + "]}");

        assertThat(circles(design))
                .hasSize(1)
                .allSatisfy(circle -> assertThat(circle.text()).hasSizeLessThan(600));
    }

    @Test
    void a_sub_graph_that_only_places_itself_is_named_as_idle() {
        Architecture design = read(SOUND.replace("\"sub-graphs\": {", """
                "sub-graphs": {
                  "snake": {
                    "blocks": [{"id": "tail", "type": "sub-graph", "parameters": {"graph": "snake"}}],
                    "wires": []
                  },
                """));
        assertThat(check(design).problems())
                .extracting(Problem::toString)
                .contains("the design: no block that runs places the sub-graph snake; place it or remove it");
    }

    @Test
    void a_promoted_parameter_that_takes_a_wired_input_away_is_a_problem() {
        String text = """
                {"format": "braid-design", "version": 1,
                 "blocks": [{"id": "embed", "type": "token-embedding", "parameters": {"width": 16}},
                            {"id": "layer", "type": "sub-graph", "parameters": {"graph": "sums"%s}},
                            {"id": "head", "type": "language-model-head"}],
                 "wires": [{"from": "embed:out", "to": "layer:x"}, {"from": "layer:y", "to": "head:in"}],
                 "sub-graphs": {"sums": {
                   "blocks": [{"id": "x", "type": "graph-input"},
                              {"id": "sum", "type": "add", "parameters": {"inputs": 3}},
                              {"id": "y", "type": "graph-output"}],
                   "wires": [{"from": "x:port", "to": "sum:a"}, {"from": "x:port", "to": "sum:b"},
                             {"from": "x:port", "to": "sum:c"}, {"from": "sum:out", "to": "y:port"}],
                   "promoted": [{"name": "terms", "block": "sum", "parameter": "inputs"}]}}}
                """;
        assertThat(check(read(text.formatted(""))).problems()).isEmpty();
        assertThat(check(read(text.formatted(", \"terms\": 3"))).problems()).isEmpty();
        assertThat(check(read(text.formatted(", \"terms\": 2"))).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "sums/sum:c: a wire leads to this input, but layer sets inputs to 2, and then there is no"
                                + " such port; set it there as in the sub-graph, or remove the wire");
        assertThat(check(read(text.formatted(", \"terms\": 4"))).problems())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .startsWith("sums/sum:d: nothing is wired to this input");
    }

    @Test
    void a_parameter_promoted_twice_over_is_checked_and_set_where_it_belongs() throws Exception {
        Architecture design = read("""
                {"format": "braid-design", "version": 1,
                 "blocks": [{"id": "embed", "type": "token-embedding", "parameters": {"width": 16}},
                            {"id": "outer", "type": "sub-graph", "parameters": {"graph": "outer", "times": 3, "out": 24}},
                            {"id": "head", "type": "language-model-head", "parameters": {"tied": false}}],
                 "wires": [{"from": "embed:out", "to": "outer:x"}, {"from": "outer:y", "to": "head:in"}],
                 "sub-graphs": {
                  "outer": {"blocks": [{"id": "x", "type": "graph-input"}, {"id": "y", "type": "graph-output"},
                                       {"id": "inner", "type": "sub-graph", "parameters": {"graph": "inner"}}],
                   "wires": [{"from": "x:port", "to": "inner:x"}, {"from": "inner:y", "to": "y:port"}],
                   "promoted": [{"name": "out", "block": "inner", "parameter": "width"},
                                {"name": "times", "block": "inner", "parameter": "repeat"}]},
                  "inner": {"blocks": [{"id": "x", "type": "graph-input"}, {"id": "y", "type": "graph-output"},
                                       {"id": "map", "type": "linear"}],
                   "wires": [{"from": "x:port", "to": "map:in"}, {"from": "map:out", "to": "y:port"}],
                   "promoted": [{"name": "width", "block": "map", "parameter": "width"}]}}}""");

        assertThat(check(design).problems()).isEmpty();
        assertThat(check(design).blocks())
                .filteredOn(block -> block.address().equals("inner/map"))
                .hasSize(3)
                .allSatisfy(block -> assertThat(block.outputWidths()).containsEntry("out", 24));
        Architecture wrong = read(DesignFile.toJson(design).replace("\"out\": 24", "\"out\": -24"));
        assertThat(check(wrong).problems())
                .extracting(Problem::toString)
                .containsExactly("outer: parameter out: expected a whole number from 0 to 16384, got -24");
    }
}
