package dev.braid.engine.graph;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A design as JSON text, laid out by hand: one block, wire or promotion a line, defaults left out. */
final class DesignWriter {
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private DesignWriter() {}

    static String write(Architecture design) {
        DesignWriter writer = new DesignWriter();
        writer.design(design);
        return writer.out.toString();
    }

    private void design(Architecture design) {
        out.append("{\n");
        out.append(INDENT)
                .append("\"format\": ")
                .append(quoted(DesignFile.FORMAT))
                .append(",\n");
        out.append(INDENT).append("\"version\": ").append(DesignFile.VERSION).append(",\n");
        out.append(INDENT).append("\"name\": ").append(quoted(design.name())).append(",\n");
        if (!design.description().isEmpty()) {
            out.append(INDENT)
                    .append("\"description\": ")
                    .append(quoted(design.description()))
                    .append(",\n");
        }
        graph(design.graph(), INDENT);
        if (!design.subGraphs().isEmpty()) {
            out.append(",\n").append(INDENT).append("\"sub-graphs\": {\n");
            Iterator<Map.Entry<String, SubGraph>> subGraphs =
                    design.subGraphs().entrySet().iterator();
            while (subGraphs.hasNext()) {
                Map.Entry<String, SubGraph> entry = subGraphs.next();
                subGraph(entry.getKey(), entry.getValue(), INDENT.repeat(2));
                out.append(subGraphs.hasNext() ? ",\n" : "\n");
            }
            out.append(INDENT).append('}');
        }
        unknownLines(design.unknown(), INDENT);
        out.append("\n}\n");
    }

    private void subGraph(String name, SubGraph subGraph, String indent) {
        out.append(indent).append(quotedName(name)).append(": {\n");
        String inner = indent + INDENT;
        graph(subGraph.graph(), inner);
        if (!subGraph.promoted().isEmpty()) {
            out.append(",\n");
            lines("promoted", subGraph.promoted(), DesignWriter::promotion, inner);
        }
        unknownLines(subGraph.unknown(), inner);
        out.append('\n').append(indent).append('}');
    }

    private void graph(Graph graph, String indent) {
        lines("blocks", graph.blocks(), DesignWriter::block, indent);
        out.append(",\n");
        lines("wires", graph.wires(), DesignWriter::wire, indent);
    }

    private <T> void lines(String name, List<T> items, Function<T, String> text, String indent) {
        out.append(indent).append(quoted(name)).append(": [");
        Iterator<T> rest = items.iterator();
        while (rest.hasNext()) {
            out.append('\n').append(indent).append(INDENT).append(text.apply(rest.next()));
            out.append(rest.hasNext() ? "," : "\n" + indent);
        }
        out.append(']');
    }

    private void unknownLines(Map<String, String> unknown, String indent) {
        unknown.forEach((name, json) -> out.append(",\n")
                .append(indent)
                .append(quoted(name))
                .append(": ")
                .append(json));
    }

    private static String block(BlockNode block) {
        Fields fields = new Fields().text("id", block.id()).text("type", block.type());
        if (!block.parameters().isEmpty()) {
            Fields parameters = new Fields();
            block.parameters().forEach((name, value) -> parameters.raw(name, json(value)));
            fields.raw("parameters", parameters.json());
        }
        String unknownOfPosition = block.unknown().get(DesignReader.POSITION);
        if (unknownOfPosition != null) {
            // What is kept is an object that is not empty: its fields follow ours.
            fields.raw(
                    DesignReader.POSITION, position(block.position()).open() + ", " + unknownOfPosition.substring(1));
        } else if (!block.position().equals(Position.ORIGIN)) {
            fields.raw(DesignReader.POSITION, position(block.position()).json());
        }
        if (block.weightsOf() != null) {
            fields.text("weights-of", block.weightsOf());
        }
        block.unknown().forEach((name, json) -> {
            if (!name.equals(DesignReader.POSITION)) {
                fields.raw(name, json);
            }
        });
        return fields.json();
    }

    private static Fields position(Position position) {
        return new Fields().raw("x", coordinate(position.x())).raw("y", coordinate(position.y()));
    }

    private static String wire(Wire wire) {
        return new Fields()
                .text("from", wire.from().toString())
                .text("to", wire.to().toString())
                .rawAll(wire.unknown())
                .json();
    }

    private static String promotion(SubGraph.Promotion promotion) {
        return new Fields()
                .text("name", promotion.name())
                .text("block", promotion.block())
                .text("parameter", promotion.parameter())
                .rawAll(promotion.unknown())
                .json();
    }

    private static String json(ParamValue value) {
        return switch (value) {
            case ParamValue.Whole(long whole) -> Long.toString(whole);
            // JSON has no such numbers; as a word they survive, and the checker refuses them either way.
            case ParamValue.Real(double real) ->
                Double.isFinite(real) ? Double.toString(real) : quoted(Double.toString(real));
            case ParamValue.Flag(boolean flag) -> Boolean.toString(flag);
            case ParamValue.Text(String text) -> quoted(text);
            case ParamValue.Other(String json) -> json;
        };
    }

    private static String coordinate(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : finite(value);
    }

    /** No canvas coordinate is anything else; the corner is better than a file that cannot be read. */
    private static String finite(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "0";
    }

    /** The name of a field; halves of surrogate pairs become question marks, for no parser takes them here. */
    static String quotedName(String name) {
        return quoted(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    /** A JSON string; characters that UTF-8 cannot hold (halves of surrogate pairs) are escaped. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        quoted.append(c).append(text.charAt(++i));
                    } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** The fields of an object on one line. */
    private static final class Fields {
        private final StringBuilder text = new StringBuilder();

        Fields text(String name, String value) {
            return raw(name, quoted(value));
        }

        Fields raw(String name, String json) {
            text.append(text.isEmpty() ? "{" : ", ")
                    .append(quoted(name))
                    .append(": ")
                    .append(json);
            return this;
        }

        Fields rawAll(Map<String, String> fields) {
            fields.forEach(this::raw);
            return this;
        }

        /** Without its closing brace. */
        String open() {
            return text.toString();
        }

        String json() {
            return text + "}";
        }
    }
}
