package com.sun.glass.ui.headless;

import com.sun.glass.events.KeyEvent;
import com.sun.glass.events.MouseEvent;
import com.sun.glass.ui.Clipboard;
import com.sun.glass.ui.ClipboardAssistance;
import com.sun.glass.ui.Screen;
import com.sun.glass.ui.View;
import java.nio.ByteBuffer;
import java.util.HashMap;

/**
 * The headless platform on a larger screen, with a robot that behaves as a person's hands do: a drag carries its button, the wheel knows
 * where the pointer is, clicks know which modifier keys are held, and drag-and-drop works within the process.
 */
public final class RoboticApplication extends HeadlessApplication {
    private static final int WIDTH = Integer.getInteger("braid.robot.screen.width", 2600);
    private static final int HEIGHT = Integer.getInteger("braid.robot.screen.height", 1500);
    private static final int DOTS_PER_INCH = 100;
    private static final int BUTTONS =
            KeyEvent.MODIFIER_BUTTON_PRIMARY | KeyEvent.MODIFIER_BUTTON_SECONDARY | KeyEvent.MODIFIER_BUTTON_MIDDLE;

    private static int heldButtons; // glass modifier bits
    private static int heldKeys; // glass modifier bits
    private static boolean dragging;
    private static boolean dragEntered;
    private static int dragActions;

    private Screen[] screens;

    @Override
    protected Screen[] staticScreen_getScreens() {
        if (screens == null) {
            frameBuffer = ByteBuffer.allocate(WIDTH * HEIGHT * Integer.BYTES);
            screens = new Screen[] {
                new Screen(
                        0,
                        32,
                        0,
                        0,
                        WIDTH,
                        HEIGHT,
                        0,
                        0,
                        WIDTH,
                        HEIGHT,
                        0,
                        0,
                        WIDTH,
                        HEIGHT,
                        DOTS_PER_INCH,
                        DOTS_PER_INCH,
                        1f,
                        1f,
                        1f,
                        1f)
            };
        }
        return screens;
    }

    @Override
    public View createView() {
        return new RoboticView();
    }

    private static int buttonBit(int button) {
        return switch (button) {
            case MouseEvent.BUTTON_LEFT -> KeyEvent.MODIFIER_BUTTON_PRIMARY;
            case MouseEvent.BUTTON_RIGHT -> KeyEvent.MODIFIER_BUTTON_SECONDARY;
            case MouseEvent.BUTTON_OTHER -> KeyEvent.MODIFIER_BUTTON_MIDDLE;
            default -> 0;
        };
    }

    private static int keyBit(int code) {
        return switch (code) {
            case KeyEvent.VK_SHIFT -> KeyEvent.MODIFIER_SHIFT;
            case KeyEvent.VK_CONTROL -> KeyEvent.MODIFIER_CONTROL;
            case KeyEvent.VK_ALT -> KeyEvent.MODIFIER_ALT;
            default -> 0;
        };
    }

    private static final class RoboticView extends HeadlessView {
        @Override
        protected void notifyMouse(
                int type, int button, int x, int y, int xAbs, int yAbs, int mods, boolean popup, boolean synthesized) {
            if (type == MouseEvent.DOWN) {
                heldButtons |= buttonBit(button);
            }
            if (type == MouseEvent.UP) {
                heldButtons &= ~buttonBit(button);
            }
            if (dragging) {
                drag(type, x, y, xAbs, yAbs);
            } else {
                // The robot of JavaFX 26 says in a release, too, that the button is down: nodes would look pressed for
                // ever.
                int held = mods & ~BUTTONS | heldButtons | heldKeys;
                super.notifyMouse(type, button, x, y, xAbs, yAbs, held, popup, synthesized);
            }
        }

        private void drag(int type, int x, int y, int xAbs, int yAbs) {
            if (type != MouseEvent.DRAG && type != MouseEvent.MOVE && type != MouseEvent.UP) {
                return;
            }
            int accepted = dragEntered
                    ? notifyDragOver(x, y, xAbs, yAbs, dragActions)
                    : notifyDragEnter(x, y, xAbs, yAbs, dragActions);
            dragEntered = true;
            if (type == MouseEvent.UP) {
                dragging = false;
                dragEntered = false;
                int done = accepted == Clipboard.ACTION_NONE
                        ? Clipboard.ACTION_NONE
                        : notifyDragDrop(x, y, xAbs, yAbs, accepted);
                if (accepted == Clipboard.ACTION_NONE) {
                    notifyDragLeave();
                }
                notifyDragEnd(done);
            }
        }

        @Override
        protected void notifyScroll(
                int x,
                int y,
                int xAbs,
                int yAbs,
                double deltaX,
                double deltaY,
                int mods,
                int lines,
                int chars,
                int defaultLines,
                int defaultChars,
                double xMultiplier,
                double yMultiplier) {
            // The robot of JavaFX 26 passes (screen x, screen y, window x, window y) here.
            super.notifyScroll(
                    x - xAbs,
                    y - yAbs,
                    x,
                    y,
                    deltaX,
                    deltaY,
                    mods | heldKeys,
                    lines,
                    chars,
                    defaultLines,
                    defaultChars,
                    xMultiplier,
                    yMultiplier);
        }

        @Override
        protected void notifyKey(int type, int code, char[] chars, int mods) {
            if (type == KeyEvent.PRESS) {
                heldKeys |= keyBit(code);
            }
            if (type == KeyEvent.RELEASE) {
                heldKeys &= ~keyBit(code);
            }
            super.notifyKey(type, code, chars, mods);
        }
    }

    /** Keeps the dragged data in this process; the gesture itself is run by the view. */
    public static final class DragClipboard extends Clipboard {
        /** The clipboard of drag-and-drop. */
        public DragClipboard() {
            super(Clipboard.DND);
        }

        @Override
        public void flush(ClipboardAssistance source, HashMap<String, Object> data, int supported) {
            super.flush(source, data, supported);
            dragging = true;
            dragEntered = false;
            dragActions = supported;
        }
    }
}
