/** The list of all tasks: the one place that knows every package of tasks, and that only users of tasks know. */
@NullMarked
package dev.braid.engine.task.catalog;

import org.jspecify.annotations.NullMarked;
