package dev.braid.visuals.icon;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.paint.Color;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * One of our SVG files, as far as our drawings need SVG: paths, lines, circles, rectangles, polylines and polygons, each
 * either stroked or filled. What is drawn in the colour of the surrounding text becomes one part of lines and one of
 * spots, so that an icon costs two nodes.
 *
 * @param box the side of the square on which it is drawn
 * @param parts from back to front
 */
record Drawing(double box, List<Part> parts) {
    private static final String CURRENT = "currentColor";

    Drawing {
        parts = List.copyOf(parts);
    }

    /**
     * Something of one colour.
     *
     * @param path in SVG's path notation
     * @param filled whether the inside is coloured, or else the line
     * @param ownColour null for that of the surrounding text
     * @param strokeWidth of the line
     * @param buttCap whether the line's ends are cut off and not rounded
     */
    record Part(String path, boolean filled, @Nullable Color ownColour, double strokeWidth, boolean buttCap) {}

    static boolean exists(String name) {
        return name.matches("[a-z0-9-]+") && Drawing.class.getResource(name + ".svg") != null;
    }

    /** Reads the drawing of that name, which must be there: it is part of the program. */
    static Drawing read(String name) {
        try (InputStream in = Drawing.class.getResourceAsStream(name + ".svg")) {
            if (in == null) {
                throw new IllegalStateException("the drawing " + name + ".svg is missing");
            }
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return of(factory.newDocumentBuilder().parse(in).getDocumentElement());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("the drawing " + name + ".svg cannot be read", e);
        }
    }

    private static Drawing of(Element svg) {
        String[] viewBox = svg.getAttribute("viewBox").split(" ");
        double width = number(svg, "stroke-width", 1);
        StringBuilder lines = new StringBuilder();
        StringBuilder spots = new StringBuilder();
        List<Part> coloured = new ArrayList<>();
        for (Node node = svg.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (!(node instanceof Element shape) || shape.getTagName().equals("style")) {
                continue;
            }
            String path = path(shape);
            boolean filled = !inherited(shape, "fill").equals("none");
            String colour = inherited(shape, filled ? "fill" : "stroke");
            if (colour.equals(CURRENT)) {
                (filled ? spots : lines).append(path);
            } else {
                boolean butt = inherited(shape, "stroke-linecap").equals("butt");
                coloured.add(new Part(path, filled, Color.web(colour), number(shape, "stroke-width", width), butt));
            }
        }
        List<Part> parts = new ArrayList<>(coloured);
        if (!lines.isEmpty()) {
            parts.add(new Part(lines.toString(), false, null, width, false));
        }
        if (!spots.isEmpty()) {
            parts.add(new Part(spots.toString(), true, null, 0, false));
        }
        return new Drawing(Double.parseDouble(viewBox[3]), parts);
    }

    private static String inherited(Element shape, String attribute) {
        return shape.hasAttribute(attribute)
                ? shape.getAttribute(attribute)
                : ((Element) shape.getParentNode()).getAttribute(attribute);
    }

    private static String path(Element shape) {
        return switch (shape.getTagName()) {
            case "path" -> shape.getAttribute("d");
            case "line" ->
                line("M", number(shape, "x1", 0), number(shape, "y1", 0))
                        + line("L", number(shape, "x2", 0), number(shape, "y2", 0));
            case "polyline" -> "M" + shape.getAttribute("points");
            case "polygon" -> "M" + shape.getAttribute("points") + "Z";
            case "circle" -> {
                double radius = number(shape, "r", 0);
                String half = String.format(Locale.ROOT, "a%1$s %1$s 0 0 1 ", radius);
                yield line("M", number(shape, "cx", 0) - radius, number(shape, "cy", 0)) + half + 2 * radius + " 0"
                        + half + -2 * radius + " 0Z";
            }
            case "rect" ->
                rounded(
                        number(shape, "x", 0),
                        number(shape, "y", 0),
                        number(shape, "width", 0),
                        number(shape, "height", 0),
                        number(shape, "rx", 0));
            default -> throw new IllegalStateException("our drawings have no " + shape.getTagName());
        };
    }

    /** A rectangle whose corners are arcs. */
    private static String rounded(double x, double y, double width, double height, double corner) {
        String arc = String.format(Locale.ROOT, "a%1$s %1$s 0 0 1 ", corner);
        return line("M", x + corner, y)
                + "h" + (width - 2 * corner) + arc + corner + " " + corner
                + "v" + (height - 2 * corner) + arc + -corner + " " + corner
                + "h" + (2 * corner - width) + arc + -corner + " " + -corner
                + "v" + (2 * corner - height) + arc + corner + " " + -corner + "Z";
    }

    private static String line(String command, double x, double y) {
        return command + x + " " + y;
    }

    private static double number(Element element, String attribute, double otherwise) {
        String text = element.getAttribute(attribute);
        return text.isEmpty() ? otherwise : Double.parseDouble(text);
    }
}
