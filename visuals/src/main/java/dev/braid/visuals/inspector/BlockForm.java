package dev.braid.visuals.inspector;

import dev.braid.engine.block.BlockType.Category;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.SubGraph.Promotion;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.Findings.BlockFinding;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.icon.BlockIcons;
import dev.braid.visuals.problems.ProblemRow;
import dev.braid.visuals.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One block: its name and parameters, what is known of it, what is wrong with it, and what it is. */
final class BlockForm extends Form {
    private static final String OWN_WEIGHTS = "its own";

    private final OpenDesign design;
    private final String graph;
    private final String id;
    private final Promotions promotions;
    private List<Problem> shownProblems = List.of();

    BlockForm(OpenDesign design, BlockNode block, ParameterMenu menu) {
        this.design = design;
        this.graph = design.graph();
        this.id = block.id();
        this.promotions = new Promotions(design);
        Described described = Described.of(design.catalog(), design.document(), block);
        heading(described);
        parameters(block, described, menu);
        problems();
        known(block);
        heading("About");
        if (!described.formula().isBlank()) {
            getChildren().add(new FormulaView(described.formula()));
        }
        for (String part : described.explanation().split("\n\n")) {
            paragraph(part.replaceAll("\\s+", " ").strip());
        }
    }

    private void heading(Described described) {
        HBox head = new HBox();
        head.getStyleClass().add("form-head");
        Category category = described.category();
        head.getStyleClass().add(category == null ? "category-none" : Theme.categoryStyle(category));
        String type = design.shown().block(id).map(BlockNode::type).orElse("");
        NameField name = new NameField("Name of the block", () -> id, this::judgeName, this::rename);
        name.field().setId("block-name");
        HBox.setHgrow(name, Priority.ALWAYS);
        Label title = new Label(described.title());
        title.getStyleClass().addAll("form-type", "braid-muted");
        VBox words = new VBox(name, title);
        HBox.setHgrow(words, Priority.ALWAYS);
        VBox icon = new VBox(BlockIcons.icon(type, 24));
        icon.getStyleClass().add("form-icon");
        icon.setMaxHeight(USE_PREF_SIZE);
        head.getChildren().addAll(icon, words);
        getChildren().add(head);
    }

    private String judgeName(String name) {
        return Refusals.of(() -> Edits.renameBlock(design.document(), graph, id, name.strip()));
    }

    private void rename(String name) {
        design.endGesture();
        if (design.edit(document -> Edits.renameBlock(document, graph, id, name))) {
            design.select(List.of(name));
        }
    }

    private void parameters(BlockNode block, Described described, ParameterMenu menu) {
        List<String> owners = possibleOwners(block);
        boolean placed = block.type().equals(Structure.SUB_GRAPH);
        if (described.parameters().isEmpty()
                && owners.isEmpty()
                && block.parameters().isEmpty()) {
            return;
        }
        GridPane grid = grid();
        for (ParamSpec spec : described.parameters()) {
            ParameterModel model = new ParameterModel(design, List.of(id), spec);
            List<String> names = spec.name().equals(Structure.GRAPH) && placed
                    ? List.copyOf(design.document().subGraphs().keySet())
                    : List.of();
            ParameterRow row = new ParameterRow(model, names, () -> menuItems(model, described, menu));
            row(grid, row);
            keepFresh(row::refresh);
        }
        if (described.category() == null) {
            block.parameters().forEach((name, value) -> fact(grid, name, value::toString));
        }
        if (!owners.isEmpty()) {
            weights(grid, owners);
        }
        if (placed) {
            subGraphButtons(block);
        }
    }

    private List<MenuItem> menuItems(ParameterModel model, Described described, ParameterMenu menu) {
        List<MenuItem> items = new ArrayList<>();
        Optional<BlockNode> block = model.block();
        block.ifPresent(node -> items.addAll(menu.items(node, model.spec())));
        if (!graph.isEmpty()) {
            items.add(promotions.toggle(graph, id, model.spec()));
        }
        block.flatMap(Structure::placed).ifPresent(name -> {
            for (Promotion promotion : described.promoted()) {
                if (promotion.name().equals(model.spec().name())) {
                    items.add(promotions.hide(name, promotion));
                }
            }
        });
        return items;
    }

    /** Blocks whose weights this one could use. */
    private List<String> possibleOwners(BlockNode block) {
        return design.shown().blocks().stream()
                .filter(other -> other.type().equals(block.type())
                        && !other.id().equals(id)
                        && other.weightsOf() == null
                        && !Structure.INPUT.equals(block.type())
                        && !Structure.OUTPUT.equals(block.type()))
                .map(BlockNode::id)
                .distinct()
                .toList();
    }

    private void weights(GridPane grid, List<String> owners) {
        Label label = new Label("Weights");
        label.getStyleClass().add("form-label");
        ComboBox<String> choice = new ComboBox<>();
        choice.setId("weights-of");
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.setAccessibleText("Weights");
        choice.setAccessibleHelp("The block whose weights this one uses.");
        label.setLabelFor(choice);
        choice.getItems().add(OWN_WEIGHTS);
        owners.forEach(owner -> choice.getItems().add("those of " + owner));
        boolean[] showing = {false};
        keepFresh(() -> {
            showing[0] = true;
            String owner = design.shown().block(id).map(BlockNode::weightsOf).orElse(null);
            choice.setValue(owner == null ? OWN_WEIGHTS : "those of " + owner);
            choice.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("default-value"), owner == null);
            showing[0] = false;
        });
        choice.valueProperty().addListener((property, before, now) -> {
            if (!showing[0] && now != null) {
                int index = choice.getItems().indexOf(now);
                String owner = index <= 0 ? null : owners.get(index - 1);
                design.endGesture();
                design.edit(document -> Edits.setWeightsOf(document, graph, id, owner));
                refresh();
            }
        });
        row(grid, label, choice);
    }

    private void subGraphButtons(BlockNode block) {
        String name = Structure.placed(block).orElse("");
        SubGraph inner = design.document().subGraphs().get(name);
        if (inner != null) {
            Button enter = new Button("Open the inside");
            enter.setId("enter-sub-graph");
            enter.setOnAction(event -> design.enter(name));
            HBox buttons = new HBox(enter, promotions.chooser(name, inner));
            buttons.getStyleClass().add("form-buttons");
            getChildren().add(buttons);
        }
    }

    private void problems() {
        VBox rows = new VBox();
        rows.getStyleClass().add("form-problems");
        rows.managedProperty().bind(rows.visibleProperty());
        getChildren().add(rows);
        keepFresh(() -> {
            List<Problem> problems = findings().of(graph, id);
            rows.setVisible(!problems.isEmpty());
            if (!problems.equals(shownProblems)) {
                shownProblems = problems;
                rows.getChildren()
                        .setAll(problems.stream()
                                .map(problem -> new ProblemRow(problem, false, design::repair))
                                .toList());
            }
        });
    }

    private void known(BlockNode block) {
        heading("Known");
        GridPane grid = grid();
        fact(grid, "In", () -> widths(true));
        fact(grid, "Out", () -> widths(false));
        fact(grid, "Parameters", () -> cost(cost -> Amounts.count(cost.parameters()) + sharing()));
        fact(grid, "FLOPs a token", () -> cost(cost -> Amounts.count(cost.flopsPerToken())));
        fact(grid, "State", () -> cost(cost -> cost.stateBytes() == 0 ? "none" : Amounts.bytes(cost.stateBytes())));
        BlockFinding finding = finding();
        if (finding != null && finding.places() > 1 && !block.type().equals(Structure.SUB_GRAPH)) {
            fact(grid, "Stands in", () -> {
                BlockFinding now = finding();
                return (now == null ? 1 : now.places()) + " places; the numbers are for one of them";
            });
        }
    }

    private String sharing() {
        String owner = design.shown().block(id).map(BlockNode::weightsOf).orElse(null);
        return owner == null ? "" : ", those of " + owner;
    }

    private Findings findings() {
        return design.findingsProperty().get();
    }

    private @Nullable BlockFinding finding() {
        return findings().blocks().get(Findings.address(graph, id));
    }

    private String cost(java.util.function.Function<Cost, String> words) {
        BlockFinding finding = finding();
        Cost cost = finding == null ? null : finding.cost();
        return cost == null ? "not known yet" : words.apply(cost);
    }

    /** Shapes by port; the names of ports only where there are several. */
    private String widths(boolean inputs) {
        BlockFinding finding = finding();
        Map<String, Integer> widths = new TreeMap<>();
        if (finding != null) {
            widths.putAll(inputs ? finding.inputWidths() : finding.outputWidths());
        }
        if (widths.isEmpty()) {
            boolean wired = design.shown().wires().stream()
                    .map(inputs ? Wire::to : Wire::from)
                    .map(PortRef::block)
                    .anyMatch(id::equals);
            return finding != null && !wired && !inputs ? "nothing" : wired ? "not known yet" : "nothing is wired";
        }
        return widths.size() == 1
                ? shape(widths.values().iterator().next())
                : widths.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + shape(entry.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    static String shape(int width) {
        return "[B, L, " + width + "]";
    }
}
