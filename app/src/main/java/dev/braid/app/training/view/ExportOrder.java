package dev.braid.app.training.view;

import dev.braid.visuals.chart.FigureFormat;
import dev.braid.visuals.chart.FigureSize;
import dev.braid.visuals.chart.Look;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.document.Notice;
import javafx.beans.property.ObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * A figure that somebody wants in a file.
 *
 * @param figure exactly what is shown, with the specification of its runs
 * @param notice where to tell how it went
 */
public record ExportOrder(
        Figure figure, FigureFormat format, Look look, FigureSize size, ObjectProperty<@Nullable Notice> notice) {}
