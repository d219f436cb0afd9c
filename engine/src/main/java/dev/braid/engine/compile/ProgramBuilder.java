package dev.braid.engine.compile;

import dev.braid.engine.block.PortSpec;
import dev.braid.engine.compile.FlatBlock.Source;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Matrix;
import dev.braid.engine.tensor.TiedMatrix;
import dev.braid.engine.tensor.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a {@link Program}: one layer a block, buffers with lifetimes, gradients summed at fan-out in a fixed order.
 *
 * <p>Time runs from 0: block i of n goes forward at step i and backward at step 2n−1−i.
 */
final class ProgramBuilder {
    private final Model model;
    private final LayerPlan.Mode mode;
    private final int sequences;
    private final int length;
    private final int contextLength;
    private final int count;
    private final MemoryLayout memory = new MemoryLayout();
    private final List<Buffer> states = new ArrayList<>();
    /** For each block, its output values by port. */
    private final List<Map<String, Value>> values = new ArrayList<>();

    /** An output port's value, its gradient and who reads it. */
    private static final class Value {
        final Buffer buffer;
        final int producer;
        /** Consuming blocks in execution order; one that reads it at two ports stands there twice. */
        final List<Integer> consumers = new ArrayList<>();

        final Buffer gradient;

        Value(Buffer buffer, Buffer gradient, int producer) {
            this.buffer = buffer;
            this.gradient = gradient;
            this.producer = producer;
        }
    }

    ProgramBuilder(Model model, LayerPlan.Mode mode, int sequences, int length, int contextLength) {
        this.model = model;
        this.mode = mode;
        this.sequences = sequences;
        this.length = length;
        this.contextLength = contextLength;
        this.count = model.blocks().size();
    }

    Program build() throws DesignException {
        try {
            declareValues();
            List<Program.Step> steps = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                steps.add(buildStep(i));
            }
            layOutValues();
            long floats = memory.place();
            if (floats > Integer.MAX_VALUE) {
                throw new ArithmeticException("memory");
            }
            return new Program(mode, sequences, length, contextLength, steps, states, (int) floats);
        } catch (ArithmeticException tooLarge) {
            throw Model.tooLarge(
                    "a shard of " + sequences + " × " + length
                            + " tokens needs more numbers than one array can hold; reduce the context length, widths or layers");
        }
    }

    private void declareValues() {
        for (int i = 0; i < count; i++) {
            FlatBlock block = model.blocks().get(i);
            Map<String, Value> ports = new HashMap<>();
            block.outputWidths()
                    .forEach((port, width) -> ports.put(port, new Value(rows(width), rows(width), values.size())));
            values.add(ports);
            for (Source source : block.sources().values()) {
                value(source).consumers.add(i);
            }
        }
    }

    private Program.Step buildStep(int index) {
        FlatBlock block = model.blocks().get(index);
        Plan plan = new Plan(index, block);
        Layer layer = block.type().build(block.site(), plan);
        List<Buffer> outputs =
                values.get(index).values().stream().map(value -> value.buffer).toList();
        List<Buffer> unread = values.get(index).values().stream()
                .filter(value -> value.consumers.isEmpty())
                .map(value -> value.gradient)
                .toList();
        return new Program.Step(
                block, layer, outputs, unread, plan.inputGradients(), plan.doubled, plan.weights, plan.shown);
    }

    private void layOutValues() {
        for (int i = 0; i < count; i++) {
            for (Value value : values.get(i).values()) {
                int last = value.consumers.isEmpty() ? i : value.consumers.getLast();
                if (mode == LayerPlan.Mode.TRAIN) {
                    memory.reserve(value.buffer, i, backward(i));
                    memory.reserve(
                            value.gradient, value.consumers.isEmpty() ? backward(i) : backward(last), backward(i));
                } else {
                    memory.reserve(value.buffer, i, last);
                }
            }
        }
    }

    private int backward(int block) {
        return 2 * count - 1 - block;
    }

    private Value value(Source source) {
        Value value = values.get(model.index(source)).get(source.port());
        if (value == null) {
            throw new IllegalStateException("no width for " + source);
        }
        return value;
    }

    private Buffer rows(int width) {
        return new Buffer(width, Math.toIntExact((long) sequences * length * width));
    }

    /** What one block's layer reserves. */
    private final class Plan implements LayerPlan {
        private final int index;
        private final FlatBlock block;
        private final Map<String, Gradient> gradients = new LinkedHashMap<>();
        private final List<Program.Doubled> doubled = new ArrayList<>();
        private final List<Weight> weights = new ArrayList<>();
        private final Map<String, Buffer> shown = new LinkedHashMap<>();

        Plan(int index, FlatBlock block) {
            this.index = index;
            this.block = block;
            if (mode == Mode.TRAIN) {
                assignGradients();
            }
        }

        /**
         * The consumer that goes backward first, the last in order, writes; the others add. Where a block reads one
         * value at several ports, the further ports get a buffer of their own that is added afterwards, so that a
         * layer may serve its ports in any order.
         */
        private void assignGradients() {
            Map<Value, Buffer> mine = new HashMap<>();
            for (PortSpec port : block.type().inputs(block.site().settings())) {
                Source source = block.sources().get(port.name());
                if (source == null) {
                    continue;
                }
                Value value = value(source);
                if (mine.putIfAbsent(value, value.gradient) == null) {
                    gradients.put(port.name(), new Gradient(value.gradient, value.consumers.getLast() != index));
                } else {
                    Buffer extra = rows(value.buffer.width());
                    memory.reserve(extra, backward(index), backward(index));
                    gradients.put(port.name(), new Gradient(extra, false));
                    doubled.add(new Program.Doubled(extra, value.gradient));
                }
            }
        }

        List<Buffer> inputGradients() {
            return gradients.values().stream().map(Gradient::buffer).toList();
        }

        @Override
        public Mode mode() {
            return mode;
        }

        @Override
        public int sequences() {
            return sequences;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public int contextLength() {
            return contextLength;
        }

        @Override
        public int residualLayers() {
            return Math.max(1, (int) model.blocks().stream()
                    .filter(other -> other.type().id().equals("add"))
                    .count());
        }

        @Override
        public Buffer input(String port) {
            Source source = block.sources().get(port);
            if (source == null) {
                throw new IllegalArgumentException("nothing is wired to " + block.path() + ":" + port);
            }
            return value(source).buffer;
        }

        @Override
        public Buffer output(String port) {
            Value value = values.get(index).get(port);
            if (value == null) {
                throw new IllegalArgumentException(block.path() + " has no output " + port);
            }
            return value.buffer;
        }

        @Override
        public Gradient inputGradient(String port) {
            Gradient gradient = gradients.get(port);
            if (gradient == null) {
                throw new IllegalArgumentException("no gradient at " + block.path() + ":" + port);
            }
            return gradient;
        }

        @Override
        public Buffer outputGradient(String port) {
            Value value = values.get(index).get(port);
            if (value == null || mode != Mode.TRAIN) {
                throw new IllegalArgumentException("no gradient at " + block.path() + ":" + port);
            }
            return value.gradient;
        }

        @Override
        public Buffer saved(int width) {
            return keep(rows(width));
        }

        @Override
        public Buffer savedPerSequence(int floats) {
            return keep(new Buffer(floats, Math.multiplyExact(sequences, floats)));
        }

        private Buffer keep(Buffer buffer) {
            memory.reserve(buffer, index, mode == Mode.TRAIN ? backward(index) : index);
            return buffer;
        }

        @Override
        public Buffer scratch(int width) {
            return scratch(rows(width));
        }

        @Override
        public Buffer scratchFloats(int floats) {
            return scratch(new Buffer(floats, floats));
        }

        private Buffer scratch(Buffer buffer) {
            if (mode == Mode.TRAIN) {
                memory.reserveTwice(buffer, index, backward(index));
            } else {
                memory.reserve(buffer, index, index);
            }
            return buffer;
        }

        @Override
        public Buffer state(int floatsPerSequence) {
            if (!mode.stateful()) {
                throw new IllegalStateException("state is for prompts and decoding");
            }
            Buffer buffer = new Buffer(floatsPerSequence, Math.multiplyExact(sequences, floatsPerSequence));
            memory.reserveForEver(buffer);
            states.add(buffer);
            return buffer;
        }

        @Override
        public Weight weight(String name, Initialiser initialiser, boolean decay, int... shape) {
            return remember(model.weight(block.weightsPath() + "/" + name, initialiser, decay, shape));
        }

        @Override
        public Matrix matrix(String name, int in, int out, Initialiser initialiser) {
            Matrix matrix = model.matrix(block.weightsPath() + "/" + name, in, out, initialiser);
            remember(matrix.weight());
            return matrix;
        }

        private Weight remember(Weight weight) {
            weights.add(weight);
            return weight;
        }

        @Override
        public TiedMatrix tiedToEmbedding() {
            FlatBlock embedding = model.blocks().stream()
                    .filter(other -> other.type().id().equals(Checker.EMBEDDING))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("a tied head without an embedding"));
            Weight table = model.weights().values().stream()
                    .filter(weight -> weight.name().startsWith(embedding.weightsPath() + "/"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("an embedding without a weight"));
            return model.tied(table);
        }

        @Override
        public int blocksOfTypeBefore() {
            return (int) model.blocks().subList(0, index).stream()
                    .filter(other -> other.type().id().equals(block.type().id()))
                    .count();
        }

        @Override
        public void show(String name, Buffer values) {
            shown.put(name, values);
        }

        @Override
        public int blockNumber() {
            return index;
        }
    }
}
