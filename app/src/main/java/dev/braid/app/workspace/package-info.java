/** The open designs and their files: opening, saving, autosave, recovery after a crash, the samples. No controls here. */
@NullMarked
package dev.braid.app.workspace;

import org.jspecify.annotations.NullMarked;
