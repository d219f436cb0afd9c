package dev.braid.engine.block;

import java.util.Map;

/**
 * A block where it stands: its settings and the widths that reach it.
 *
 * @param settings its parameters
 * @param inputWidths the width at each wired input port; a port without a usable wire is absent
 * @param context what the design is used on
 */
public record Site(Settings settings, Map<String, Integer> inputWidths, DesignContext context) {
    public Site {
        inputWidths = Map.copyOf(inputWidths);
    }

    /** The width at an input that is known to be wired. */
    public int width(String port) {
        Integer width = inputWidths.get(port);
        if (width == null) {
            throw new IllegalArgumentException("no width at " + port);
        }
        return width;
    }
}
