package dev.braid.visuals.canvas;

import dev.braid.engine.block.Problem;
import dev.braid.engine.graph.Wire;
import dev.braid.visuals.canvas.gesture.Target;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.palette.BlockOffer;
import dev.braid.visuals.palette.BlockTarget;
import dev.braid.visuals.theme.Appearance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.SetChangeListener;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/**
 * The canvas on which a design is wired. It shows the graph that {@link OpenDesign} shows, and every command below works
 * on its selection. The canvas is one stop of the Tab order: inside, control and an arrow key walk along the wires, and
 * Tab opens the list of blocks to add.
 */
public final class GraphCanvas extends Region implements BlockTarget {
    private static final Rectangle2D NOTHING = new Rectangle2D(0, 0, 400, 300);

    /** Where there is less height, there is no room for the zoom bar. */
    private static final double LOW = 150;

    private final OpenDesign design;
    private final GraphLayer graph;
    private final Overlay overlay = new Overlay();
    private final Viewport viewport;
    private final Grid grid = new Grid();
    private final Minimap minimap;
    private final ZoomBar zoomBar;
    private final Breadcrumb breadcrumb;
    private final Hint hint = new Hint();
    private final Label nothing = new Label("Drag a block here, or press Tab to add one.");
    private final RepairBar repairBar;
    private final SearchList list;
    private final RenameField renameField;
    private final Glide glide;
    private final EditCommands commands;
    private final QuickAdd quickAdd;
    private final WireByKeys wireByKeys;
    private final Walk walk;
    private final AutomaticLayout automaticLayout;
    private final CanvasSurface surface;
    private final CanvasMouse mouse;
    private final CanvasMenu menu;
    private final Hover hover;
    private Runnable editParameters = () -> {};

    /**
     * A canvas for one open design.
     *
     * @param appearance how everything looks; when presenting, more than actual size is usual
     * @param background does what takes long: automatic layout, and verdicts on wires
     */
    public GraphCanvas(OpenDesign design, Appearance appearance, Executor background) {
        this.design = design;
        getStyleClass().add("graph-canvas");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.PARENT);
        graph = new GraphLayer(design);
        Group content = new Group(graph, overlay);
        content.setManaged(false);
        content.setAutoSizeChildren(false);
        viewport = new Viewport(content, this::viewChanged);
        minimap = new Minimap(graph, viewport, place -> viewport.centre(place.getX(), place.getY()));
        zoomBar = new ZoomBar(this::zoomOut, this::zoomReset, this::zoomIn, this::fit);
        breadcrumb = new Breadcrumb(design);
        repairBar = new RepairBar(design);
        list = new SearchList(this::regainFocus);
        glide = new Glide(graph);
        commands = new EditCommands(design, graph);
        renameField = new RenameField(commands::rename, this::regainFocus);
        surface = new CanvasSurface(this, design, graph, overlay, viewport, hint, background);
        quickAdd = new QuickAdd(design, surface, list, viewport);
        wireByKeys = new WireByKeys(design, surface, list, viewport);
        walk = new Walk(design, graph);
        automaticLayout = new AutomaticLayout(design, graph, glide, background);
        hover = new Hover(design, surface, graph);
        mouse = new CanvasMouse(this, design, surface, viewport, hover);
        menu = new CanvasMenu(this, design);
        var unusedKeys = new CanvasKeys(this, design, viewport, mouse);
        nothing.getStyleClass().add("canvas-nothing");
        nothing.setManaged(false);
        nothing.setMouseTransparent(true);
        getChildren().addAll(grid, content, nothing, minimap, zoomBar, breadcrumb, repairBar, list, renameField, hint);
        for (Node panel : List.of(zoomBar, breadcrumb, repairBar)) {
            panel.addEventHandler(MouseEvent.ANY, MouseEvent::consume);
        }
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::openMenu);
        listen();
        present(appearance.scale());
        appearance.presentingProperty().subscribe(() -> present(appearance.scale()));
        sync();
    }

    private void listen() {
        design.documentProperty().addListener(observable -> {
            glide.end();
            repairBar.offer(null);
            sync();
        });
        design.findingsProperty().addListener(observable -> {
            sync();
            dropSolvedOffer();
            surface.offerAwaited();
        });
        design.path().addListener((ListChangeListener<String>) change -> {
            mouse.cancel();
            sync();
            fit();
        });
        design.selectedBlocks().addListener((SetChangeListener<String>) change -> selectionChanged());
        design.selectedWireProperty().addListener(observable -> selectionChanged());
        focusedProperty().addListener(observable -> settleFocus());
    }

    /** Before an audience, actual size is larger. */
    private void present(double scale) {
        viewport.setActualSize(scale);
        fit();
    }

    private void sync() {
        hover.left();
        graph.sync();
        minimap.sync();
        breadcrumb.sync();
        labelWire();
        int blocks = graph.blocks().size();
        nothing.setVisible(blocks == 0);
        setAccessibleText("Graph with " + blocks + (blocks == 1 ? " block" : " blocks")
                + (design.graph().isEmpty() ? "" : ", inside " + design.graph()));
        requestLayout();
    }

    private void selectionChanged() {
        graph.syncSelection();
        labelWire();
        settleFocus();
    }

    /** The selected wire says what it carries. */
    private void labelWire() {
        Wire wire = design.selectedWireProperty().get();
        Optional<WireView> view = graph.wire(wire);
        overlay.wireLabel(
                wire == null || view.isEmpty() ? null : hover.shape(wire.from()),
                view.map(shown -> shown.at(0.5)).orElse(Point2D.ZERO));
    }

    private void viewChanged() {
        grid.follow(viewport, getWidth(), getHeight());
        minimap.follow();
        zoomBar.show(viewport.zoom());
        graph.setZoom(viewport.zoom(), viewport.actualSize());
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        if (viewport.resize(width, height) && viewport.showsAll()) {
            fit();
        }
        double wideness = Math.ceil(nothing.prefWidth(-1));
        place(nothing, Math.rint((width - wideness) / 2), Math.rint(height / 2));
        boolean roomy = width > 520 && height > 320;
        minimap.setVisible(roomy);
        minimap.resizeRelocate(width - Minimap.WIDTH - 12, height - Minimap.HEIGHT - 12, Minimap.WIDTH, Minimap.HEIGHT);
        zoomBar.setVisible(height > LOW); // keys and the wheel zoom where it would lie on blocks
        place(zoomBar, 12, height - Math.ceil(zoomBar.prefHeight(-1)) - 12);
        place(breadcrumb, 12, 12);
        if (repairBar.isVisible()) {
            double wide = Math.min(720, width - 24);
            double high = Math.ceil(repairBar.prefHeight(wide));
            repairBar.resizeRelocate(Math.rint((width - wide) / 2), 12, wide, high);
        }
    }

    private static void place(Region panel, double x, double y) {
        panel.resizeRelocate(x, y, Math.ceil(panel.prefWidth(-1)), Math.ceil(panel.prefHeight(-1)));
    }

    /** Any size will do. */
    @Override
    protected double computePrefWidth(double height) {
        return 800;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 600;
    }

    // ---------------------------------------------------------------- focus

    /** The canvas was pressed. */
    void takeFocus() {
        menu.hide();
        list.close();
        if (!holdsFocus()) {
            requestFocus();
        }
    }

    private boolean holdsFocus() {
        for (Node node = getScene() == null ? null : getScene().getFocusOwner();
                node != null;
                node = node.getParent()) {
            if (node == this) {
                return true;
            }
        }
        return false;
    }

    private void regainFocus() {
        requestFocus();
        settleFocus();
    }

    /** While the canvas has the focus, the one selected block or wire has it, so that screen readers speak about that. */
    void settleFocus() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        boolean onGraph = owner instanceof BlockView || owner instanceof WireView;
        if (getScene() == null || !(owner == this || onGraph || owner == null && isFocusWithin())) {
            return;
        }
        Optional<? extends Node> only = design.selectedBlocks().size() == 1
                ? graph.block(design.selectedBlocks().iterator().next())
                : graph.wire(design.selectedWireProperty().get());
        Node wanted = only.isPresent() ? only.get() : this;
        if (wanted != owner) {
            wanted.requestFocus();
        }
    }

    // ---------------------------------------------------------------- for the parts of the canvas

    QuickAdd quickAdder() {
        return quickAdd;
    }

    /** Blocks are shown elsewhere while they are dragged. */
    void blocksMoved() {
        minimap.sync();
        labelWire();
    }

    /** Shows what is wrong after a wire was made, with its repair. */
    void offer(@Nullable Problem problem) {
        repairBar.offer(problem);
        requestLayout();
    }

    private void dropSolvedOffer() {
        Problem offered = repairBar.offered();
        if (offered != null && !design.findingsProperty().get().problems().contains(offered)) {
            offer(null);
        }
    }

    /** Enters the sub-graph that a block places. */
    void open(String block) {
        design.placedBy(block).ifPresent(design::enter);
    }

    boolean escape() {
        if (mouse.cancel()) {
            return true;
        }
        hint.hide();
        if (repairBar.isVisible()) {
            offer(null);
            return true;
        }
        if (!design.selectedBlocks().isEmpty() || design.selectedWireProperty().get() != null) {
            design.select(List.of());
            return true;
        }
        return false;
    }

    private void openMenu(ContextMenuEvent event) {
        if (event.isKeyboardTrigger()) {
            openKeyboardMenu(event.getScreenX(), event.getScreenY());
        } else {
            Target target = surface.targetAt(event.getSceneX(), event.getSceneY());
            menu.show(target, event.getScreenX(), event.getScreenY());
        }
        event.consume();
    }

    /** The menu beside what is selected; where nothing is, at that point of the screen. */
    private void openKeyboardMenu(double screenX, double screenY) {
        Target target = keyboardTarget();
        Point2D otherwise = new Point2D(screenX, screenY);
        Point2D at = switch (target) {
            case Target.Block(String id) ->
                graph.block(id).map(view -> view.localToScreen(20, 30)).orElse(otherwise);
            case Target.OnWire(Wire wire) ->
                graph.wire(wire).map(view -> view.localToScreen(view.at(0.5))).orElse(otherwise);
            default -> otherwise;
        };
        menu.show(target, at.getX(), at.getY());
    }

    private Target keyboardTarget() {
        Wire wire = design.selectedWireProperty().get();
        if (wire != null) {
            return new Target.OnWire(wire);
        }
        return design.selectedBlocks().stream()
                .findFirst()
                .<Target>map(Target.Block::new)
                .orElse(new Target.Space());
    }

    // ---------------------------------------------------------------- the palette

    @Override
    public boolean dragOver(BlockOffer offer, double sceneX, double sceneY) {
        boolean inside = contains(sceneToLocal(sceneX, sceneY));
        if (inside) {
            mouse.dragOver(offer, sceneX, sceneY);
        } else {
            mouse.cancel();
        }
        return inside;
    }

    @Override
    public boolean drop(BlockOffer offer, double sceneX, double sceneY) {
        boolean inside = contains(sceneToLocal(sceneX, sceneY));
        if (inside) {
            mouse.drop(offer, sceneX, sceneY);
        } else {
            mouse.cancel();
        }
        return inside;
    }

    @Override
    public void cancelDrag() {
        mouse.cancel();
    }

    @Override
    public void addAtCentre(BlockOffer offer) {
        quickAdd.addNear(offer, Boxes.middle(viewport.seen()));
        revealSelection();
    }

    // ---------------------------------------------------------------- commands

    /** Adds items to the menu of the right mouse button; called with what was clicked, each time it opens. */
    public void setContextMenuItems(Function<Target, List<MenuItem>> items) {
        menu.setMore(items);
    }

    /** How large things are drawn; 1 is actual size. */
    public ReadOnlyDoubleProperty zoomProperty() {
        return viewport.zoomProperty();
    }

    /** Shows the whole graph, and keeps it in view until someone zooms or pans. */
    public void fit() {
        viewport.fitAll(graph.area(List.of()).orElse(NOTHING));
    }

    /** Shows the selected blocks. */
    public void fitSelection() {
        viewport.fit(graph.area(design.selectedBlocks()).orElse(NOTHING));
    }

    /** Moves the view as little as is needed to show the selected blocks. */
    public void revealSelection() {
        if (!design.selectedBlocks().isEmpty()) {
            graph.area(design.selectedBlocks()).ifPresent(viewport::reveal);
        }
    }

    /** Larger. */
    public void zoomIn() {
        viewport.zoomIn();
    }

    /** Smaller. */
    public void zoomOut() {
        viewport.zoomOut();
    }

    /** Actual size. */
    public void zoomReset() {
        viewport.zoomReset();
    }

    /** Lays the graph out from left to right, as one step. */
    public void autoLayout() {
        automaticLayout.run(this::fit);
    }

    /** Aligns or distributes the selected blocks. */
    public void align(Arrangement arrangement) {
        commands.arrange(arrangement);
    }

    /** Copies the selected blocks beside themselves. */
    public void duplicate() {
        commands.duplicate();
    }

    /** Moves the selected blocks to the clipboard. */
    public void cut() {
        commands.cut();
    }

    /** Copies the selected blocks, as the text of a design file, to the clipboard. */
    public void copy() {
        if (!commands.copy()) {
            design.noticeProperty().set(Notice.warning("Select what to copy first."));
        }
    }

    /** Adds what the clipboard holds. */
    public void paste() {
        commands.paste(viewport.seen());
    }

    /** Removes the selected blocks, or the selected wire. */
    public void delete() {
        commands.delete();
    }

    /** Selects every block of the graph that is shown. */
    public void selectAll() {
        commands.selectAll();
    }

    /** Opens the list of blocks that could be added at the selection. */
    public void quickAdd() {
        quickAdd.open();
    }

    /**
     * Opens the list of ports to which the selected block could be wired.
     *
     * @param backwards into its inputs instead of from its outputs
     */
    public void wire(boolean backwards) {
        wireByKeys.open(backwards);
    }

    /** Makes the selected blocks a sub-graph of that name. */
    public void group(String name) {
        commands.group(name);
    }

    /** Makes the selected blocks a sub-graph with a name that is not taken; F2 on the block changes its id. */
    public void group() {
        commands.group(commands.freeGroupName());
    }

    /** Replaces the selected sub-graph block by what is inside. */
    public void unpack() {
        commands.unpack();
    }

    /** Shows the inside of the selected sub-graph block. */
    public void enterSelected() {
        if (design.selectedBlocks().size() == 1) {
            open(design.selectedBlocks().iterator().next());
        }
    }

    /** Where the parameters of the selection can be edited; called when Enter is pressed on a block without an inside. */
    public void setOnEditParameters(Runnable edit) {
        editParameters = edit;
    }

    /** Enters the selected sub-graph block, or goes to the parameters of any other block. */
    void enterOrEdit() {
        int depth = design.path().size();
        enterSelected();
        if (design.path().size() == depth && !design.selectedBlocks().isEmpty()) {
            editParameters.run();
        }
    }

    /** Opens the menu of what is selected. */
    public void openMenu() {
        Bounds bounds = localToScreen(getBoundsInLocal());
        openKeyboardMenu(bounds.getMinX() + 20, bounds.getMinY() + 20);
    }

    /** Goes back to the graph around. */
    public void leave() {
        if (!design.path().isEmpty()) {
            design.leaveTo(design.path().size() - 1);
        }
    }

    /** Lets the selected block's id be typed in its place. */
    public void rename() {
        if (design.selectedBlocks().size() == 1) {
            graph.block(design.selectedBlocks().iterator().next()).ifPresent(view -> {
                viewport.reveal(view.box());
                renameField.open(view, viewport);
            });
        }
    }

    /** Moves the selected blocks. */
    public void nudge(double x, double y) {
        commands.nudge(x, y);
        revealSelection();
    }

    /** Selects the next block in the direction of an arrow key: along the wires, or else the nearest. */
    public void walk(KeyCode direction) {
        if (walk.go(direction)) {
            revealSelection();
        }
    }

    /** Selects a wire at the selected block; from a wire, goes to the next one beside it. */
    public void walkWires(KeyCode direction) {
        walk.wires(direction);
    }
}
