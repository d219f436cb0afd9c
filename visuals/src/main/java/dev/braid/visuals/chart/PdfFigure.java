package dev.braid.visuals.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import dev.braid.visuals.chart.figure.Figure;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/**
 * A figure as a PDF file of one page: lines stay lines, text stays text, in a font that is embedded as journals demand (Liberation Sans,
 * which comes with the PDF library; it has no bold and no italic here). Its runs and specification stand in the document information.
 */
final class PdfFigure {
    private static final double POINTS_PER_PIXEL = 0.75;
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private PdfFigure() {}

    static byte[] bytes(Figure figure, Look look, FigureSize size) throws IOException {
        float width = (float) (size.width() * POINTS_PER_PIXEL);
        float height = (float) (size.height() * POINTS_PER_PIXEL);
        try (PDDocument document = new PDDocument();
                OneFont font = new OneFont(document)) {
            PDPage page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, width, height);
            graphics.setFontTextDrawer(font);
            graphics.scale(POINTS_PER_PIXEL, POINTS_PER_PIXEL);
            graphics.setPaint(new Style(look, size.width(), size.height()).ground);
            graphics.fill(new Rectangle2D.Double(0, 0, size.width(), size.height()));
            FigureDrawing.draw(graphics, figure, Set.of(), look, size.width(), size.height());
            graphics.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(graphics.getXFormObject());
            }
            document.setDocumentInformation(information(FigureFacts.of(figure)));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static PDDocumentInformation information(Map<String, String> facts) {
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(facts.get("Title"));
        information.setSubject(facts.get("Description"));
        information.setCreator(facts.get("Software"));
        facts.forEach((name, value) -> {
            if (name.equals("Runs") || name.equals("Specification")) {
                information.setCustomMetadataValue(name, value);
            }
        });
        return information;
    }

    /** Draws all text in one embedded font; what it cannot write is drawn as shapes. */
    private static final class OneFont extends PdfBoxGraphics2DFontTextDrawer {
        private final PDDocument document;
        private @Nullable PDFont font;

        OneFont(PDDocument document) {
            this.document = document;
        }

        @Override
        protected PDFont mapFont(Font wanted, IFontTextDrawerEnv environment) throws IOException {
            PDFont known = font;
            if (known != null) {
                return known;
            }
            try (InputStream stream = PDType0Font.class.getResourceAsStream(FONT)) {
                if (stream == null) {
                    throw new IOException("the PDF library has no font");
                }
                PDFont loaded = PDType0Font.load(document, stream, true);
                font = loaded;
                return loaded;
            }
        }

        @Override
        protected boolean hasDynamicFontMapping() {
            return true;
        }
    }
}
