package dev.braid.visuals.inspector;

import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.BlockNode;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.Findings.BlockFinding;
import dev.braid.visuals.document.OpenDesign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.GridPane;

/** Several blocks: the parameters that all of them have, edited at once, and what they cost together. */
final class BlocksForm extends Form {
    private final OpenDesign design;
    private final List<String> ids;

    BlocksForm(OpenDesign design, List<BlockNode> blocks, ParameterMenu menu) {
        this.design = design;
        this.ids = blocks.stream().map(BlockNode::id).toList();
        Label title = new Label(blocks.size() + " blocks");
        title.getStyleClass().add("braid-title");
        getChildren().add(title);
        List<Described> described = blocks.stream()
                .map(block -> Described.of(design.catalog(), design.document(), block))
                .toList();
        Map<String, Long> counts = described.stream()
                .collect(Collectors.groupingBy(Described::title, LinkedHashMap::new, Collectors.counting()));
        paragraph(counts.entrySet().stream()
                        .map(entry ->
                                entry.getValue() == 1 ? entry.getKey() : entry.getValue() + " × " + entry.getKey())
                        .collect(Collectors.joining(", ")))
                .getStyleClass()
                .add("braid-muted");
        List<ParamSpec> common = common(described);
        if (common.isEmpty()) {
            paragraph("They have no parameter in common.").getStyleClass().add("braid-muted");
        } else {
            GridPane grid = grid();
            for (ParamSpec spec : common) {
                ParameterModel model = new ParameterModel(design, ids, spec);
                ParameterRow row = new ParameterRow(model, List.of(), () -> items(model, menu));
                row(grid, row);
                keepFresh(row::refresh);
            }
        }
        heading("Together");
        GridPane facts = grid();
        fact(facts, "Parameters", () -> Amounts.count(sum().parameters()));
        fact(facts, "FLOPs a token", () -> Amounts.count(sum().flopsPerToken()));
        fact(facts, "State", () -> sum().stateBytes() == 0 ? "none" : Amounts.bytes(sum().stateBytes()));
    }

    private static List<MenuItem> items(ParameterModel model, ParameterMenu menu) {
        return model.block().map(block -> menu.items(block, model.spec())).orElse(List.of());
    }

    /** In the order of the first block's form; parameters that share only their name are different ones. */
    private static List<ParamSpec> common(List<Described> described) {
        List<ParamSpec> common = new ArrayList<>(described.getFirst().parameters());
        described.forEach(other -> common.retainAll(other.parameters()));
        return common;
    }

    private Cost sum() {
        Findings findings = design.findingsProperty().get();
        Cost sum = Cost.FREE;
        for (String id : ids) {
            BlockFinding finding = findings.blocks().get(Findings.address(design.graph(), id));
            Cost cost = finding == null ? null : finding.cost();
            sum = cost == null ? sum : sum.plus(cost);
        }
        return sum;
    }
}
