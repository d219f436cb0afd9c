/** Charts, drawn with JFreeChart: on screen later, and as pictures without any display. */
@NullMarked
package dev.braid.visuals.chart;

import org.jspecify.annotations.NullMarked;
