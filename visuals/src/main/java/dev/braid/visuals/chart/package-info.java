/** Figures on the screen and in files. All of them are drawn by FigureDrawing, with JFreeChart, from the data in {@code figure}. */
@NullMarked
package dev.braid.visuals.chart;

import org.jspecify.annotations.NullMarked;
