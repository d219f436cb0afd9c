package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Figure;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** A figure as a PNG file; its runs and specification are text chunks. */
final class PngFigure {
    private static final double DOTS_PER_METRE = 96 / 0.0254;
    private static final String NATIVE = "javax_imageio_png_1.0";

    private PngFigure() {}

    static byte[] bytes(Figure figure, Look look, FigureSize size) throws IOException {
        int width = (int) Math.round(size.width() * size.scale());
        int height = (int) Math.round(size.height() * size.scale());
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setPaint(new Style(look, size.width(), size.height()).ground);
            graphics.fillRect(0, 0, width, height);
            graphics.scale(size.scale(), size.scale());
            FigureDrawing.draw(graphics, figure, Set.of(), look, size.width(), size.height());
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            metadata.mergeTree(NATIVE, chunks(figure, size));
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadataNode chunks(Figure figure, FigureSize size) {
        IIOMetadataNode root = new IIOMetadataNode(NATIVE);
        IIOMetadataNode dots = new IIOMetadataNode("pHYs");
        String perMetre = Long.toString(Math.round(DOTS_PER_METRE * size.scale()));
        dots.setAttribute("pixelsPerUnitXAxis", perMetre);
        dots.setAttribute("pixelsPerUnitYAxis", perMetre);
        dots.setAttribute("unitSpecifier", "meter");
        root.appendChild(dots);
        IIOMetadataNode latin = new IIOMetadataNode("tEXt");
        IIOMetadataNode international = new IIOMetadataNode("iTXt");
        for (Map.Entry<String, String> fact : FigureFacts.of(figure).entrySet()) {
            boolean isLatin = StandardCharsets.ISO_8859_1.newEncoder().canEncode(fact.getValue());
            (isLatin ? latin : international).appendChild(isLatin ? latin(fact) : international(fact));
        }
        if (latin.hasChildNodes()) {
            root.appendChild(latin);
        }
        if (international.hasChildNodes()) {
            root.appendChild(international);
        }
        return root;
    }

    private static IIOMetadataNode latin(Map.Entry<String, String> fact) {
        IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
        entry.setAttribute("keyword", fact.getKey());
        entry.setAttribute("value", fact.getValue());
        return entry;
    }

    private static IIOMetadataNode international(Map.Entry<String, String> fact) {
        IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
        entry.setAttribute("keyword", fact.getKey());
        entry.setAttribute("compressionFlag", "FALSE");
        entry.setAttribute("compressionMethod", "0");
        entry.setAttribute("languageTag", "en");
        entry.setAttribute("translatedKeyword", fact.getKey());
        entry.setAttribute("text", fact.getValue());
        return entry;
    }
}
