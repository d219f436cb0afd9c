/** How fast designs train, read and write on this machine: measured, on random tokens, with weights as they are at the start. */
@NullMarked
package dev.braid.engine.speed;

import org.jspecify.annotations.NullMarked;
