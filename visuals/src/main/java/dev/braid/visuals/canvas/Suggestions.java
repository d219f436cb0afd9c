package dev.braid.visuals.canvas;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.PortRef;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.document.Ports;
import dev.braid.visuals.palette.BlockOffer;
import dev.braid.visuals.palette.BlockSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Which blocks could come next, the likeliest first. */
final class Suggestions {
    /** Shape rules are asked as on a small task: only widths matter here. */
    private static final DesignContext SOME_TASK = new DesignContext(512, 256);

    /** What usually follows what, most usual first; whatever is not named comes behind, in palette order. */
    private static final Map<String, List<String>> USUALLY_FOLLOWS = Map.ofEntries(
            Map.entry("token-embedding", List.of("rms-norm", "layer-norm", "learned-positions", "mamba", "attention")),
            Map.entry("learned-positions", List.of("rms-norm", "layer-norm", "attention", "dropout")),
            Map.entry(
                    "rms-norm",
                    List.of("attention", "mamba", "mamba-2", "mlp-swiglu", "language-model-head", "short-convolution")),
            Map.entry(
                    "layer-norm",
                    List.of("attention", "mlp-gelu", "mamba", "language-model-head", "short-convolution")),
            Map.entry("attention", List.of("add", "merge-attention", "branch-norm", "dropout", "fuse-mean")),
            Map.entry("mamba", List.of("add", "merge-attention", "branch-norm", "attention", "fuse-mean")),
            Map.entry("mamba-2", List.of("add", "merge-attention", "branch-norm", "attention", "fuse-mean")),
            Map.entry("short-convolution", List.of("attention", "mamba", "add")),
            Map.entry("merge-attention", List.of("add", "rms-norm", "dropout")),
            Map.entry("branch-norm", List.of("fuse-mean", "merge-attention", "fuse-weighted", "fuse-gate")),
            Map.entry("add", List.of("rms-norm", "layer-norm", "add", "language-model-head")),
            Map.entry("mlp-swiglu", List.of("add", "dropout")),
            Map.entry("mlp-gelu", List.of("add", "dropout")),
            Map.entry("mixture-of-experts", List.of("add", "dropout")),
            Map.entry("dropout", List.of("add", "rms-norm")),
            Map.entry("linear", List.of("add", "concat", "attention", "mamba")));

    private static final List<String> USUALLY_FUSES = List.of("add", "rms-norm", "language-model-head");

    private final OpenDesign design;

    Suggestions(OpenDesign design) {
        this.design = design;
    }

    /**
     * A block that could come next.
     *
     * @param offer it
     * @param remark why it does not fit, or ""
     * @param port its port that would be wired, or null
     */
    record Suggestion(
            BlockOffer offer, String remark, @Nullable String port) {
        boolean fits() {
            return remark.isEmpty();
        }
    }

    /** All blocks, those that fit a port first; without a port in palette order. */
    List<Suggestion> at(@Nullable PortRef origin, boolean originIsOutput) {
        List<Suggestion> all = new ArrayList<>();
        for (BlockOffer offer : BlockSearch.offers(design.catalog(), design.document(), design.graph())) {
            all.add(suggestion(offer, origin, originIsOutput));
        }
        if (origin != null) {
            String type = typeOf(origin.block());
            all.sort(Comparator.comparing((Suggestion suggestion) -> !suggestion.fits())
                    .thenComparing(suggestion -> usual(type, suggestion.offer().type(), originIsOutput)));
        }
        return all;
    }

    private String typeOf(String block) {
        return design.shown().block(block).map(BlockNode::type).orElse("");
    }

    /** The lower the more usual. */
    private static int usual(String origin, String type, boolean originIsOutput) {
        List<String> row = originIsOutput
                ? USUALLY_FOLLOWS.getOrDefault(origin, USUALLY_FUSES)
                : USUALLY_FOLLOWS.getOrDefault(type, List.of());
        int rank = row.indexOf(originIsOutput ? type : origin);
        return rank < 0 ? 100 : rank;
    }

    private Suggestion suggestion(BlockOffer offer, @Nullable PortRef origin, boolean originIsOutput) {
        if (origin == null) {
            return new Suggestion(offer, "", null);
        }
        BlockNode block = BlockNode.of("new", offer.type(), offer.parameters());
        Ports ports = Ports.declared(design.document(), block, design.catalog());
        List<PortSpec> side = originIsOutput ? ports.inputs() : ports.outputs();
        if (side.isEmpty()) {
            return new Suggestion(offer, "Has no " + (originIsOutput ? "input." : "output."), null);
        }
        String port = side.getFirst().name();
        return new Suggestion(offer, originIsOutput ? refusal(block, port, origin) : "", port);
    }

    /** What the type's own shape rule says against that width at that port. */
    private String refusal(BlockNode block, String port, PortRef origin) {
        OptionalInt width = design.findingsProperty().get().width(design.graph(), origin);
        BlockType type = design.catalog().find(block.type()).orElse(null);
        if (width.isEmpty() || type == null) {
            return "";
        }
        List<String> errors = new ArrayList<>();
        Settings settings = Settings.of(type.parameters(), block.parameters());
        type.outputWidths(new Site(settings, Map.of(port, width.getAsInt()), SOME_TASK), new ShapeReport() {
            @Override
            public void error(@Nullable String where, String text, @Nullable FixProposal fix) {
                errors.add(text);
            }

            @Override
            public void warning(@Nullable String where, String text, @Nullable FixProposal fix) {
                // it runs
            }
        });
        return errors.isEmpty() ? "" : errors.getFirst();
    }
}
