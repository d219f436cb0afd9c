package dev.braid.visuals.inspector;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.Wire;
import dev.braid.visuals.document.OpenDesign;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * The form of what is selected: one block, several, a wire, or the design itself. It is built anew when something else is
 * to be shown and refreshed in place when only values have changed, so that typing is never interrupted; many changes
 * between two frames cost one update.
 */
public final class InspectorView extends StackPane {
    private final ObjectProperty<@Nullable OpenDesign> design = new SimpleObjectProperty<>();
    private final ScrollPane scroll = new ScrollPane();
    private final InvalidationListener changed = observable -> markDirty();
    private final Runnable beforeFrame = this::update;

    private ParameterMenu menu = (block, parameter) -> List.of();
    private @Nullable Object shown;
    private @Nullable Form form;
    private @Nullable Scene waitingIn;

    /** An empty inspector; it fills when there is a design. */
    public InspectorView() {
        getStyleClass().addAll("inspector", "braid-pane");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        getChildren().add(scroll);
        design.addListener((property, before, now) -> {
            if (before != null) {
                listen(before, false);
            }
            if (now != null) {
                listen(now, true);
            }
            shown = null;
            markDirty();
        });
        sceneProperty().addListener((property, before, now) -> {
            if (before != null) {
                before.removePreLayoutPulseListener(beforeFrame);
            }
            waitingIn = null;
            markDirty();
        });
    }

    /** The design whose selection is shown; null if none is open. */
    public ObjectProperty<@Nullable OpenDesign> designProperty() {
        return design;
    }

    /** What else the context menu of a parameter offers. */
    public void setParameterMenu(ParameterMenu menu) {
        this.menu = menu;
        shown = null;
        markDirty();
    }

    /** Puts the focus on the first parameter; on the name where there is none. */
    public void focusFirst() {
        update();
        lookupAll(".form-grid *").stream()
                .filter(node -> node.getId() != null && node.getId().startsWith("parameter-"))
                .findFirst()
                .or(() -> Optional.ofNullable(lookup(".text-field")))
                .ifPresent(Node::requestFocus);
    }

    /** Called when Escape is pressed in a field that has nothing to take back. */
    public void setOnLeave(Runnable leave) {
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                leave.run();
                event.consume();
            }
        });
    }

    private void listen(OpenDesign open, boolean on) {
        if (on) {
            open.documentProperty().addListener(changed);
            open.findingsProperty().addListener(changed);
            open.selectedBlocks().addListener(changed);
            open.selectedWireProperty().addListener(changed);
            open.path().addListener(changed);
        } else {
            open.documentProperty().removeListener(changed);
            open.findingsProperty().removeListener(changed);
            open.selectedBlocks().removeListener(changed);
            open.selectedWireProperty().removeListener(changed);
            open.path().removeListener(changed);
        }
    }

    private void markDirty() {
        Scene scene = getScene();
        if (scene != null && waitingIn == null) {
            waitingIn = scene;
            scene.addPreLayoutPulseListener(beforeFrame);
            requestLayout();
        }
    }

    private void update() {
        Scene scene = waitingIn;
        if (scene != null) {
            scene.removePreLayoutPulseListener(beforeFrame);
            waitingIn = null;
        }
        OpenDesign open = design.get();
        Object wanted = open == null ? "nothing" : subject(open);
        if (wanted.equals(shown) && form != null) {
            form.refresh();
            return;
        }
        shown = wanted;
        if (open == null) {
            form = null;
            Label empty = new Label("No design is open.");
            StackPane pane = new StackPane(empty);
            pane.getStyleClass().add("braid-empty");
            scroll.setContent(pane);
        } else {
            Form made = make(open);
            form = made;
            scroll.setContent(made);
        }
        scroll.setVvalue(0);
    }

    private Form make(OpenDesign open) {
        Wire wire = open.selectedWireProperty().get();
        List<BlockNode> blocks = selected(open);
        return blocks.size() > 1
                ? new BlocksForm(open, blocks, menu)
                : blocks.size() == 1
                        ? new BlockForm(open, blocks.getFirst(), menu)
                        : wire != null ? new WireForm(open, wire) : new DesignForm(open);
    }

    /** Selected blocks in document order. */
    private static List<BlockNode> selected(OpenDesign open) {
        Set<String> ids = open.selectedBlocks();
        return open.shown().blocks().stream()
                .filter(block -> ids.contains(block.id()))
                .toList();
    }

    /** What a form is built for; as long as this stays equal, only values have changed. */
    private static Object subject(OpenDesign open) {
        List<BlockNode> blocks = selected(open);
        List<List<ParamSpec>> forms = blocks.stream()
                .map(block ->
                        Described.of(open.catalog(), open.document(), block).parameters())
                .toList();
        List<String> others = blocks.size() == 1
                ? open.shown().blocks().stream()
                        .filter(block -> block.type().equals(blocks.getFirst().type()))
                        .map(block -> block.id() + (block.weightsOf() == null ? "" : " shares"))
                        .toList()
                : List.of();
        return new Subject(
                open.graph(),
                blocks.stream().map(block -> block.id() + " " + block.type()).toList(),
                forms,
                others,
                blocks.stream().anyMatch(block -> block.type().equals("sub-graph"))
                        ? List.copyOf(open.document().subGraphs().values())
                        : List.of(),
                Objects.toString(open.selectedWireProperty().get(), ""),
                blocks.isEmpty() && !open.findingsProperty().get().sound());
    }

    private record Subject(
            String graph,
            List<String> blocks,
            List<List<ParamSpec>> forms,
            List<String> sameType,
            List<SubGraph> subGraphs,
            String wire,
            boolean unsound) {}
}
