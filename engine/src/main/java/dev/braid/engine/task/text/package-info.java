/** Language modelling on text: the corpora that come with Braid, their splits, and the task of predicting the next byte. */
@NullMarked
package dev.braid.engine.task.text;

import org.jspecify.annotations.NullMarked;
