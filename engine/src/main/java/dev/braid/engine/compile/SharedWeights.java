package dev.braid.engine.compile;

import static dev.braid.engine.compile.GraphStructure.clip;

import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Problem.Fix;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.ParamValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a block may use another's weights, as far as the two alone tell; the unpacked design tells the rest. */
final class SharedWeights {
    private final BlockNode block;
    private final String address;
    private final List<Problem> problems = new ArrayList<>();

    private SharedWeights(BlockNode block, String address) {
        this.block = block;
        this.address = address;
    }

    /**
     * What is wrong with the weights a block uses.
     *
     * @param blocks the graph's blocks by id
     * @param address the block's address in the document
     */
    static List<Problem> problems(BlockNode block, Map<String, BlockNode> blocks, String address) {
        SharedWeights check = new SharedWeights(block, address);
        String owner = block.weightsOf();
        if (owner != null) {
            BlockNode node = blocks.get(owner);
            if (node == null) {
                check.error("\"" + clip(owner) + "\", which does not exist; choose a block of this graph", check.own());
            } else {
                check.check(node);
            }
        }
        return check.problems;
    }

    private void check(BlockNode owner) {
        String next = owner.weightsOf();
        if (owner == block) {
            error(owner.id() + ", which is itself; leave weights-of out", own());
        } else if (!owner.type().equals(block.type())) {
            error(
                    owner.id() + ", which is of another type (" + clip(owner.type()) + "); both must be of one type",
                    own());
        } else if (next != null) {
            error(
                    owner.id() + ", which itself uses those of " + clip(next) + "; name the owner directly",
                    new Fix.SetWeightsOf("Use the weights of " + clip(next), address, next));
        } else if (block.type().equals(Structure.SUB_GRAPH)) {
            checkPlacement(owner);
        }
    }

    /** The blocks inside share one by one, so both must unpack to the same blocks. */
    private void checkPlacement(BlockNode owner) {
        Settings expected = Settings.of(Structure.SUB_GRAPH_PARAMETERS, owner.parameters());
        Settings found = Settings.of(Structure.SUB_GRAPH_PARAMETERS, block.parameters());
        found.values().forEach((parameter, value) -> {
            ParamValue there = expected.values().get(parameter);
            if (there != null && !there.equals(value)) {
                String wanted = clip(there.toString());
                error(
                        owner.id() + ", so parameter " + parameter + " must be " + wanted + " as there, not "
                                + clip(value.toString()),
                        new Fix.SetParameter("Set " + parameter + " to " + wanted, address, parameter, there));
            }
        });
    }

    private Fix own() {
        return new Fix.SetWeightsOf("Give it its own weights", address, null);
    }

    private void error(String whose, Fix fix) {
        problems.add(Problem.error(address, null, "uses the weights of " + whose, fix));
    }
}
