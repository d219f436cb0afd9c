package dev.braid.visuals.icon;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.transform.Scale;

/**
 * Makes the drawing of a block type. Its lines and spots have the looked-up colour {@code -braid-icon}, which a pane
 * sets to the colour of its text; each drawing is read from its file once.
 */
public final class BlockIcons {
    /** What stands for a block type that has no drawing. */
    static final String UNKNOWN = "unknown";

    private static final Map<String, Drawing> DRAWINGS = new ConcurrentHashMap<>();

    private BlockIcons() {}

    /** The drawing of that block type, {@code size} pixels wide and high; a neutral one for an unknown type. */
    public static Node icon(String blockType, double size) {
        Region icon = new Icon(drawing(blockType), size);
        icon.getStyleClass().addAll("block-icon", "block-icon-" + blockType.replaceAll("[^A-Za-z0-9-]", "-"));
        return icon;
    }

    /** Reads the drawings of these block types, on any thread, so that icons are made at once later. */
    public static void readAhead(Collection<String> blockTypes) {
        blockTypes.forEach(BlockIcons::drawing);
    }

    /** The program's own icon, {@code size} pixels wide and high, in its own colours. */
    public static Node program(double size) {
        return new Icon(Drawing.read("braid"), size);
    }

    private static Drawing drawing(String blockType) {
        return DRAWINGS.computeIfAbsent(
                blockType, type -> Drawing.exists(type) ? Drawing.read(type) : Drawing.read(UNKNOWN));
    }

    /** Draws in a square, whatever the bounds of what is drawn; a style sheet may give it another size. */
    private static final class Icon extends Region {
        private final Scale scale = new Scale(1, 1);
        private final double box;

        Icon(Drawing drawing, double size) {
            box = drawing.box();
            setMinSize(size, size);
            setPrefSize(size, size);
            setMaxSize(size, size);
            setMouseTransparent(true);
            for (Drawing.Part part : drawing.parts()) {
                SVGPath path = new SVGPath();
                path.setContent(part.path());
                path.setManaged(false);
                path.setStrokeWidth(part.strokeWidth());
                path.setStrokeLineCap(part.buttCap() ? StrokeLineCap.BUTT : StrokeLineCap.ROUND);
                path.setStrokeLineJoin(StrokeLineJoin.ROUND);
                if (part.ownColour() == null) {
                    path.getStyleClass().add(part.filled() ? "block-icon-spots" : "block-icon-lines");
                } else {
                    path.setFill(part.filled() ? part.ownColour() : null);
                    path.setStroke(part.filled() ? null : part.ownColour());
                }
                path.getTransforms().add(scale);
                getChildren().add(path);
            }
            fit(size);
        }

        @Override
        protected void layoutChildren() {
            fit(Math.min(getWidth(), getHeight()));
        }

        private void fit(double size) {
            scale.setX(size / box);
            scale.setY(size / box);
        }
    }
}
