/** Language modelling on text: the corpora that come with Braid, their splits, the tokens they are read in, and the task of predicting the next one. */
@NullMarked
package dev.braid.engine.task.text;

import org.jspecify.annotations.NullMarked;
