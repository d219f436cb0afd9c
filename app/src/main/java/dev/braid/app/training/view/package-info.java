/** The training panel: transport bar, settings, figures, runs, ablations. Only controls; what they mean is decided in {@code training}. */
@NullMarked
package dev.braid.app.training.view;

import org.jspecify.annotations.NullMarked;
