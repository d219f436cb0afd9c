/** The program: it wires engine and visuals together. Nobody imports it. */
@NullMarked
package dev.braid.app;

import org.jspecify.annotations.NullMarked;
