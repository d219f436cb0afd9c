/** Where JavaFX looks for the platform that {@code -Dglass.platform=Robotic} names; test scope only. */
@NullUnmarked
package com.sun.glass.ui.robotic;

import org.jspecify.annotations.NullUnmarked;
