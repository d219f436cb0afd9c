/** Many runs: the specification of a run, plans of runs, who executes them, and what can be said of their results. */
@NullMarked
package dev.braid.engine.sweep;

import org.jspecify.annotations.NullMarked;
