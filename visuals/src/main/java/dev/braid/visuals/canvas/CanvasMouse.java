package dev.braid.visuals.canvas;

import dev.braid.visuals.canvas.gesture.DrawWire;
import dev.braid.visuals.canvas.gesture.Gesture;
import dev.braid.visuals.canvas.gesture.MoveBlocks;
import dev.braid.visuals.canvas.gesture.PanView;
import dev.braid.visuals.canvas.gesture.PlaceBlock;
import dev.braid.visuals.canvas.gesture.Pointer;
import dev.braid.visuals.canvas.gesture.SelectArea;
import dev.braid.visuals.canvas.gesture.Target;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.palette.BlockOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import org.jspecify.annotations.Nullable;

/** Decides which gesture a press of the mouse begins, and hands on what follows. */
final class CanvasMouse {
    /** A press that moves less is a click. */
    private static final double SLOP = 4;

    private final GraphCanvas canvas;
    private final OpenDesign design;
    private final CanvasSurface surface;
    private final Viewport viewport;
    private final Hover hover;
    private final EdgeScroll edgeScroll;
    private @Nullable Gesture gesture;
    private @Nullable Supplier<Gesture> waiting;
    private @Nullable Runnable click;
    private double pressX;
    private double pressY;
    private boolean spaceHeld;
    private Pointer last = Pointer.at(0, 0);

    CanvasMouse(GraphCanvas canvas, OpenDesign design, CanvasSurface surface, Viewport viewport, Hover hover) {
        this.canvas = canvas;
        this.design = design;
        this.surface = surface;
        this.viewport = viewport;
        this.hover = hover;
        this.edgeScroll = new EdgeScroll(canvas, viewport, this::moveAgain);
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, event -> {
            if (gesture == null) {
                hover.moved(event.getSceneX(), event.getSceneY());
            }
        });
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, event -> {
            if (gesture == null) {
                hover.left();
            }
        });
        canvas.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        canvas.addEventHandler(ZoomEvent.ZOOM, event -> {
            Point2D at = canvas.sceneToLocal(event.getSceneX(), event.getSceneY());
            viewport.zoomAt(event.getZoomFactor(), at.getX(), at.getY());
            event.consume();
        });
    }

    private static Pointer pointer(MouseEvent event) {
        return new Pointer(event.getSceneX(), event.getSceneY(), event.isShiftDown(), event.isShortcutDown());
    }

    void setSpaceHeld(boolean held) {
        spaceHeld = held;
        canvas.setCursor(held ? Cursor.OPEN_HAND : Cursor.DEFAULT);
    }

    /** Takes back what is going on, if anything is. */
    boolean cancel() {
        edgeScroll.stop();
        Gesture running = gesture;
        gesture = null;
        waiting = null;
        click = null;
        if (running != null) {
            running.cancelled();
        }
        return running != null;
    }

    private void pressed(MouseEvent event) {
        hover.left();
        cancel();
        canvas.takeFocus();
        pressX = event.getSceneX();
        pressY = event.getSceneY();
        Pointer start = pointer(event);
        if (event.getButton() == MouseButton.MIDDLE || event.getButton() == MouseButton.PRIMARY && spaceHeld) {
            waiting = () -> new PanView(surface, start);
            return;
        }
        Target target = surface.targetAt(pressX, pressY);
        if (event.getButton() == MouseButton.SECONDARY) {
            selectForMenu(target);
        } else if (event.getButton() == MouseButton.PRIMARY) {
            if (event.getClickCount() == 2) {
                doubleClicked(target);
            } else {
                begin(target, start);
            }
        }
    }

    private void begin(Target target, Pointer start) {
        switch (target) {
            case Target.Port port -> {
                waiting = () -> DrawWire.from(surface, port);
                click = () -> design.select(List.of(port.port().block()));
            }
            case Target.Plus(var output) -> click = () -> canvas.quickAdder().openFor(output, true, null);
            case Target.Block(String id) -> beginOnBlock(id, start);
            case Target.Parameter(String id, String _) -> beginOnBlock(id, start);
            case Target.OnWire(var wire) -> {
                click = () -> {
                    design.select(List.of());
                    design.selectedWireProperty().set(wire);
                };
                waiting = () -> new SelectArea(surface, start);
            }
            case Target.Space() -> {
                if (!start.shift() && !start.control()) {
                    click = () -> design.select(List.of());
                }
                waiting = () -> new SelectArea(surface, start);
            }
        }
    }

    private void beginOnBlock(String id, Pointer start) {
        boolean selected = design.selectedBlocks().contains(id);
        if (start.shift() || start.control()) {
            List<String> toggled = new ArrayList<>(design.selectedBlocks());
            if (!toggled.remove(id)) {
                toggled.add(id);
            }
            if (selected) {
                click = () -> design.select(toggled);
            } else {
                design.select(toggled);
            }
        } else if (selected) {
            click = () -> design.select(List.of(id));
        } else {
            design.select(List.of(id));
        }
        waiting = () -> new MoveBlocks(surface, start, id);
    }

    private void selectForMenu(Target target) {
        switch (target) {
            case Target.Block(String id) -> selectForMenu(id);
            case Target.Parameter(String id, String _) -> selectForMenu(id);
            case Target.Port(var port, boolean _) -> selectForMenu(port.block());
            case Target.OnWire(var wire) -> {
                design.select(List.of());
                design.selectedWireProperty().set(wire);
            }
            case Target.Plus _, Target.Space() -> design.select(List.of());
        }
    }

    private void selectForMenu(String id) {
        if (!design.selectedBlocks().contains(id)) {
            design.select(List.of(id));
        }
    }

    private void doubleClicked(Target target) {
        switch (target) {
            case Target.Block(String id) -> canvas.open(id);
            case Target.Parameter(String id, String _) -> canvas.open(id);
            case Target.Space() -> canvas.quickAdder().openAt(surface.placeAt(pressX, pressY));
            default -> {
                // nothing more than a click
            }
        }
    }

    private void dragged(MouseEvent event) {
        Supplier<Gesture> next = waiting;
        if (next != null && Math.hypot(event.getSceneX() - pressX, event.getSceneY() - pressY) > SLOP) {
            waiting = null;
            click = null;
            gesture = next.get();
        }
        if (gesture != null) {
            move(gesture, pointer(event));
            event.consume();
        }
    }

    private void move(Gesture moving, Pointer pointer) {
        last = pointer;
        moving.moved(pointer);
        if (!(moving instanceof PanView)) {
            edgeScroll.drag(pointer.sceneX(), pointer.sceneY());
        }
    }

    /** The paper has moved under the pointer. */
    private void moveAgain() {
        if (gesture == null) {
            edgeScroll.stop();
        } else {
            gesture.moved(last);
        }
    }

    private void released(MouseEvent event) {
        edgeScroll.stop();
        Gesture ending = gesture;
        Runnable clicked = click;
        gesture = null;
        waiting = null;
        click = null;
        if (ending != null) {
            ending.released(pointer(event));
        } else if (clicked != null) {
            clicked.run();
        }
        canvas.settleFocus();
    }

    private void scrolled(ScrollEvent event) {
        if (event.isShortcutDown()) {
            if (event.getDeltaY() != 0) {
                Point2D at = canvas.sceneToLocal(event.getSceneX(), event.getSceneY());
                viewport.zoomAt(Math.pow(1.0025, event.getDeltaY()), at.getX(), at.getY());
            }
        } else if (event.isShiftDown() && event.getDeltaX() == 0) {
            viewport.scroll(event.getDeltaY(), 0);
        } else {
            viewport.scroll(event.getDeltaX(), event.getDeltaY());
        }
        hover.left();
        event.consume();
    }

    /** A block from the palette is over the canvas. */
    void dragOver(BlockOffer offer, double sceneX, double sceneY) {
        PlaceBlock placing = placing(offer);
        move(placing, Pointer.at(sceneX, sceneY));
    }

    /** A block from the palette is let go. */
    void drop(BlockOffer offer, double sceneX, double sceneY) {
        PlaceBlock placing = placing(offer);
        gesture = null;
        edgeScroll.stop();
        placing.released(Pointer.at(sceneX, sceneY));
        canvas.takeFocus();
        canvas.settleFocus();
    }

    private PlaceBlock placing(BlockOffer offer) {
        if (gesture instanceof PlaceBlock placing && placing.offer().equals(offer)) {
            return placing;
        }
        cancel();
        PlaceBlock placing = new PlaceBlock(surface, offer);
        gesture = placing;
        return placing;
    }
}
