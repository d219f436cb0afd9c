package dev.braid.engine.tensor.nd4j;

import dev.braid.engine.block.Settings;
import dev.braid.engine.compile.FlatBlock;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What a block's formula sees.
 *
 * @param block the block
 * @param inputs by port, [rows, d]
 * @param weights of the whole model by name
 * @param ops the operations
 */
record Scope(FlatBlock block, Map<String, SDVariable> inputs, Map<String, SDVariable> weights, Operations ops) {
    /** The only input of most blocks. */
    SDVariable in() {
        return in("in");
    }

    /** What comes in at a port. */
    SDVariable in(String port) {
        SDVariable value = inputs.get(port);
        if (value == null) {
            throw new IllegalArgumentException(block.path() + " has nothing at its input " + port);
        }
        return value;
    }

    /** d of what comes in at a port. */
    int width(String port) {
        return block.site().width(port);
    }

    /** One of the block's weights, its owner's where they are shared. */
    SDVariable weight(String name) {
        SDVariable value = weights.get(block.weightsPath() + "/" + name);
        if (value == null) {
            throw new IllegalArgumentException(block.path() + " has no weight " + name);
        }
        return value;
    }

    Settings settings() {
        return block.site().settings();
    }

    int whole(String parameter) {
        return settings().whole(parameter);
    }

    String text(String parameter) {
        return settings().text(parameter);
    }
}
