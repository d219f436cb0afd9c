/**
 * Recall on text: what stood in a passage is asked after it. Facts from the World Factbook in the manner of SWDE, FDA and
 * SQuAD, as they are or exchanged between countries, and needles in filler text; each as a task to train on and as questions
 * to be answered freely.
 */
@NullMarked
package dev.braid.engine.task.reading;

import org.jspecify.annotations.NullMarked;
