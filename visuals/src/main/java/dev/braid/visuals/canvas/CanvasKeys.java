package dev.braid.visuals.canvas;

import dev.braid.visuals.canvas.gesture.Snapper;
import dev.braid.visuals.document.OpenDesign;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** What keys do while the canvas or one of its blocks has the focus. */
final class CanvasKeys {
    private static final double PAN = 60;

    private final GraphCanvas canvas;
    private final OpenDesign design;
    private final Viewport viewport;
    private final CanvasMouse mouse;

    CanvasKeys(GraphCanvas canvas, OpenDesign design, Viewport viewport, CanvasMouse mouse) {
        this.canvas = canvas;
        this.design = design;
        this.viewport = viewport;
        this.mouse = mouse;
        canvas.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (!(event.getTarget() instanceof TextInputControl) && pressed(event)) {
                event.consume();
            }
        });
        // on the letter itself, so that it does not end up in the field that this opens
        canvas.addEventHandler(KeyEvent.KEY_TYPED, event -> {
            boolean wire = event.getCharacter().equalsIgnoreCase("w") && !event.isShortcutDown() && !event.isAltDown();
            if (wire && !(event.getTarget() instanceof TextInputControl)) {
                canvas.wire(event.isShiftDown());
                event.consume();
            }
        });
        canvas.addEventHandler(KeyEvent.KEY_RELEASED, event -> {
            if (event.getCode() == KeyCode.SPACE) {
                mouse.setSpaceHeld(false);
            }
        });
    }

    /** Does what a key asks for; says whether it asks for anything. */
    private boolean pressed(KeyEvent event) {
        return event.isShortcutDown() ? withControl(event) : event.isAltDown() ? withAlt(event) : plain(event);
    }

    private boolean plain(KeyEvent event) {
        boolean shift = event.isShiftDown();
        switch (event.getCode()) {
            case LEFT -> arrow(-1, 0, shift);
            case RIGHT -> arrow(1, 0, shift);
            case UP -> arrow(0, -1, shift);
            case DOWN -> arrow(0, 1, shift);
            case TAB -> {
                if (shift) {
                    return false;
                }
                canvas.quickAdd();
            }
            case ENTER -> {
                if (shift) {
                    canvas.leave();
                } else {
                    canvas.enterOrEdit();
                }
            }
            case DELETE, BACK_SPACE -> canvas.delete();
            case F2 -> canvas.rename();
            case PLUS, EQUALS, ADD -> canvas.zoomIn();
            case MINUS, SUBTRACT -> canvas.zoomOut();
            case DIGIT0, NUMPAD0 -> canvas.zoomReset();
            case F -> canvas.fit();
            case L -> canvas.autoLayout();
            case F10 -> {
                if (!shift) {
                    return false;
                }
                canvas.openMenu();
            }
            case SPACE -> mouse.setSpaceHeld(true);
            case ESCAPE -> {
                return canvas.escape();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean withControl(KeyEvent event) {
        boolean shift = event.isShiftDown();
        switch (event.getCode()) {
            case LEFT, RIGHT, UP, DOWN -> {
                if (shift) {
                    canvas.walkWires(event.getCode());
                } else {
                    canvas.walk(event.getCode());
                }
            }
            case A -> canvas.selectAll();
            case C -> canvas.copy();
            case X -> canvas.cut();
            case V -> canvas.paste();
            case D -> canvas.duplicate();
            case G -> {
                if (shift) {
                    canvas.unpack();
                } else {
                    canvas.group();
                }
            }
            case Z -> {
                if (shift) {
                    design.redo();
                } else {
                    design.undo();
                }
            }
            case Y -> design.redo();
            case PLUS, EQUALS, ADD -> canvas.zoomIn();
            case MINUS, SUBTRACT -> canvas.zoomOut();
            case DIGIT0, NUMPAD0 -> canvas.zoomReset();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean withAlt(KeyEvent event) {
        if (event.getCode() == KeyCode.UP) {
            canvas.leave();
            return true;
        }
        return false;
    }

    private void arrow(int x, int y, boolean fine) {
        if (design.selectedBlocks().isEmpty()) {
            viewport.scroll(-x * PAN, -y * PAN);
        } else {
            double step = fine ? 1 : Snapper.GRID;
            canvas.nudge(x * step, y * step);
        }
    }
}
