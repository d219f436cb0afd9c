package dev.braid.engine.graph;

import dev.braid.engine.graph.SubGraph.Promotion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** JSON text to a design, field by field, so that every complaint knows its line, column and field. */
final class DesignReader {
    static final String POSITION = "position";

    private static final PortRef NOWHERE = new PortRef("", "");

    private final JsonCursor json;

    private DesignReader(JsonCursor json) {
        this.json = json;
    }

    static Architecture read(String text, String source) throws DesignFormatException {
        // The format and the version are judged first, wherever they stand: a newer file must not be blamed for
        // fields whose meaning has changed.
        DesignHeader.check(text, source);
        return new DesignReader(new JsonCursor(text, source)).design();
    }

    private Architecture design() throws DesignFormatException {
        String name = "";
        String description = "";
        List<BlockNode> blocks = List.of();
        List<Wire> wires = List.of();
        Map<String, SubGraph> subGraphs = Map.of();
        Map<String, String> unknown = new LinkedHashMap<>();
        Required required = new Required("blocks");
        json.startObject();
        while (json.nextField()) {
            String field = json.field();
            required.found(field);
            switch (field) {
                case "format", "version" -> json.skip();
                case "name" -> name = json.text();
                case "description" -> description = json.text();
                case "blocks" -> blocks = blocks();
                case "wires" -> wires = wires();
                case "sub-graphs" -> subGraphs = subGraphs();
                default -> unknown.put(field, json.compactText());
            }
        }
        required.check();
        return new Architecture(name, description, new Graph(blocks, wires), subGraphs, unknown);
    }

    private Map<String, SubGraph> subGraphs() throws DesignFormatException {
        Map<String, SubGraph> subGraphs = new LinkedHashMap<>();
        json.startObject();
        while (json.nextField()) {
            String name = json.field();
            if (name.isEmpty()) {
                throw json.complaint("a sub-graph needs a name, found an empty one");
            }
            subGraphs.put(name, subGraph());
        }
        return subGraphs;
    }

    private SubGraph subGraph() throws DesignFormatException {
        List<BlockNode> blocks = List.of();
        List<Wire> wires = List.of();
        List<Promotion> promoted = List.of();
        Map<String, String> unknown = new LinkedHashMap<>();
        Required required = new Required("blocks");
        json.startObject();
        while (json.nextField()) {
            String field = json.field();
            required.found(field);
            switch (field) {
                case "blocks" -> blocks = blocks();
                case "wires" -> wires = wires();
                case "promoted" -> promoted = promotions();
                default -> unknown.put(field, json.compactText());
            }
        }
        required.check();
        return new SubGraph(new Graph(blocks, wires), promoted, unknown);
    }

    private List<BlockNode> blocks() throws DesignFormatException {
        List<BlockNode> blocks = new ArrayList<>();
        json.startList();
        while (json.nextItem()) {
            blocks.add(block());
        }
        return blocks;
    }

    private BlockNode block() throws DesignFormatException {
        String id = "";
        String type = "";
        Map<String, ParamValue> parameters = Map.of();
        Position position = Position.ORIGIN;
        String weightsOf = null;
        Map<String, String> unknown = new LinkedHashMap<>();
        Required required = new Required("id", "type");
        json.startObject();
        while (json.nextField()) {
            String field = json.field();
            required.found(field);
            switch (field) {
                case "id" -> id = json.text();
                case "type" -> type = json.text();
                case "parameters" -> parameters = parameters();
                case POSITION -> position = position(unknown);
                case "weights-of" -> weightsOf = json.text();
                default -> unknown.put(field, json.compactText());
            }
        }
        required.check();
        return new BlockNode(id, type, parameters, position, weightsOf, unknown);
    }

    private Map<String, ParamValue> parameters() throws DesignFormatException {
        Map<String, ParamValue> parameters = new LinkedHashMap<>();
        json.startObject();
        while (json.nextField()) {
            parameters.put(json.field(), parameter());
        }
        return parameters;
    }

    private ParamValue parameter() throws DesignFormatException {
        return switch (json.token()) {
            case VALUE_TRUE -> new ParamValue.Flag(true);
            case VALUE_FALSE -> new ParamValue.Flag(false);
            case VALUE_STRING -> new ParamValue.Text(json.string());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json.string(), json.token());
            default -> new ParamValue.Other(json.compactText());
        };
    }

    /** Numbers that neither a long nor a double can hold are kept as text; no parameter takes them. */
    private static ParamValue number(String text, JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            try {
                return new ParamValue.Whole(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return new ParamValue.Other(text);
            }
        }
        double real = Double.parseDouble(text);
        return Double.isFinite(real) ? new ParamValue.Real(real) : new ParamValue.Other(text);
    }

    private Position position(Map<String, String> unknownOfBlock) throws DesignFormatException {
        double x = 0;
        double y = 0;
        Map<String, String> unknown = new LinkedHashMap<>();
        json.startObject();
        while (json.nextField()) {
            String field = json.field();
            switch (field) {
                case "x" -> x = json.number();
                case "y" -> y = json.number();
                default -> unknown.put(field, json.compactText());
            }
        }
        if (!unknown.isEmpty()) {
            StringBuilder object = new StringBuilder();
            unknown.forEach((name, value) -> object.append(object.isEmpty() ? '{' : ',')
                    .append(DesignWriter.quoted(name))
                    .append(':')
                    .append(value));
            unknownOfBlock.put(POSITION, object.append('}').toString());
        }
        return new Position(x, y);
    }

    private List<Wire> wires() throws DesignFormatException {
        List<Wire> wires = new ArrayList<>();
        json.startList();
        while (json.nextItem()) {
            wires.add(wire());
        }
        return wires;
    }

    private Wire wire() throws DesignFormatException {
        PortRef from = NOWHERE;
        PortRef to = NOWHERE;
        Map<String, String> unknown = new LinkedHashMap<>();
        Required required = new Required("from", "to");
        json.startObject();
        while (json.nextField()) {
            String field = json.field();
            required.found(field);
            switch (field) {
                case "from" -> from = port();
                case "to" -> to = port();
                default -> unknown.put(field, json.compactText());
            }
        }
        required.check();
        return new Wire(from, to, unknown);
    }

    private PortRef port() throws DesignFormatException {
        String text = json.text();
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw json.complaint(
                    "expected a block and a port such as \"norm:in\", found " + JsonCursor.shortened(text));
        }
        return new PortRef(text.substring(0, colon), text.substring(colon + 1));
    }

    private List<Promotion> promotions() throws DesignFormatException {
        List<Promotion> promoted = new ArrayList<>();
        json.startList();
        while (json.nextItem()) {
            promoted.add(promotion());
        }
        return promoted;
    }

    private Promotion promotion() throws DesignFormatException {
        String name = "";
        String block = "";
        String parameter = "";
        Map<String, String> unknown = new LinkedHashMap<>();
        Required required = new Required("name", "block", "parameter");
        json.startObject();
        while (json.nextField()) {
            String field = json.field();
            required.found(field);
            switch (field) {
                case "name" -> name = json.text();
                case "block" -> block = json.text();
                case "parameter" -> parameter = json.text();
                default -> unknown.put(field, json.compactText());
            }
        }
        required.check();
        return new Promotion(name, block, parameter, unknown);
    }

    /** The fields the object that begins here cannot do without. */
    private final class Required {
        private final List<String> missing;
        private final TokenStreamLocation start = json.location();

        Required(String... fields) {
            missing = new ArrayList<>(List.of(fields));
        }

        void found(String field) {
            missing.remove(field);
        }

        void check() throws DesignFormatException {
            if (!missing.isEmpty()) {
                throw json.complaint(start, "the field \"" + missing.getFirst() + "\" is missing");
            }
        }
    }
}
