package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Figure;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A figure as an SVG file: lines stay lines and text stays text. Its runs and specification stand in the metadata element. */
final class SvgFigure {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private SvgFigure() {}

    static byte[] bytes(Figure figure, Look look, FigureSize size) throws IOException {
        Document document = document();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment(null);
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension((int) Math.ceil(size.width()), (int) Math.ceil(size.height())));
        graphics.setPaint(new Style(look, size.width(), size.height()).ground);
        graphics.fill(new Rectangle2D.Double(0, 0, size.width(), size.height()));
        FigureDrawing.draw(graphics, figure, Set.of(), look, size.width(), size.height());

        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 " + (int) Math.ceil(size.width()) + " " + (int) Math.ceil(size.height()));
        root.setAttribute("role", "img");
        describe(document, root, FigureFacts.of(figure));
        StringWriter text = new StringWriter();
        graphics.stream(root, text, false, false);
        return withoutDoctype(text.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static Document document() throws IOException {
        try {
            DOMImplementation dom =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation();
            return dom.createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IOException("the Java runtime has no XML", e);
        }
    }

    /** A document type would make every reader ask the network for it. */
    private static String withoutDoctype(String svg) {
        return svg.replaceFirst("(?s)<!DOCTYPE[^>]*>\\s*", "");
    }

    /** The words for readers and the facts for programs, before everything that is drawn. */
    private static void describe(Document document, Element root, Map<String, String> facts) {
        Node first = root.getFirstChild();
        root.insertBefore(element(document, "title", facts.getOrDefault("Title", "")), first);
        root.insertBefore(element(document, "desc", facts.getOrDefault("Description", "")), first);
        Element metadata = document.createElementNS(NAMESPACE, "metadata");
        for (String name : new String[] {"Software", "Runs", "Specification"}) {
            if (facts.containsKey(name)) {
                metadata.appendChild(element(document, name.toLowerCase(Locale.ROOT), facts.getOrDefault(name, "")));
            }
        }
        root.insertBefore(metadata, first);
    }

    private static Element element(Document document, String name, String text) {
        Element element = document.createElementNS(NAMESPACE, name);
        element.appendChild(document.createTextNode(text));
        return element;
    }
}
