package dev.braid.engine.block;

import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import java.util.List;
import java.util.Map;

/**
 * Everything about one type of block, in one place: the palette, the inspector, the file format, the checker, the
 * cost model and the engine all read it here.
 */
public interface BlockType {
    /** The id in files, in kebab case, for ever. */
    String id();

    /** The name on the canvas. */
    String title();

    /** The drawer of the palette it lies in. */
    Category category();

    /** Other words under which people look for it. */
    List<String> keywords();

    /** One screen of explanation in plain sentences: what it does, what it costs, when it helps. */
    String explanation();

    /** Its formula in Unicode mathematics, with the symbols of the glossary; source named. */
    String formula();

    /** Its parameters, in the order of the form. */
    List<ParamSpec> parameters();

    /** Its input ports; they may depend on the settings (a sum of three has three). */
    List<PortSpec> inputs(Settings settings);

    /** Its output ports. */
    List<PortSpec> outputs(Settings settings);

    /**
     * The shape rule: the width of every output port that can be told from what is known, reporting all that is wrong
     * on the way. Must cope with missing inputs and never throws.
     */
    Map<String, Integer> outputWidths(Site site, ShapeReport report);

    /** The cost at a site without errors. */
    Cost cost(Site site);

    /** Builds the executable layer at a site without errors. */
    Layer build(Site site, LayerPlan plan);

    /** Drawers of the palette. */
    enum Category {
        /** Tokens in and out. */
        INPUT_OUTPUT("Tokens"),
        /** Blocks that mix positions. */
        MIXER("Sequence mixers"),
        /** Two branches into one. */
        FUSION("Fusion"),
        /** Feed-forward and other position-wise blocks. */
        POSITION_WISE("Position-wise"),
        /** Normalisation, dropout. */
        NORMALISATION("Normalisation"),
        /** Sub-graphs and their ports. */
        STRUCTURE("Structure");

        private final String title;

        Category(String title) {
            this.title = title;
        }

        /** The drawer's label. */
        public String title() {
            return title;
        }
    }
}
