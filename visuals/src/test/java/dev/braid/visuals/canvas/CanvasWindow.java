package dev.braid.visuals.canvas;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.CheckedDesign;
import dev.braid.engine.compile.Checker;
import dev.braid.engine.compile.FlatBlock;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Wire;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.Findings.BlockFinding;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.robot.Robot;
import dev.braid.visuals.theme.Appearance;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.layout.StackPane;

/** A window that holds nothing but the canvas, with the engine's own checker behind it. */
final class CanvasWindow implements AutoCloseable {
    private static final DesignContext TASK = new DesignContext(512, 256);

    final Robot robot;
    final OpenDesign design;
    final GraphCanvas canvas;
    final Appearance appearance = new Appearance();
    private final ExecutorService background = Executors.newSingleThreadExecutor();

    private CanvasWindow(Architecture architecture, double width, double height) {
        Robot.startToolkit();
        BlockCatalog catalog = new BlockCatalog(StandardBlocks.ALL);
        Object[] made = new Object[2];
        robot = Robot.show(
                () -> {
                    OpenDesign open = new OpenDesign(
                            architecture, catalog, (design, state) -> check(design, catalog, state), background);
                    GraphCanvas shown = new GraphCanvas(open, appearance, background);
                    made[0] = open;
                    made[1] = shown;
                    return new StackPane(shown);
                },
                width,
                height);
        design = (OpenDesign) made[0];
        canvas = (GraphCanvas) made[1];
        robot.run(() -> appearance.dress(robot.stage().getScene()));
        awaitCheck();
    }

    static CanvasWindow of(Architecture architecture) {
        return new CanvasWindow(architecture, 1000, 700);
    }

    static CanvasWindow of(Architecture architecture, double width, double height) {
        return new CanvasWindow(architecture, width, height);
    }

    static Architecture sample(String name) {
        try {
            return DesignFile.read(Path.of("../sample-configs/architectures/" + name + ".json"));
        } catch (DesignFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    static Findings check(Architecture design, BlockCatalog catalog, long state) {
        CheckedDesign checked = Checker.check(design, catalog, TASK);
        Map<String, BlockFinding> blocks = new HashMap<>();
        for (FlatBlock flat : checked.blocks()) {
            BlockFinding before = blocks.get(flat.address());
            blocks.put(
                    flat.address(),
                    new BlockFinding(
                            flat.site().inputWidths(),
                            flat.outputWidths(),
                            flat.cost(),
                            before == null ? 1 : before.places() + 1));
        }
        Cost total = checked.cost();
        return new Findings(state, checked.problems(), blocks, total);
    }

    CanvasWindow awaitCheck() {
        robot.waitUntil(
                "the design is checked", () -> design.findingsProperty().get().state() == design.state());
        return this;
    }

    private GraphLayer layer() {
        return (GraphLayer)
                ((Group) canvas.getChildrenUnmodifiable().get(1)).getChildren().getFirst();
    }

    /** A point of the scene on a block: below its header, where no port is. */
    Point2D block(String id) {
        return robot.on(() -> {
            BlockView view = layer().block(id).orElseThrow();
            return view.localToScene(BlockView.WIDTH / 2, 14);
        });
    }

    BlockView view(String id) {
        return robot.on(() -> layer().block(id).orElseThrow());
    }

    boolean shows(String id) {
        return robot.on(() -> layer().block(id).isPresent());
    }

    /** A point of the scene on a port. */
    Point2D port(String block, String port, boolean input) {
        return robot.on(() -> {
            BlockView view = layer().block(block).orElseThrow();
            PortView dot = view.port(port, input);
            return view.localToScene(dot.getCenterX(), dot.getCenterY());
        });
    }

    Point2D output(String block) {
        return port(block, "out", false);
    }

    Point2D input(String block, String port) {
        return port(block, port, true);
    }

    /** A point of the scene in the middle of a wire. */
    Point2D wire(String from, String to) {
        return robot.on(() -> {
            WireView view = layer().wires().stream()
                    .filter(wire -> wire.wire().from().block().equals(from)
                            && wire.wire().to().block().equals(to))
                    .findFirst()
                    .orElseThrow();
            Point2D middle = view.at(0.5);
            return layer().localToScene(middle);
        });
    }

    /** A point of the scene on which nothing lies. */
    Point2D space() {
        return robot.on(() -> {
            Rectangle2D all = layer().area(List.of()).orElse(new Rectangle2D(0, 0, 10, 10));
            return layer().localToScene(all.getMinX() + 20, all.getMaxY() + 60);
        });
    }

    boolean wired(String from, String to) {
        PortRef start = ref(from, "out");
        PortRef end = ref(to, "in");
        return robot.on(() -> design.shown().wires().contains(new Wire(start, end)));
    }

    private static PortRef ref(String text, String otherwise) {
        String[] parts = text.split(":");
        return new PortRef(parts[0], parts.length > 1 ? parts[1] : otherwise);
    }

    void drag(Point2D from, Point2D to) {
        robot.drag(from.getX(), from.getY(), to.getX(), to.getY());
    }

    void click(Point2D at) {
        robot.clickAt(at.getX(), at.getY());
    }

    String words() {
        return robot.on(() -> canvas.getChildrenUnmodifiable().stream()
                .filter(node -> node instanceof Hint && node.isVisible())
                .map(node -> ((Hint) node).getText())
                .findFirst()
                .orElse(""));
    }

    String spoken(Wire wire) {
        return robot.on(() -> layer().wire(wire).orElseThrow().getAccessibleText());
    }

    Map<Wire, WireRoute> routes() {
        return robot.on(() -> {
            Map<Wire, WireRoute> routes = new LinkedHashMap<>();
            layer().wires().forEach(view -> routes.put(view.wire(), view.route()));
            return routes;
        });
    }

    Map<String, Rectangle2D> boxes() {
        return robot.on(() -> new LinkedHashMap<>(layer().boxes()));
    }

    @Override
    public void close() {
        robot.close();
        background.shutdownNow();
    }
}
