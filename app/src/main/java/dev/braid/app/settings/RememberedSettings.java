package dev.braid.app.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of the running program; every change is written in the background. User-interface thread only. */
public final class RememberedSettings {
    private static final Logger LOG = LoggerFactory.getLogger(RememberedSettings.class);

    private final Path file;
    private final Executor background;
    private final ReadOnlyObjectWrapper<Settings> settings;

    /**
     * Settings that were read.
     *
     * @param background writes one after the other
     */
    public RememberedSettings(Settings settings, Path file, Executor background) {
        this.settings = new ReadOnlyObjectWrapper<>(settings);
        this.file = file;
        this.background = background;
    }

    /** As they are now. */
    public Settings get() {
        return settings.get();
    }

    /** As they are now, and whenever they change. */
    public ReadOnlyObjectProperty<Settings> property() {
        return settings.getReadOnlyProperty();
    }

    /** Changes something. */
    public void change(UnaryOperator<Settings> change) {
        Settings changed = change.apply(settings.get());
        if (!changed.equals(settings.get())) {
            settings.set(changed);
            background.execute(() -> write(changed));
        }
    }

    private void write(Settings changed) {
        try {
            SettingsFile.write(file, changed);
        } catch (IOException e) {
            LOG.info("{}", e.getMessage()); // losing a window's size is nothing to bother anybody with
        }
    }
}
