package dev.braid.visuals.layout;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Places boxes in columns from left to right, following the wires, with few crossings. Takes its time: not for the UI thread. */
public final class ElkLayout {
    private static final double COLUMN_GAP = 70;
    private static final double ROW_GAP = 36;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private ElkLayout() {}

    /**
     * A box with its ports.
     *
     * @param id its name
     * @param width its width
     * @param height its height
     * @param inputs how far below the top each input on the left side is, by name
     * @param outputs the same for the outputs on the right side
     */
    public record Box(String id, double width, double height, Map<String, Double> inputs, Map<String, Double> outputs) {
        public Box {
            inputs = Map.copyOf(inputs);
            outputs = Map.copyOf(outputs);
        }
    }

    /**
     * A wire between two ports.
     *
     * @param from a box
     * @param output one of its outputs
     * @param to a box
     * @param input one of its inputs
     */
    public record Link(String from, String output, String to, String input) {}

    /**
     * Where a box goes.
     *
     * @param x left edge
     * @param y top edge
     */
    public record Place(double x, double y) {}

    /** The place of every box, with the upper left corner of the whole at the origin; links to nowhere are left out. */
    public static Map<String, Place> arrange(List<Box> boxes, List<Link> links) {
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, COLUMN_GAP);
        root.setProperty(CoreOptions.SPACING_NODE_NODE, ROW_GAP);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(0));
        Map<String, ElkNode> nodes = new LinkedHashMap<>();
        Map<List<Object>, ElkPort> ports = new HashMap<>();
        for (Box box : boxes) {
            ElkNode node = ElkGraphUtil.createNode(root);
            node.setDimensions(box.width, box.height);
            node.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
            nodes.put(box.id, node);
            box.inputs.forEach((port, y) -> ports.put(List.of(box.id, port, true), port(node, PortSide.WEST, 0, y)));
            box.outputs.forEach(
                    (port, y) -> ports.put(List.of(box.id, port, false), port(node, PortSide.EAST, box.width, y)));
        }
        for (Link link : links) {
            ElkPort from = ports.get(List.of(link.from, link.output, false));
            ElkPort to = ports.get(List.of(link.to, link.input, true));
            if (from != null && to != null) {
                ElkGraphUtil.createSimpleEdge(from, to);
            }
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        Map<String, Place> places = new LinkedHashMap<>();
        nodes.forEach((id, node) -> places.put(id, new Place(node.getX(), node.getY())));
        return places;
    }

    private static ElkPort port(ElkNode node, PortSide side, double x, double y) {
        ElkPort port = ElkGraphUtil.createPort(node);
        port.setProperty(CoreOptions.PORT_SIDE, side);
        port.setLocation(x, y);
        return port;
    }
}
