/**
 * Training as the window sees it, without controls: what is chosen, the runs that go on, how long they still take, what
 * their curves show, ablations, and the comparison of runs. The engine's threads fill queues and buffers; everything
 * here happens on the user-interface thread when {@code poll} looks what is new.
 */
@NullMarked
package dev.braid.app.training;

import org.jspecify.annotations.NullMarked;
