package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.kernel.ElementwiseKernels;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import java.util.List;
import java.util.Map;

/** Two to eight inputs side by side. */
public final class Concat implements BlockType {
    /** Most channels of the output: without a limit, concats of concats would soon count no more. */
    private static final int WIDEST = 65_536;

    @Override
    public String id() {
        return "concat";
    }

    @Override
    public String title() {
        return "Concat";
    }

    @Override
    public Category category() {
        return Category.FUSION;
    }

    @Override
    public List<String> keywords() {
        return List.of("concatenate", "join", "stack", "side by side", "zamba");
    }

    @Override
    public String explanation() {
        return """
                Puts its inputs side by side: the output's channels are those of the first input, then those of \
                the second, and so on. Widths may differ and add up.

                It loses nothing and decides nothing; what follows chooses what to use, usually a linear block or \
                a mixer with a wider input. Zamba feeds its shared attention block with the residual stream and \
                the token embedding side by side, so that the block sees the original tokens at every depth: wire \
                both into this block and put the attention behind it.

                To join a Mamba branch and an attention branch through a linear map, take concat + linear instead, \
                which does the same without writing the long row down.

                A width twice as large makes the following matrices twice as large: bring it down with a linear \
                block before the stream is joined again, because a sum needs inputs of one width.

                It has no parameters and no arithmetic; it only copies.""";
    }

    @Override
    public String formula() {
        return "y = [a; b; …]   (Glorioso et al. 2024, Zamba)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(new ParamSpec.Whole("inputs", "Inputs", "How many inputs are joined.", 2, 2, 8, List.of()));
    }

    @Override
    public List<PortSpec> inputs(Settings settings) {
        return Add.portNames(settings).stream().map(PortSpec::of).toList();
    }

    @Override
    public List<PortSpec> outputs(Settings settings) {
        return List.of(PortSpec.of("out"));
    }

    @Override
    public Map<String, Integer> outputWidths(Site site, ShapeReport report) {
        int width = 0;
        for (String port : Add.portNames(site.settings())) {
            Integer here = site.inputWidths().get(port);
            if (here == null) {
                return Map.of();
            }
            width += here;
        }
        if (width > WIDEST) {
            report.error(
                    null,
                    "side by side the inputs are " + width + " wide; at most " + WIDEST
                            + " are possible: bring them down with linear blocks first",
                    null);
            return Map.of();
        }
        return Map.of("out", width);
    }

    @Override
    public Cost cost(Site site) {
        return Cost.FREE;
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        List<String> ports = Add.portNames(site.settings());
        return new Joined(
                ports.stream().map(plan::input).toList(),
                plan.output("out"),
                Backward.outputGradient(plan, "out"),
                ports.stream().map(port -> Backward.inputGradient(plan, port)).toList());
    }

    /**
     * The layer.
     *
     * @param parts each [rows, its width]
     * @param out [rows, sum of the widths]
     */
    private record Joined(List<Buffer> parts, Buffer out, Buffer dOut, List<Gradient> dParts) implements Layer {
        @Override
        public void forward(Pass pass) {
            ElementwiseKernels kernels = Kernels.ACTIVE.elementwise();
            int column = 0;
            for (int i = 0; i < parts.size(); i++) {
                Buffer part = parts.get(i);
                kernels.copyRows(
                        pass.rows,
                        part.width(),
                        pass.memory,
                        part.at(),
                        part.width(),
                        pass.memory,
                        out.at() + column,
                        out.width());
                column += part.width();
            }
        }

        @Override
        public void backward(Pass pass) {
            ElementwiseKernels kernels = Kernels.ACTIVE.elementwise();
            int column = 0;
            for (int i = 0; i < dParts.size(); i++) {
                Buffer part = dParts.get(i).buffer();
                int from = dOut.at() + column;
                if (dParts.get(i).accumulate()) {
                    kernels.addRows(
                            pass.rows,
                            part.width(),
                            pass.memory,
                            from,
                            dOut.width(),
                            pass.memory,
                            part.at(),
                            part.width());
                } else {
                    kernels.copyRows(
                            pass.rows,
                            part.width(),
                            pass.memory,
                            from,
                            dOut.width(),
                            pass.memory,
                            part.at(),
                            part.width());
                }
                column += part.width();
            }
        }
    }
}
