/** The command line, without pictures: everything that can be done headless. Only here may the engine print. */
@NullMarked
package dev.braid.engine.cli;

import org.jspecify.annotations.NullMarked;
