package dev.braid.app;

import dev.braid.app.training.Status;
import dev.braid.app.training.TrainingDesk;
import dev.braid.app.training.TrainingSession;
import dev.braid.visuals.document.OpenDesign;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** The training of the design that is worked on, for commands and the status bar. */
final class RunControls {
    private final TrainingDesk desk;
    private final SimpleObjectProperty<Status> status = new SimpleObjectProperty<>(Status.UNKNOWN);
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");

    RunControls(TrainingDesk desk, ReadOnlyObjectProperty<@Nullable OpenDesign> design) {
        this.desk = desk;
        design.subscribe(now -> {
            status.unbind();
            if (now == null) {
                status.set(Status.UNKNOWN);
            } else {
                status.bind(desk.session(now).statusProperty());
            }
            say();
        });
        status.addListener(observable -> say());
    }

    /** What goes on, in a line; nothing while nothing does. */
    private void say() {
        words.set(status.get().phase().active() ? status.get().words() : "");
    }

    /** Whether something can be done now. */
    BooleanBinding can(Predicate<Status.Possible> what) {
        return Bindings.createBooleanBinding(() -> what.test(status.get().possible()), status);
    }

    /** Does something with the training. */
    Runnable act(Consumer<TrainingSession> action) {
        return () -> {
            TrainingSession session = desk.currentSession();
            if (session != null) {
                action.accept(session);
            }
        };
    }

    ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }
}
