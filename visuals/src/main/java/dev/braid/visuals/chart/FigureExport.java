package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.FigureTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes figures to files: exactly what is drawn, with the ids of the runs and their specification inside. Any thread. */
public final class FigureExport {
    private FigureExport() {}

    /**
     * Writes a figure beside its file and renames it then: whoever looks sees the old file or the new one, whole.
     *
     * @throws IOException with one sentence that names the file and the reason; an old file is untouched
     */
    public static void write(Path file, FigureFormat format, Figure figure, Look look, FigureSize size)
            throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": this is a folder, choose the name of a file");
        }
        byte[] content = bytes(format, figure, look, size);
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + System.nanoTime() + ".tmp");
        try {
            Files.write(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw new IOException(file + ": the figure could not be saved, " + reason(e), e);
        }
    }

    /** The content of such a file. */
    public static byte[] bytes(FigureFormat format, Figure figure, Look look, FigureSize size) throws IOException {
        return switch (format) {
            case PNG -> PngFigure.bytes(figure, look, size);
            case SVG -> SvgFigure.bytes(figure, look, size);
            case PDF -> PdfFigure.bytes(figure, look, size);
            case CSV -> FigureTable.csv(figure).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "for its folder does not exist: choose another";
            case AccessDeniedException _ -> "for writing into its folder is not permitted: choose another";
            case FileSystemException f when f.getReason() != null -> "the system says: " + f.getReason();
            default -> "the system says: " + e.getMessage();
        };
    }
}
