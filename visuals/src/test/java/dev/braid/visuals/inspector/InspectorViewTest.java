package dev.braid.visuals.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.document.Designs;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.robot.Pictures;
import dev.braid.visuals.robot.Robot;
import dev.braid.visuals.theme.Appearance;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changing a design through its forms, as a user does. */
class InspectorViewTest {
    private final Appearance appearance = new Appearance();
    private Robot robot;
    private OpenDesign design;
    private InspectorView inspector;

    private void show(Architecture document) {
        show(document, 340, 700);
    }

    private void show(Architecture document, double width, double height) {
        robot = Robot.show(
                () -> {
                    design = Designs.open(document);
                    inspector = new InspectorView();
                    inspector.designProperty().set(design);
                    return new BorderPane(inspector, null, null, null, new Pane());
                },
                width,
                height);
        robot.run(() -> appearance.dress(robot.stage().getScene()));
    }

    @AfterEach
    void close() {
        robot.close();
    }

    private void select(String... blocks) {
        robot.run(() -> design.select(List.of(blocks)));
    }

    private ParamValue value(String block, String parameter) {
        return robot.on(() -> design.shown()
                .block(block)
                .map(BlockNode::parameters)
                .orElseThrow()
                .get(parameter));
    }

    private TextField field(String parameter) {
        return robot.find("#parameter-" + parameter);
    }

    private Robot retype(String parameter, String text) {
        robot.click(field(parameter));
        robot.keys(KeyCode.SHORTCUT, KeyCode.A).type(text);
        return robot;
    }

    @Test
    void typing_sets_the_value_and_is_one_step_to_undo() {
        show(Designs.small());
        select("attention");
        retype("heads", "16");
        assertThat(value("attention", "heads")).isEqualTo(new ParamValue.Whole(16));
        robot.run(() -> design.undo());
        assertThat(value("attention", "heads")).isEqualTo(new ParamValue.Whole(2));
        assertThat(field("heads").getText()).isEqualTo("2");
    }

    @Test
    void what_cannot_be_taken_stays_in_the_field_with_the_reason_and_the_document_keeps_its_value() {
        show(Designs.small());
        select("attention");
        retype("heads", "lots");
        assertThat(value("attention", "heads")).isEqualTo(new ParamValue.Whole(2));
        Label refusal = robot.find("#refusal-heads");
        assertThat(refusal.getText()).isEqualTo("Expected a whole number from 1 to 256, got lots.");
        robot.click(field("window"));
        assertThat(field("heads").getText()).isEqualTo("lots");
        Pictures.take(robot, appearance, "inspector-refusal");
        retype("heads", "8");
        assertThat(refusal.isVisible()).isFalse();
        assertThat(value("attention", "heads")).isEqualTo(new ParamValue.Whole(8));
    }

    @Test
    void escape_takes_back_what_was_typed() {
        show(Designs.small());
        select("attention");
        retype("heads", "999").keys(KeyCode.ESCAPE);
        assertThat(field("heads").getText()).isEqualTo("2");
        assertThat(value("attention", "heads")).isEqualTo(new ParamValue.Whole(2));
        assertThat(robot.on(() -> design.undoTitle())).isEmpty();
    }

    @Test
    void arrows_step_and_page_keys_leap_to_what_a_sweep_offers() {
        show(Designs.small());
        select("attention");
        robot.click(field("heads")).keys(KeyCode.UP);
        assertThat(value("attention", "heads")).isEqualTo(new ParamValue.Whole(3));
        robot.keys(KeyCode.PAGE_UP).keys(KeyCode.PAGE_UP);
        assertThat(value("attention", "heads")).isEqualTo(new ParamValue.Whole(8));
        robot.keys(KeyCode.DOWN);
        assertThat(value("attention", "heads")).isEqualTo(new ParamValue.Whole(7));
    }

    @Test
    void a_default_is_grey_and_the_arrow_behind_a_value_leads_back_to_it() {
        show(Designs.small());
        select("attention");
        Button reset = robot.find("#reset-heads");
        assertThat(reset.isVisible()).isTrue();
        assertThat(robot.sees("#reset-window")).isFalse();
        robot.click(reset);
        assertThat(value("attention", "heads")).isNull();
        assertThat(field("heads").getText()).isEqualTo("4");
        assertThat(reset.isVisible()).isFalse();
    }

    @Test
    void a_choice_is_made_by_keyboard() {
        show(Designs.small());
        select("attention");
        ComboBox<String> span = robot.find("#parameter-span");
        robot.run(span::requestFocus);
        robot.keys(KeyCode.DOWN);
        assertThat(value("attention", "span")).isEqualTo(new ParamValue.Text("window"));
    }

    @Test
    void several_blocks_are_changed_at_once_and_undone_at_once() {
        show(Designs.small());
        robot.run(() -> design.edit(document ->
                Edits.addBlock(document, "", BlockNode.of("attention-2", "attention", java.util.Map.of()))));
        select("attention", "attention-2");
        assertThat(field("heads").getText()).isEmpty();
        assertThat(field("heads").getPromptText()).isEqualTo("different values");
        retype("heads", "16");
        assertThat(value("attention", "heads")).isEqualTo(new ParamValue.Whole(16));
        assertThat(value("attention-2", "heads")).isEqualTo(new ParamValue.Whole(16));
        Pictures.take(robot, appearance, "inspector-several");
        robot.run(() -> design.undo());
        assertThat(value("attention", "heads")).isEqualTo(new ParamValue.Whole(2));
        assertThat(value("attention-2", "heads")).isNull();
    }

    @Test
    void a_block_is_renamed_and_stays_selected_and_a_taken_name_is_refused_beneath_the_field() {
        show(Designs.small());
        select("attention");
        robot.click("#block-name")
                .keys(KeyCode.SHORTCUT, KeyCode.A)
                .type("mamba")
                .keys(KeyCode.ENTER);
        assertThat(robot.on(() -> design.shown().block("attention"))).isPresent();
        assertThat(robot.<Label>find(".form-refusal").getText()).contains("mamba");
        Pictures.take(robot, appearance, "inspector-name");
        robot.keys(KeyCode.SHORTCUT, KeyCode.A).type("recall").keys(KeyCode.ENTER);
        assertThat(robot.on(() -> List.copyOf(design.selectedBlocks()))).containsExactly("recall");
        assertThat(robot.<TextField>find("#block-name").getText()).isEqualTo("recall");
    }

    @Test
    void problems_stand_with_their_repair() {
        show(Designs.small());
        select("attention");
        retype("heads", "3");
        Button repair = robot.find(".problem-repair");
        Pictures.take(robot, appearance, "inspector-problem");
        robot.click(repair);
        assertThat(robot.on(() -> design.findingsProperty().get().of("", "attention")))
                .isEmpty();
        assertThat(robot.sees(".problem-repair")).isFalse();
    }

    @Test
    void weights_are_shared_and_given_back() {
        show(Designs.small());
        select("norm-2");
        ComboBox<String> weights = robot.find("#weights-of");
        robot.run(() -> weights.setValue("those of norm-1"));
        assertThat(robot.on(() -> design.shown().block("norm-2").orElseThrow().weightsOf()))
                .isEqualTo("norm-1");
        robot.run(() -> design.undo());
        assertThat(robot.<ComboBox<String>>find("#weights-of").getValue()).isEqualTo("its own");
    }

    @Test
    void the_context_menu_offers_what_the_program_adds() {
        show(Designs.small());
        robot.run(() -> inspector.setParameterMenu(
                (block, spec) -> List.of(new MenuItem("Sweep " + spec.title() + " of " + block.id() + " …"))));
        select("attention");
        robot.click(field("window"), MouseButton.SECONDARY);
        assertThat(robot.sees("Sweep Window w of attention …")).isTrue();
        robot.keys(KeyCode.ESCAPE);
    }

    @Test
    void a_sub_graph_shows_repeats_and_promoted_parameters() {
        show(Designs.layered());
        select("layers");
        retype("repeat", "6");
        assertThat(value("layers", "repeat")).isEqualTo(new ParamValue.Whole(6));
        assertThat(field("heads").getText()).isEqualTo("2");
        retype("heads", "8");
        assertThat(value("layers", "heads")).isEqualTo(new ParamValue.Whole(8));
        CheckBox shared = robot.find("#parameter-shared-weights");
        robot.click(shared);
        assertThat(value("layers", "shared-weights")).isEqualTo(new ParamValue.Flag(true));
        Pictures.take(robot, appearance, "inspector-sub-graph");
        MenuButton inner = robot.find("#inner-parameters");
        robot.run(() -> item(inner, "attention", "Window w").fire());
        retype("window", "32");
        assertThat(value("layers", "window")).isEqualTo(new ParamValue.Whole(32));
        MenuButton again = robot.find("#inner-parameters");
        robot.run(() -> item(again, "attention", "Window w").fire());
        assertThat(robot.sees("#parameter-window")).isFalse();
        robot.click("#enter-sub-graph");
        assertThat(robot.on(() -> design.graph())).isEqualTo("layer");
        Pictures.take(robot, appearance, "inspector-inside");
    }

    private static MenuItem item(MenuButton button, String block, String title) {
        return button.getItems().stream()
                .filter(menu -> menu.getText().equals(block))
                .flatMap(menu -> ((javafx.scene.control.Menu) menu).getItems().stream())
                .filter(item -> item.getText().equals(title))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_wire_says_where_it_goes_and_what_it_carries() {
        show(Designs.small());
        robot.run(() -> design.selectedWireProperty()
                .set(design.shown().wires().stream()
                        .filter(wire -> wire.to().equals(new PortRef("mamba", "in")))
                        .findFirst()
                        .orElseThrow()));
        assertThat(facts()).contains("[B, L, 64]");
        Pictures.take(robot, appearance, "inspector-wire");
        robot.click("#remove-wire");
        assertThat(robot.on(() -> design.shown().wires())).hasSize(8);
    }

    @Test
    void with_nothing_selected_the_design_is_named_and_described() {
        show(Designs.small());
        robot.click("#design-name").keys(KeyCode.SHORTCUT, KeyCode.A).type("Tiny hybrid");
        assertThat(robot.on(() -> design.document().name())).isEqualTo("Tiny hybrid");
        Pictures.take(robot, appearance, "inspector-design");
        robot.run(() -> design.undo());
        assertThat(robot.on(() -> design.document().name())).isEqualTo("Attention, then Mamba");
        assertThat(robot.<TextField>find("#design-name").getText()).isEqualTo("Attention, then Mamba");
        assertThat(facts()).contains("8");
    }

    @Test
    void an_unknown_block_says_so_and_shows_what_it_keeps() {
        show(Designs.small());
        robot.run(() -> design.edit(document -> Edits.addBlock(
                document,
                "",
                BlockNode.of("future", "quantum-attention", java.util.Map.of("qubits", new ParamValue.Whole(3))))));
        select("future");
        assertThat(facts()).contains("3");
        Pictures.take(robot, appearance, "inspector-unknown");
    }

    @Test
    void pictures_of_many_blocks() {
        show(Designs.small(), 340, 1400);
        for (String block : List.of("attention", "mamba", "head", "add-1", "norm-1")) {
            select(block);
            Pictures.take(robot, appearance, "inspector-" + block);
        }
        robot.run(() -> appearance.presentingProperty().set(true));
        robot.run(() -> robot.stage().setWidth(560));
        Pictures.take(robot, appearance, "inspector-presenting");
        assertThat(robot.sees(".formula")).isTrue();
    }

    /** All facts that the form states, in one text. */
    private String facts() {
        return robot.on(() -> inspector.lookupAll(".form-fact").stream()
                .map(node -> ((Label) node).getText())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; ")));
    }

    /** One block of every type there is, unwired. */
    private static Architecture everyType() {
        List<BlockNode> blocks = Designs.CATALOG.all().stream()
                .map(type -> BlockNode.of(type.id(), type.id(), Map.of()))
                .toList();
        return Architecture.of("every type", new Graph(blocks, List.of()));
    }

    @Test
    void nothing_is_cut_off_for_any_type_of_block() {
        show(everyType(), 300, 960);
        for (BlockType type : Designs.CATALOG.all()) {
            select(type.id());
            assertThat(robot.on(() -> inspector.lookupAll(".label").stream()
                            .filter(Node::isVisible)
                            .map(Label.class::cast)
                            .filter(label -> label.getHeight() + 0.5 < label.prefHeight(label.getWidth()))
                            .map(Label::getText)
                            .toList()))
                    .as(type.id())
                    .isEmpty();
            Pictures.take(robot, appearance, "type-" + type.id());
        }
    }
}
