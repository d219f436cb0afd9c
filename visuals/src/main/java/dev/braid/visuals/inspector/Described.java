package dev.braid.visuals.inspector;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.BlockType.Category;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.SubGraph.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a form shows of a block's type, also where there is no {@link BlockType}: for sub-graphs, their ports, and types
 * that this version does not know.
 *
 * @param title its name
 * @param category its drawer; null for an unknown type
 * @param parameters its form
 * @param promoted those of the parameters that belong to a block inside
 * @param explanation in plain sentences
 * @param formula in Unicode mathematics, or ""
 */
record Described(
        String title,
        @Nullable Category category,
        List<ParamSpec> parameters,
        List<Promotion> promoted,
        String explanation,
        String formula) {
    /** Sub-graphs in sub-graphs are followed so far; deeper ones the checker refuses. */
    private static final int DEEPEST = 32;

    Described {
        parameters = List.copyOf(parameters);
        promoted = List.copyOf(promoted);
    }

    /** Describes a block of a design. */
    static Described of(BlockCatalog catalog, Architecture design, BlockNode block) {
        Optional<BlockType> known = catalog.find(block.type());
        if (known.isPresent()) {
            BlockType type = known.get();
            return new Described(
                    type.title(), type.category(), type.parameters(), List.of(), type.explanation(), type.formula());
        }
        return switch (block.type()) {
            case Structure.SUB_GRAPH -> subGraph(catalog, design, block);
            case Structure.INPUT ->
                port("Sub-graph input", "What arrives at the port of this name, outside, leaves this block inside.");
            case Structure.OUTPUT ->
                port("Sub-graph output", "What arrives here leaves the sub-graph through the port of this name.");
            default ->
                new Described(
                        block.type(),
                        null,
                        List.of(),
                        List.of(),
                        "This version of Braid does not know blocks of this type. The block is kept as it is, with all its "
                                + "parameters, but the design cannot be trained while it is there.",
                        "");
        };
    }

    private static Described port(String title, String explanation) {
        return new Described(title, Category.STRUCTURE, List.of(), List.of(), explanation, "");
    }

    private static Described subGraph(BlockCatalog catalog, Architecture design, BlockNode block) {
        List<ParamSpec> parameters = new ArrayList<>(Structure.SUB_GRAPH_PARAMETERS);
        List<Promotion> promoted = new ArrayList<>();
        SubGraph placed = Structure.placed(block).map(design.subGraphs()::get).orElse(null);
        if (placed != null) {
            for (Promotion promotion : placed.promoted()) {
                promoted(catalog, design, placed, promotion, 0).ifPresent(spec -> {
                    parameters.add(spec);
                    promoted.add(promotion);
                });
            }
        }
        return new Described(
                "Sub-graph",
                Category.STRUCTURE,
                parameters,
                promoted,
                "Places a named graph as one block. Repeated, it stands that many times in a row: the first output of one "
                        + "feeds the first input of the next.\n\nRepetitions have weights of their own unless they share them. "
                        + "Parameters of blocks inside can be shown here; a value that is set here replaces the one inside, for "
                        + "this block only.",
                "");
    }

    /** The parameter of a block inside, seen from outside: its default is the value inside. */
    private static Optional<ParamSpec> promoted(
            BlockCatalog catalog, Architecture design, SubGraph inside, Promotion promotion, int depth) {
        BlockNode block = inside.graph().block(promotion.block()).orElse(null);
        if (block == null || depth > DEEPEST) {
            return Optional.empty();
        }
        Optional<ParamSpec> spec = parameters(catalog, design, block, depth).stream()
                .filter(candidate -> candidate.name().equals(promotion.parameter()))
                .findFirst();
        ParamValue set = block.parameters().get(promotion.parameter());
        return spec.map(inner -> named(inner, promotion, set));
    }

    private static List<ParamSpec> parameters(BlockCatalog catalog, Architecture design, BlockNode block, int depth) {
        SubGraph deeper = Structure.placed(block).map(design.subGraphs()::get).orElse(null);
        if (deeper == null) {
            return catalog.find(block.type()).map(BlockType::parameters).orElse(List.of());
        }
        List<ParamSpec> parameters = new ArrayList<>(Structure.SUB_GRAPH_PARAMETERS);
        deeper.promoted()
                .forEach(promotion ->
                        promoted(catalog, design, deeper, promotion, depth + 1).ifPresent(parameters::add));
        return parameters;
    }

    private static ParamSpec named(ParamSpec spec, Promotion promotion, @Nullable ParamValue set) {
        String name = promotion.name();
        String help = spec.help() + " Of " + promotion.block() + " inside.";
        ParamValue initial = set != null && spec.refusal(set).isEmpty() ? set : spec.defaultValue();
        return switch (spec) {
            case ParamSpec.Whole whole ->
                new ParamSpec.Whole(
                        name,
                        name,
                        help,
                        initial instanceof ParamValue.Whole(long value) ? value : whole.initial(),
                        whole.minimum(),
                        whole.maximum(),
                        whole.offers());
            case ParamSpec.Real real ->
                new ParamSpec.Real(
                        name,
                        name,
                        help,
                        switch (initial) {
                            case ParamValue.Real(double value) -> value;
                            case ParamValue.Whole(long value) -> value;
                            default -> real.initial();
                        },
                        real.minimum(),
                        real.maximum(),
                        real.offers());
            case ParamSpec.Flag flag ->
                new ParamSpec.Flag(
                        name, name, help, initial instanceof ParamValue.Flag(boolean value) ? value : flag.initial());
            case ParamSpec.Choice choice -> {
                // The first option is the default.
                List<String> options = new ArrayList<>(choice.options());
                if (initial instanceof ParamValue.Text(String value) && options.remove(value)) {
                    options.addFirst(value);
                }
                yield new ParamSpec.Choice(name, name, help, options);
            }
            case ParamSpec.Name inner -> new ParamSpec.Name(name, name, inner.help());
            case ParamSpec.FilePath path -> new ParamSpec.FilePath(name, name, path.help());
        };
    }
}
