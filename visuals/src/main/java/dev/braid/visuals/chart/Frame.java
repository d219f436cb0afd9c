package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Figure;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Set;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** Pixels that are drawn by one thread and shown by the other without being copied; never at the same time. */
final class Frame {
    private final BufferedImage canvas;
    private final int[] pixels;
    private final PixelBuffer<IntBuffer> buffer;
    private final WritableImage image;

    Frame(int width, int height) {
        canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
        pixels = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
        buffer = new PixelBuffer<>(width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
        image = new WritableImage(buffer);
    }

    int width() {
        return canvas.getWidth();
    }

    int height() {
        return canvas.getHeight();
    }

    boolean hasSize(int width, int height) {
        return canvas.getWidth() == width && canvas.getHeight() == height;
    }

    /** Draws on transparent ground; any thread. */
    DrawnFigure draw(Figure figure, Set<String> hidden, Look look, double width, double height, double scale) {
        Arrays.fill(pixels, 0);
        Graphics2D graphics = canvas.createGraphics();
        try {
            graphics.scale(scale, scale);
            return FigureDrawing.draw(graphics, figure, hidden, look, width, height);
        } finally {
            graphics.dispose();
        }
    }

    /** The pixels as an image; user-interface thread. */
    Image shown() {
        buffer.updateBuffer(all -> null);
        return image;
    }
}
