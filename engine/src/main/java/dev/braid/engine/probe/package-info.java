/** What can be looked at in a trained model: the hidden states that its blocks compute. Nothing here changes a model. */
@NullMarked
package dev.braid.engine.probe;

import org.jspecify.annotations.NullMarked;
