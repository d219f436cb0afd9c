package dev.braid.visuals.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.visuals.chart.RecallFigure.Curve;
import dev.braid.visuals.chart.RecallFigure.Point;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecallFigureTest {
    private static final int BLUE = 0x0072b2;
    private static final int VERMILLION = 0xd55e00;

    @BeforeAll
    static void draw_without_a_display() {
        System.setProperty("java.awt.headless", "true");
    }

    private static BufferedImage draw(List<Curve> curves) throws IOException {
        RecallFigure figure = new RecallFigure(
                "A question", "what is drawn", curves, new TreeMap<>(Map.of(64, 0.01, 256, 0.01)), List.of(64, 128));
        return ImageIO.read(new ByteArrayInputStream(figure.png()));
    }

    private static Curve flat(String name, double recall) {
        return new Curve(
                name,
                3,
                List.of(new Point(64, recall, recall, recall), new Point(256, recall, recall - 0.1, recall + 0.1)));
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

    @Test
    void a_figure_is_1600_by_1000_pixels() throws IOException {
        BufferedImage image = draw(List.of(flat("one", 0.5)));
        assertThat(image.getWidth()).isEqualTo(1600);
        assertThat(image.getHeight()).isEqualTo(1000);
    }

    @Test
    void high_recall_is_drawn_above_low_recall() throws IOException {
        BufferedImage image = draw(List.of(flat("high", 0.95), flat("low", 0.15)));
        assertThat(count(image, BLUE, 150, 450)).isGreaterThan(3000);
        assertThat(count(image, VERMILLION, 150, 450)).isZero();
        assertThat(count(image, VERMILLION, 550, 850)).isGreaterThan(3000);
    }

    @Test
    void curves_on_each_other_all_show() throws IOException {
        BufferedImage image = draw(List.of(flat("below", 0.5), flat("above", 0.5)));
        assertThat(count(image, BLUE, 150, 800)).isGreaterThan(1000);
        assertThat(count(image, VERMILLION, 150, 800)).isGreaterThan(1000);
    }

    @Test
    void the_same_figure_gives_the_same_bytes() throws IOException {
        RecallFigure figure =
                new RecallFigure("A", "b", List.of(flat("one", 0.5)), new TreeMap<>(Map.of(64, 0.01)), List.of(64));
        assertThat(figure.png()).isEqualTo(figure.png());
    }
}
