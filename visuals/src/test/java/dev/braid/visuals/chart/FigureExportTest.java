package dev.braid.visuals.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Curve.State;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.Observation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FigureExportTest {
    private static final int BLUE = 0x0072b2;
    private static final int VERMILLION = 0xd55e00;

    @TempDir
    private Path folder;

    @BeforeAll
    static void draw_without_a_display() {
        System.setProperty("java.awt.headless", "true");
    }

    private static byte[] bytes(FigureFormat format, Figure figure) throws IOException {
        return FigureExport.bytes(format, figure, Look.PAPER, FigureSize.PAGE);
    }

    private static Figure flat(double... recalls) {
        List<Curve> curves = new ArrayList<>();
        for (double recall : recalls) {
            List<Observation> observations = List.of(
                    new Observation(64, recall, 1, "a", 0),
                    new Observation(256, recall, 1, "a", 0),
                    new Observation(1024, recall, 1, "a", 0));
            int index = curves.size();
            curves.add(Curve.of("c" + index, "curve " + index, index, observations, State.FINISHED));
        }
        return SampleFigures.empty().withCurves(curves);
    }

    private static long count(BufferedImage image, int colour, int fromRow, int toRow) {
        long count = 0;
        for (int y = fromRow; y < toRow; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == colour ? 1 : 0;
            }
        }
        return count;
    }

    private static BufferedImage png(Figure figure) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes(FigureFormat.PNG, figure)));
    }

    @Test
    void a_page_is_1600_by_1000_pixels() throws IOException {
        BufferedImage image = png(flat(0.5));
        assertThat(image.getWidth()).isEqualTo(1600);
        assertThat(image.getHeight()).isEqualTo(1000);
    }

    @Test
    void high_recall_is_drawn_above_low_recall() throws IOException {
        BufferedImage image = png(flat(0.95, 0.15));
        assertThat(count(image, BLUE, 100, 400)).isGreaterThan(3000);
        assertThat(count(image, VERMILLION, 100, 400)).isZero();
        assertThat(count(image, VERMILLION, 550, 850)).isGreaterThan(3000);
    }

    @Test
    void curves_on_each_other_all_show() throws IOException {
        BufferedImage image = png(flat(0.5, 0.5));
        assertThat(count(image, BLUE, 100, 850)).isGreaterThan(2000);
        assertThat(count(image, VERMILLION, 100, 850)).isGreaterThan(2000);
    }

    @ParameterizedTest
    @EnumSource
    void the_same_figure_gives_the_same_file(FigureFormat format) throws IOException {
        assertThat(comparable(format)).isEqualTo(comparable(format));
    }

    /** A PDF has an identity of its own at its end. */
    private static String comparable(FigureFormat format) throws IOException {
        String content = new String(bytes(format, SampleFigures.recall(3, 3, true)), StandardCharsets.ISO_8859_1);
        return content.replaceAll("/ID \\[[^]]*]", "");
    }

    @Test
    void a_png_carries_its_runs_and_its_specification() throws IOException {
        byte[] content = bytes(FigureFormat.PNG, SampleFigures.recall(2, 3, false));
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(in);
            NodeList texts = ((Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0"))
                    .getElementsByTagName("tEXtEntry");
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < texts.getLength(); i++) {
                Element entry = (Element) texts.item(i);
                entries.add(entry.getAttribute("keyword") + "=" + entry.getAttribute("value"));
            }
            assertThat(entries)
                    .contains(
                            "Runs=run-0-1 run-0-2 run-0-3 run-1-1 run-1-2 run-1-3",
                            "Specification={\"task\":\"recall\",\"lengths\":[64,128,256]}",
                            "Title=Recall against context length");
        }
    }

    @Test
    void in_an_svg_text_is_text_and_the_runs_are_told() throws Exception {
        byte[] content = bytes(FigureFormat.SVG, SampleFigures.recall(2, 3, false));
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(content));
        assertThat(texts(content))
                .contains(
                        "Context length (tokens)",
                        "Recall",
                        "1024",
                        "chance 0.016",
                        "trained at 64, 128, 256",
                        "Mamba (3 seeds, mean and range)");
        assertThat(document.getElementsByTagName("runs").item(0).getTextContent())
                .startsWith("run-0-1 run-0-2");
        assertThat(document.getElementsByTagName("specification").item(0).getTextContent())
                .contains("\"task\":\"recall\"");
    }

    @Test
    void a_heat_map_has_a_map_for_each_variant_with_its_numbers_and_the_colours_explained() throws Exception {
        byte[] content = bytes(FigureFormat.SVG, SampleFigures.heat(3, 2));
        List<String> texts = texts(content);
        assertThat(texts)
                .contains(
                        "Context length (tokens)",
                        "Depth in the context",
                        "Recall, mean over seeds",
                        "Merge-attention (2 seeds)",
                        "Mamba (2 seeds)",
                        "0\u201310 %",
                        "90\u2013100 %",
                        "2048",
                        "chance 0.213",
                        "line below: trained at 256, 512",
                        "without a number: nothing was asked there");
        int ticks = 2; // 0.25 and 0.75 beside the colours
        assertThat(texts).filteredOn(text -> text.matches("[01]\\.\\d\\d")).hasSize(3 * 4 * 10 - 1 + ticks);
    }

    @Test
    void a_heat_map_shows_six_variants_and_says_how_many_more_there_are() throws Exception {
        List<String> texts = texts(bytes(FigureFormat.SVG, SampleFigures.heat(8, 1)));
        assertThat(texts)
                .filteredOn(text -> text.matches(".*(\\(1 seed\\)|, N = 1)"))
                .hasSize(6);
        assertThat(texts).contains("and 2 more: hide a map to see the next", "Recall");
    }

    private static List<String> texts(byte[] svg) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        List<String> texts = new ArrayList<>();
        NodeList nodes = document.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    @Test
    void in_a_pdf_text_is_text_and_the_runs_are_told() throws IOException {
        byte[] content = bytes(FigureFormat.PDF, SampleFigures.recall(2, 3, false));
        assertThat(new String(content, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        try (PDDocument document = Loader.loadPDF(content)) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Recall against context length", "Context length (tokens)", "1024", "chance 0.016")
                    .contains("Mamba (3 seeds, mean and range)");
            assertThat(document.getDocumentInformation().getCustomMetadataValue("Runs"))
                    .startsWith("run-0-1");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Recall against context length");
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_of_figure_is_written_in_every_format(FigureFormat format) throws IOException {
        List<Figure> figures = List.of(
                SampleFigures.empty(),
                SampleFigures.recall(6, 3, true),
                SampleFigures.loss(2, 3, 300, 0.9),
                SampleFigures.pareto(),
                SampleFigures.scaling(),
                SampleFigures.heat(3, 2));
        for (Figure figure : figures) {
            Path file = folder.resolve("figure." + format.extension());
            FigureExport.write(file, format, figure, Look.PAPER, FigureSize.PAGE);
            assertThat(file).isNotEmptyFile();
        }
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void an_unwritable_target_is_told_in_a_sentence() {
        Path nowhere = folder.resolve("no").resolve("such.csv");
        assertThatThrownBy(() -> FigureExport.write(
                        nowhere, FigureFormat.CSV, SampleFigures.empty(), Look.PAPER, FigureSize.PAGE))
                .isInstanceOf(IOException.class)
                .hasMessage(nowhere + ": the figure could not be saved, for its folder does not exist: choose another");
        assertThatThrownBy(() -> FigureExport.write(
                        folder, FigureFormat.CSV, SampleFigures.empty(), Look.PAPER, FigureSize.PAGE))
                .hasMessage(folder + ": this is a folder, choose the name of a file");
    }
}
