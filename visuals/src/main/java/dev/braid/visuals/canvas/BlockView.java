package dev.braid.visuals.canvas;

import dev.braid.engine.block.PortSpec;
import dev.braid.engine.graph.PortRef;
import dev.braid.visuals.icon.BlockIcons;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Line;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import org.jspecify.annotations.Nullable;

/**
 * A block. Everything on it is placed by hand at distances known beforehand, so that ports and wires need no layout
 * pass; and its states are set on the leaves that show them, so that selecting two hundred blocks styles few nodes.
 */
final class BlockView extends Region {
    /** Every block is as wide. */
    static final double WIDTH = 186;

    private static final double HEADER = 28;
    private static final double FIRST_ROW = 42;
    private static final double ROW = 18;
    private static final double PADDING = 12;
    private static final double FOOTER = 23;

    /** Below this zoom what is written on blocks could not be read. */
    private static final double FAR = 0.62;

    /** Below this zoom the name has no room inside and stands beneath the block. */
    private static final double NAME_BENEATH = 0.4;

    /** Below this zoom names would run into each other, and ports be too small to be hit. */
    private static final double ICON_ONLY = 0.19;

    /** The size of the far name's font. */
    private static final double FAR_FONT = 24;

    /** How much wider than its block a name beneath it may be: most of the gap to the next column. */
    private static final double OVERHANG = 26;

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warning");
    private static final PseudoClass SET = PseudoClass.getPseudoClass("set");
    private static final PseudoClass FAR_AWAY = PseudoClass.getPseudoClass("far");
    private static final PseudoClass BENEATH = PseudoClass.getPseudoClass("beneath");
    private static final PseudoClass SHOWN_FOCUS = PseudoClass.getPseudoClass("focus-shown");

    private final String id;
    private final Region behind = leaf("block-behind");
    private final Region frame = leaf("block-frame");
    private final Region tint = leaf("block-tint");
    private final StackPane chip = new StackPane();
    private final FittedText title = new FittedText("block-title");
    private final FittedText name = new FittedText("block-id");
    private final FittedText shape = new FittedText("block-shape");
    private final FittedText cost = new FittedText("block-cost");
    private final FittedText times = new FittedText("block-times");
    private final FittedText badge = new FittedText("block-badge");
    private final FittedText farName = new FittedText("block-far-name");
    private final Region farGround = leaf("block-far-ground");
    private final Line divider = new Line();
    private final List<FittedText> keys = new ArrayList<>();
    private final List<FittedText> values = new ArrayList<>();
    private final Map<String, PortView> inputs = new LinkedHashMap<>();
    private final Map<String, PortView> outputs = new LinkedHashMap<>();
    private final Map<PortView, FittedText> portNames = new LinkedHashMap<>();
    private final StackPane plus = new StackPane(new PlusGlyph());

    private @Nullable BlockDescription description;
    private boolean far;
    private double zoom = 1;
    private double actualSize = 1;
    private double height;

    BlockView(String id) {
        this.id = id;
        getStyleClass().add("block");
        setManaged(false);
        setAccessibleRole(AccessibleRole.BUTTON);
        chip.getStyleClass().add("block-chip");
        chip.setManaged(false);
        divider.getStyleClass().add("block-divider");
        divider.setManaged(false);
        plus.getStyleClass().add("block-plus");
        plus.setManaged(false);
        plus.setMouseTransparent(true);
        plus.setVisible(false);
        focusVisibleProperty().subscribe(shown -> frame.pseudoClassStateChanged(SHOWN_FOCUS, shown));
        farName.setVisible(false);
        farGround.setVisible(false);
        getChildren().addAll(behind, tint, frame, divider, chip, title, name, shape, cost, times, badge);
        getChildren().addAll(farGround, farName, plus);
    }

    private static Region leaf(String styleClass) {
        Region region = new Region();
        region.getStyleClass().add(styleClass);
        region.setManaged(false);
        region.setMouseTransparent(true);
        return region;
    }

    /** How high a block of that description is. */
    static double height(BlockDescription description) {
        return FIRST_ROW + (namedPortRows(description) + description.lines().size()) * ROW + 14 + FOOTER;
    }

    /** Where a side has several ports, each has a row of its own above the rest, with its name; a single one needs none. */
    private static int namedPortRows(BlockDescription description) {
        int most = Math.max(
                description.ports().inputs().size(),
                description.ports().outputs().size());
        return most > 1 ? most : 0;
    }

    String blockId() {
        return id;
    }

    BlockDescription description() {
        return Objects.requireNonNull(description);
    }

    /** Where it is in canvas units. */
    Rectangle2D box() {
        return new Rectangle2D(getLayoutX(), getLayoutY(), WIDTH, height);
    }

    double boxHeight() {
        return height;
    }

    /** Writes what is new. */
    void show(BlockDescription now) {
        BlockDescription before = description;
        if (now.equals(before)) {
            return;
        }
        description = now;
        if (before == null
                || !before.type().equals(now.type())
                || !before.category().equals(now.category())) {
            chip.getChildren().setAll(BlockIcons.icon(now.type(), 16));
            for (Node coloured : List.of(tint, chip)) {
                if (before != null) {
                    coloured.getStyleClass().remove(before.category());
                }
                coloured.getStyleClass().add(now.category());
            }
        }
        title.show(now.title());
        name.show(now.known() ? now.id() : now.id() + " (unknown type)");
        farName.show(now.repeat() > 1 ? now.id() + " × " + now.repeat() : now.id());
        shape.show(now.shape());
        cost.show(now.cost());
        divider.setOpacity(now.cost().isEmpty() ? 0 : 1);
        times.show(now.repeat() > 1 ? "× " + now.repeat() : "");
        badge.show(now.state() == BlockDescription.State.SOUND ? "" : "!");
        badge.pseudoClassStateChanged(WARNING, now.state() == BlockDescription.State.WARNING);
        frame.pseudoClassStateChanged(ERROR, now.state() == BlockDescription.State.ERROR);
        frame.pseudoClassStateChanged(WARNING, now.state() == BlockDescription.State.WARNING);
        setAccessibleText(now.accessibleText());
        showLines(now.lines());
        if (before == null || !before.ports().equals(now.ports())) {
            showPorts(now);
        }
        height = height(now);
        resize(WIDTH, height);
        requestLayout();
    }

    private void showLines(List<BlockDescription.Line> lines) {
        while (keys.size() > lines.size()) {
            getChildren().removeAll(keys.removeLast(), values.removeLast());
        }
        while (keys.size() < lines.size()) {
            FittedText key = new FittedText("block-key");
            FittedText value = new FittedText("block-value");
            key.setVisible(!far);
            value.setVisible(!far);
            keys.add(key);
            values.add(value);
            getChildren().addAll(key, value);
        }
        for (int i = 0; i < lines.size(); i++) {
            keys.get(i).show(lines.get(i).title());
            values.get(i).show(lines.get(i).value());
            values.get(i).pseudoClassStateChanged(SET, lines.get(i).set());
        }
    }

    private void showPorts(BlockDescription now) {
        getChildren().removeAll(inputs.values());
        getChildren().removeAll(outputs.values());
        getChildren().removeAll(portNames.values());
        inputs.clear();
        outputs.clear();
        portNames.clear();
        addPorts(now.ports().inputs(), true);
        addPorts(now.ports().outputs(), false);
    }

    private void addPorts(List<PortSpec> specs, boolean input) {
        for (PortSpec spec : specs) {
            PortView view = new PortView(new PortRef(id, spec.name()), spec, input);
            Map<String, PortView> side = input ? inputs : outputs;
            view.setCenterX(input ? 0 : WIDTH);
            view.setCenterY(FIRST_ROW + side.size() * ROW);
            side.put(spec.name(), view);
            getChildren().add(view);
            if (specs.size() > 1) {
                FittedText label = new FittedText("block-port");
                label.show(spec.title());
                label.setVisible(!far);
                portNames.put(view, label);
                getChildren().add(label);
            }
        }
    }

    @Nullable
    PortView port(String port, boolean input) {
        return (input ? inputs : outputs).get(port);
    }

    List<PortView> ports() {
        List<PortView> all = new ArrayList<>(inputs.values());
        all.addAll(outputs.values());
        return all;
    }

    /** The parameter whose line is that far below the block's top; null if none is. */
    @Nullable
    String parameterAt(double y) {
        int line = (int) Math.floor((y - FIRST_ROW - ROW / 2) / ROW) - namedPortRows(description());
        List<BlockDescription.Line> lines = description().lines();
        return far
                        || line < 0
                        || line >= lines.size()
                        || lines.get(line).parameter().isEmpty()
                ? null
                : lines.get(line).parameter();
    }

    /** The output beside which a plus is shown, if one is. */
    @Nullable
    PortView plusPort() {
        return plus.isVisible() ? port(description().free().getFirst(), false) : null;
    }

    void setSelected(boolean selected, boolean only) {
        frame.pseudoClassStateChanged(SELECTED, selected);
        List<String> free = description == null ? List.of() : description.free();
        PortView output = only && !free.isEmpty() ? port(free.getFirst(), false) : null;
        plus.setVisible(output != null);
        if (output != null) {
            plus.resizeRelocate(WIDTH + 12, output.getCenterY() - 9, 18, 18);
        }
    }

    /**
     * From far away only colour, icon and name are shown, as large on the screen as ever.
     *
     * @param actualSize the zoom at which things have their usual size
     */
    void setZoom(double nowZoom, double nowActualSize) {
        zoom = nowZoom;
        actualSize = nowActualSize;
        double size = zoom / actualSize;
        if (far != size < FAR) {
            far = size < FAR;
            for (Node detail : List.of(title, name, shape, cost, times, divider)) {
                detail.setVisible(!far);
            }
            keys.forEach(key -> key.setVisible(!far));
            values.forEach(value -> value.setVisible(!far));
            portNames.values().forEach(label -> label.setVisible(!far));
            frame.pseudoClassStateChanged(FAR_AWAY, far);
            scale(chip, 1);
            scale(badge, 1);
            farGround.setVisible(false);
            requestLayout();
        }
        boolean operable = size >= ICON_ONLY;
        if (ports().stream().anyMatch(port -> port.isVisible() != operable)) {
            ports().forEach(port -> port.setVisible(operable));
        }
        farName.setVisible(far && operable);
        if (far) {
            requestLayout();
        }
    }

    private static void scale(Node node, double factor) {
        node.setScaleX(factor);
        node.setScaleY(factor);
    }

    @Override
    protected void layoutChildren() {
        behind.resizeRelocate(0, 0, WIDTH, height);
        frame.resizeRelocate(0, 0, WIDTH, height);
        tint.resizeRelocate(1, 1, WIDTH - 2, far ? height - 2 : HEADER - 1);
        if (far) {
            layoutFar();
            return;
        }
        chip.resizeRelocate(6, 5, 20, 20);
        double right = WIDTH - 8;
        if (!badge.full().isEmpty()) {
            place(badge, right - badge.width(), HEADER / 2 + 1);
            right -= badge.width() + 6;
        }
        if (!times.full().isEmpty()) {
            place(times, right - times.width(), HEADER / 2 + 1);
            right -= times.width() + 6;
        }
        title.fit(right - 30);
        place(title, 30, HEADER / 2 + 1);
        double second = FIRST_ROW + namedPortRows(description()) * ROW;
        double shapeRow = outputs.size() > 1 ? second : FIRST_ROW;
        shape.fit(WIDTH - 2 * PADDING);
        place(shape, WIDTH - PADDING - shape.width(), shapeRow);
        name.fit(WIDTH - 2 * PADDING - (shape.full().isEmpty() || shapeRow != second ? 0 : shape.width() + 8));
        place(name, PADDING, second);
        portNames.forEach((port, label) -> {
            double taken = port.getCenterY() == shapeRow ? shape.width() : 0;
            label.fit(
                    outputs.size() > 1 && inputs.size() > 1
                            ? WIDTH / 2 - PADDING - 4
                            : WIDTH - 2 * PADDING - taken - 8);
            place(label, port.input() ? PADDING : WIDTH - PADDING - label.width(), port.getCenterY());
        });
        for (int i = 0; i < keys.size(); i++) {
            double y = second + (i + 1) * ROW;
            FittedText value = values.get(i);
            FittedText key = keys.get(i);
            value.fit(WIDTH / 2 - PADDING + 6);
            place(value, WIDTH - PADDING - value.width(), y);
            key.fit(WIDTH - 2 * PADDING - value.width() - 8);
            place(key, PADDING, y);
        }
        double line = height - FOOTER;
        divider.setStartX(1);
        divider.setEndX(WIDTH - 1);
        divider.setStartY(line + 0.5);
        divider.setEndY(line + 0.5);
        cost.fit(WIDTH - 2 * PADDING);
        place(cost, WIDTH - PADDING - cost.width(), line + FOOTER / 2);
    }

    private void layoutFar() {
        double pixel = 1 / zoom;
        double letters = actualSize * Math.clamp(8 + 8 * zoom / actualSize, 9.5, 13);
        double line = farName.isVisible() ? 1.35 * letters * pixel : 0;
        boolean beneath = zoom / actualSize < NAME_BENEATH;
        farName.pseudoClassStateChanged(BENEATH, beneath);
        double room = beneath ? height : height - line;
        double icon = Math.min(22 * actualSize * pixel, room - 4 * pixel);
        scale(chip, icon / 16);
        chip.resizeRelocate(WIDTH / 2 - 10, (beneath ? height : room - pixel) / 2 - 10, 20, 20);
        double factor = letters * pixel / FAR_FONT;
        farName.fit((beneath ? WIDTH + OVERHANG : WIDTH - 6 * pixel) / factor);
        scale(farName, factor);
        place(
                farName,
                (WIDTH - farName.width()) / 2,
                beneath ? height + pixel + line / 2 : height - line / 2 - 2 * pixel);
        farGround.setVisible(beneath && farName.isVisible());
        double wide = farName.width() * factor + 4 * pixel;
        farGround.resizeRelocate((WIDTH - wide) / 2, height + 2 * pixel, wide, line - 2 * pixel);
        scale(badge, 0.9 * actualSize * pixel);
        place(badge, WIDTH - 6 * actualSize * pixel - badge.width() / 2, 8 * actualSize * pixel);
    }

    /** A cross of two strokes. */
    private static final class PlusGlyph extends Path {
        PlusGlyph() {
            super(new MoveTo(0, 4), new LineTo(8, 4), new MoveTo(4, 0), new LineTo(4, 8));
            getStyleClass().add("block-plus-stroke");
        }
    }

    /** Puts a line of text so that its middle is at that height, on whole pixels. */
    private static void place(FittedText text, double x, double middle) {
        text.setX(Math.rint(x));
        text.setY(Math.rint(middle - text.getLayoutBounds().getHeight() / 2 + text.getBaselineOffset()));
    }
}
