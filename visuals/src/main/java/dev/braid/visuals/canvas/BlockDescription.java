package dev.braid.visuals.canvas;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Wire;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.Ports;
import dev.braid.visuals.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is written on a block, without any control.
 *
 * @param id its id
 * @param type its type's id
 * @param title the type's name, or the sub-graph's
 * @param category the style class of its colour
 * @param repeat how many times in a row it stands, for a placed sub-graph; otherwise 1
 * @param lines parameters that were set or that matter
 * @param shape the shape of what leaves it, or ""
 * @param cost what it costs in short form, or ""
 * @param costInWords the same for a tool tip
 * @param ports its ports
 * @param free outputs that nobody reads
 * @param state whether something is wrong
 * @param problems what is wrong, one sentence each
 * @param places in how many places of the design it stands
 * @param accessibleText the whole in one sentence
 */
record BlockDescription(
        String id,
        String type,
        String title,
        String category,
        long repeat,
        List<Line> lines,
        String shape,
        String cost,
        String costInWords,
        Ports ports,
        List<String> free,
        State state,
        List<String> problems,
        int places,
        String accessibleText) {
    /** The style class of a block whose type is not known. */
    private static final String UNKNOWN = "category-unknown";

    /** The most parameters that are shown. */
    static final int MOST_LINES = 4;

    /** As many are shown even if all have their defaults. */
    private static final int FEWEST_LINES = 2;

    BlockDescription {
        lines = List.copyOf(lines);
        free = List.copyOf(free);
        problems = List.copyOf(problems);
    }

    /** Whether a block is sound. */
    enum State {
        /** Nothing is wrong. */
        SOUND,
        /** It runs, but probably not as meant. */
        WARNING,
        /** It cannot run. */
        ERROR
    }

    /**
     * A parameter.
     *
     * @param parameter its name in files
     * @param title its label
     * @param value its value
     * @param set whether it differs from the default
     */
    record Line(String parameter, String title, String value, boolean set) {}

    /** Whether its type is known. */
    boolean known() {
        return !category.equals(UNKNOWN);
    }

    /**
     * Writes the descriptions of the blocks of one graph.
     *
     * @param design the document
     * @param graph "" or a sub-graph's name
     * @param shown that graph
     * @param findings what is known of it
     * @param catalog the block types
     */
    record Describer(Architecture design, String graph, Graph shown, Findings findings, BlockCatalog catalog) {

        BlockDescription describe(BlockNode node) {
            BlockType type = catalog.find(node.type()).orElse(null);
            Ports ports = Ports.of(design, shown, node, catalog);
            List<Problem> found = findings.of(graph, node.id());
            State state = found.isEmpty()
                    ? State.SOUND
                    : found.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)
                            ? State.ERROR
                            : State.WARNING;
            List<String> problems = found.stream()
                    .map(problem -> (problem.port() == null ? "" : problem.port() + ": ") + problem.text())
                    .toList();
            Findings.@Nullable BlockFinding finding = findings.blocks().get(Findings.address(graph, node.id()));
            Cost cost = finding == null ? null : finding.cost();
            String title = title(node, type);
            String shape = shape(node, ports);
            return new BlockDescription(
                    node.id(),
                    node.type(),
                    title,
                    category(node, type),
                    repeat(node),
                    lines(node, type),
                    shape,
                    cost == null ? "" : text(cost),
                    cost == null ? "" : words(cost),
                    ports,
                    free(node, ports),
                    state,
                    problems,
                    finding == null ? 1 : finding.places(),
                    accessible(node, title, ports, problems));
        }

        private static String title(BlockNode node, @Nullable BlockType type) {
            return switch (node.type()) {
                case Structure.SUB_GRAPH -> Structure.placed(node).orElse("Sub-graph");
                case Structure.INPUT -> "Input";
                case Structure.OUTPUT -> "Output";
                default -> type == null ? node.type() : type.title();
            };
        }

        private static String category(BlockNode node, @Nullable BlockType type) {
            if (type != null) {
                return Theme.categoryStyle(type.category());
            }
            return switch (node.type()) {
                case Structure.SUB_GRAPH, Structure.INPUT, Structure.OUTPUT ->
                    Theme.categoryStyle(BlockType.Category.STRUCTURE);
                default -> UNKNOWN;
            };
        }

        private static long repeat(BlockNode node) {
            return node.type().equals(Structure.SUB_GRAPH)
                            && node.parameters().get(Structure.REPEAT) instanceof ParamValue.Whole(long times)
                    ? times
                    : 1;
        }

        private List<Line> lines(BlockNode node, @Nullable BlockType type) {
            List<Line> lines = new ArrayList<>();
            List<ParamSpec> specs = type == null ? structureSpecs(node) : type.parameters();
            for (ParamSpec spec : specs) {
                ParamValue value = node.parameters().get(spec.name());
                if (value != null && !value.equals(spec.defaultValue())) {
                    lines.add(new Line(spec.name(), spec.title(), value(value), true));
                }
            }
            if (type == null && specs.isEmpty() || node.type().equals(Structure.SUB_GRAPH)) {
                node.parameters().forEach((name, value) -> {
                    boolean said = specs.stream().anyMatch(spec -> spec.name().equals(name));
                    if (!said && !name.equals(Structure.GRAPH) && !name.equals(Structure.REPEAT)) {
                        lines.add(new Line(name, name, value(value), true));
                    }
                });
            }
            for (ParamSpec spec : specs) {
                boolean set = lines.stream().anyMatch(line -> line.parameter().equals(spec.name()));
                if (lines.size() < FEWEST_LINES && !set && matters(spec)) {
                    lines.add(new Line(spec.name(), spec.title(), value(spec.defaultValue()), false));
                }
            }
            if (node.weightsOf() != null) {
                lines.addFirst(new Line("", "Weights of", node.weightsOf(), true));
            }
            return lines.size() > MOST_LINES ? lines.subList(0, MOST_LINES) : lines;
        }

        private static List<ParamSpec> structureSpecs(BlockNode node) {
            return node.type().equals(Structure.SUB_GRAPH)
                    ? Structure.SUB_GRAPH_PARAMETERS.stream()
                            .filter(spec -> spec.name().equals(Structure.SHARED))
                            .toList()
                    : List.of();
        }

        /** A default of 0 means "as the rest needs", and a no says little. */
        private static boolean matters(ParamSpec spec) {
            return switch (spec.defaultValue()) {
                case ParamValue.Whole(long value) -> value != 0;
                case ParamValue.Flag _ -> false;
                default -> true;
            };
        }

        private static String value(ParamValue value) {
            return switch (value) {
                case ParamValue.Flag(boolean yes) -> yes ? "yes" : "no";
                case ParamValue.Real(double real) -> real(real);
                default -> value.toString();
            };
        }

        private static String real(double value) {
            if (value == Math.rint(value) && Math.abs(value) < 1e7) {
                return Long.toString((long) value);
            }
            String text = String.format(Locale.ROOT, "%.4g", value);
            return text.contains("e") ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
        }

        private String shape(BlockNode node, Ports ports) {
            List<String> widths = new ArrayList<>();
            for (PortSpec port : ports.outputs()) {
                findings.width(graph, new PortRef(node.id(), port.name()))
                        .ifPresent(width -> widths.add("[B, L, " + width + "]"));
            }
            return String.join(" ", widths.stream().distinct().toList());
        }

        private static String text(Cost cost) {
            List<String> parts = new ArrayList<>();
            if (cost.parameters() > 0) {
                parts.add(Quantities.count(cost.parameters()));
            }
            if (cost.flopsPerToken() > 0) {
                parts.add(Quantities.flops(cost.flopsPerToken()));
            }
            if (cost.stateBytes() > 0) {
                parts.add(Quantities.bytes(cost.stateBytes()));
            }
            return String.join("  ·  ", parts);
        }

        private static String words(Cost cost) {
            return String.format(
                    Locale.ROOT,
                    "%,d parameters · %s a token · %s of state",
                    cost.parameters(),
                    Quantities.flops(cost.flopsPerToken()).replace("F", "FLOP"),
                    Quantities.bytes(cost.stateBytes()));
        }

        private List<String> free(BlockNode node, Ports ports) {
            return ports.outputs().stream()
                    .map(PortSpec::name)
                    .filter(port -> shown.wires().stream()
                            .noneMatch(wire -> wire.from().block().equals(node.id())
                                    && wire.from().port().equals(port)))
                    .toList();
        }

        private String accessible(BlockNode node, String title, Ports ports, List<String> problems) {
            StringBuilder words = new StringBuilder(title).append(' ').append(node.id());
            if (repeat(node) > 1) {
                words.append(", ").append(repeat(node)).append(" times in a row");
            }
            if (category(node, catalog.find(node.type()).orElse(null)).equals(UNKNOWN)) {
                words.append(", of an unknown type");
            }
            for (PortSpec port : ports.inputs()) {
                words.append(", ").append(ports.inputs().size() == 1 ? "input" : "input " + port.title());
                String from = shown.wires().stream()
                        .filter(wire -> wire.to().equals(new PortRef(node.id(), port.name())))
                        .map(Wire::from)
                        .map(PortRef::block)
                        .collect(Collectors.joining(" and "));
                words.append(from.isEmpty() ? " not wired" : " from " + from);
            }
            for (PortSpec port : ports.outputs()) {
                words.append(", ").append(ports.outputs().size() == 1 ? "output" : "output " + port.title());
                findings.width(graph, new PortRef(node.id(), port.name()))
                        .ifPresent(width -> words.append(' ').append(width).append(" wide"));
            }
            words.append(
                    problems.isEmpty()
                            ? ", no problems"
                            : problems.size() == 1 ? ", 1 problem: " : ", " + problems.size() + " problems: ");
            return words.append(String.join("; ", problems)).toString();
        }
    }
}
