package dev.braid.app.training;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.cli.SweepCommand;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlan.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * A sweep from the canvas: one or several parameters of a design at several values, at several lengths, learning rates and
 * seeds, as one plan that can be stopped and gone on with. The design is the one at the time the ablation was asked for.
 */
public final class Ablation {
    private final Architecture design;
    private final ObservableList<Axis> axes = FXCollections.observableArrayList();
    private final ObservableList<Axis> axesView = FXCollections.unmodifiableObservableList(axes);
    private final String question;
    private final BooleanProperty apart = new SimpleBooleanProperty(canRunApart());
    private final TrainingSession session;
    private final boolean editable;
    private final Optional<SweepPlan> asItStands;
    private final Optional<ContinualForm> form;
    private final Optional<ContinualBoard> continual;

    /**
     * A parameter and its values.
     *
     * @param address the block's address in the document
     * @param spec the parameter
     * @param values what is tried
     * @param twins the addresses of the other blocks of that type, which may get the same value
     * @param together whether they do
     * @param only what else is set in every variant, because the parameter counts only then
     */
    public record Axis(
            String address,
            ParamSpec spec,
            Field<List<ParamValue>> values,
            List<String> twins,
            BooleanProperty together,
            Optional<Condition> only) {
        /** In a few words: the parameter and where it stands. */
        public String words() {
            return spec.title() + " of " + address;
        }
    }

    /**
     * A choice of the same block without which a parameter does nothing, such as the span window for the window w.
     *
     * @param choice the other parameter
     * @param option its value
     */
    public record Condition(ParamSpec.Choice choice, String option) {
        /** What is done about it, in a sentence. */
        public String words() {
            return "Sets " + choice.title() + " to " + option + ": it counts only there.";
        }
    }

    /** Sweeps that parameter of a block, at the values it offers. */
    public Ablation(
            Architecture design,
            String address,
            ParamSpec spec,
            Optional<Choices> like,
            Consumer<String> reveal,
            Workbench bench) {
        this.design = design;
        question = "";
        editable = true;
        asItStands = Optional.empty();
        form = Optional.empty();
        continual = Optional.empty();
        session = new TrainingSession(
                new ReadOnlyObjectWrapper<>(design).getReadOnlyProperty(),
                reveal,
                bench,
                new TrainingSession.Planner() {
                    @Override
                    public SweepPlan plan(Choices choices, List<Architecture> designs) {
                        return Ablation.this.plan(choices);
                    }

                    @Override
                    public List<String> problems() {
                        return axes.stream()
                                .map(axis -> axis.values.problemProperty().get())
                                .filter(problem -> !problem.isEmpty())
                                .toList();
                    }
                },
                this::worker);
        like.ifPresent(session.form()::set);
        apart.subscribe(session::planChanged);
        sweep(address, spec);
    }

    /** Takes a plan as it stands: one that comes with the program, or that was started before. */
    Ablation(SweepPlan plan, Workbench bench) {
        question = plan.question();
        editable = false;
        design = plan.variants().getFirst().design();
        session = new TrainingSession(
                new ReadOnlyObjectWrapper<>(design).getReadOnlyProperty(),
                null,
                bench,
                new TrainingSession.Planner() {
                    @Override
                    public SweepPlan plan(Choices choices, List<Architecture> designs) {
                        return plan;
                    }

                    @Override
                    public Optional<Consumer<List<Double>>> learningRates(ChoicesForm shown) {
                        return Optional.empty();
                    }
                },
                this::worker);
        session.form().set(Choices.of(plan));
        asItStands = Optional.of(plan);
        form = Optional.empty();
        continual = ContinualBoard.of(plan, session);
    }

    /** Goes on with paraphrases as that form says. */
    Ablation(ContinualForm form, Workbench bench) {
        question = form.plan().question();
        editable = false;
        design = form.plan().variants().getFirst().design();
        session = new TrainingSession(
                new ReadOnlyObjectWrapper<>(design).getReadOnlyProperty(),
                null,
                bench,
                new TrainingSession.Planner() {
                    @Override
                    public SweepPlan plan(Choices choices, List<Architecture> designs) {
                        return form.plan();
                    }

                    @Override
                    public List<String> problems() {
                        return form.problems();
                    }

                    @Override
                    public Optional<Consumer<List<Double>>> learningRates(ChoicesForm shown) {
                        return Optional.of(form::setLearningRates);
                    }
                },
                this::worker);
        session.form().set(Choices.of(form.plan()));
        asItStands = Optional.empty();
        this.form = Optional.of(form);
        continual = ContinualBoard.of(form.plan(), session);
        form.onChange(() -> {
            session.form().set(Choices.of(form.plan()));
            session.planChanged();
            continual.ifPresent(board -> board.turnTo(form.plan()));
        });
    }

    /** Trains a variant once more as the form says: one that goes on from weights, on whatever is chosen now. */
    Ablation(String question, Variant variant, Choices like, Workbench bench) {
        this.question = question;
        design = variant.design();
        editable = true;
        asItStands = Optional.empty();
        form = Optional.empty();
        continual = Optional.empty();
        session = new TrainingSession(
                new ReadOnlyObjectWrapper<>(design).getReadOnlyProperty(),
                null,
                bench,
                (choices, designs) -> choices.planOf(question, List.of(variant)),
                this::worker);
        session.form().set(like);
    }

    /** Computes one run again, just as it was. */
    Ablation(RunData run, Workbench bench) {
        this(planOf(run), bench);
        apart.set(false);
    }

    private static SweepPlan planOf(RunData run) {
        RunSpec spec = run.spec();
        return new SweepPlan(
                spec.variant() + ", once more",
                List.of(variant(run, spec.from())),
                spec.task(),
                spec.taskParameters(),
                List.of(spec.train()),
                List.of(spec.evaluate()),
                List.of(spec.settings().learningRate()),
                List.of(spec.settings().seed()),
                false,
                spec.settings());
    }

    /** The design of a run, going on from weights, if any are given. */
    static Variant variant(RunData run, RunSpec.@Nullable Start from) {
        return new Variant(
                run.spec().variant(),
                run.spec().design(),
                List.of(),
                from == null ? List.of() : List.of(from),
                Map.of());
    }

    /** Whether the form decides what is trained; a plan that is taken as it stands is only shown there. */
    public boolean isEditable() {
        return editable;
    }

    /** Whether it is about that plan: takes it as it stands, has it chosen now, or trains it. */
    boolean takes(SweepPlan plan) {
        return Stream.of(
                        asItStands, form.map(ContinualForm::plan), session.run().map(PlanRun::plan))
                .flatMap(Optional::stream)
                .anyMatch(plan::equals);
    }

    /** How it goes on with paraphrases, as long as that can be chosen. */
    public Optional<ContinualForm> continualForm() {
        return form;
    }

    /** Before and after, if it is a plan of going on with paraphrases. */
    public Optional<ContinualBoard> continual() {
        return continual;
    }

    /** What a plan asks that is taken as it stands; "" where parameters are swept. */
    public String question() {
        return question;
    }

    /** What drives it: the form, the transport bar, progress. */
    public TrainingSession session() {
        return session;
    }

    /** Whether it is about that design as it is. */
    boolean sweeps(Architecture other) {
        return !axes.isEmpty() && design.bare().equals(other.bare());
    }

    /** The parameters that are swept; none if a kept plan goes on. */
    public ObservableList<Axis> axes() {
        return axesView;
    }

    /** Whether runs go in worker processes, so that a crash or a lack of memory takes one run along and no more. */
    public BooleanProperty apartProperty() {
        return apart;
    }

    /** Whether worker processes can be started here: a packaged program has no separate Java to start. */
    public static boolean canRunApart() {
        return Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    private List<String> worker() {
        int lanes = Math.max(1, session.bench().processors());
        return apart.get() ? SweepCommand.workerCommand(lanes) : List.of();
    }

    /** Sweeps one more parameter: every value with every value of the others. */
    public void sweep(String address, ParamSpec spec) {
        List<String> twins = twins(address, spec);
        Field<List<ParamValue>> values = Field.of(
                spec.name(),
                spec.title(),
                spec.help(),
                List.copyOf(spec.sweep()),
                text -> Numbers.list(text, part -> TaskFields.value(spec, part)),
                given -> given.stream().map(TaskFields::words).collect(Collectors.joining(", ")));
        BooleanProperty together = new SimpleBooleanProperty(!twins.isEmpty());
        values.textProperty().subscribe(session::planChanged);
        together.subscribe(session::planChanged);
        axes.removeIf(axis -> axis.address.equals(address) && axis.spec.equals(spec));
        axes.add(new Axis(address, spec, values, twins, together, condition(address, spec)));
        session.planChanged();
    }

    /** Sweeps a parameter no longer. */
    public void remove(Axis axis) {
        axes.remove(axis);
        session.planChanged();
    }

    /** The other blocks of that type whose parameter has the same value now. */
    private List<String> twins(String address, ParamSpec spec) {
        List<String> twins = new ArrayList<>();
        Optional<BlockNode> own = block(address);
        if (own.isPresent()) {
            collect(twins, "", design.graph(), own.get(), spec);
            design.subGraphs().forEach((name, inner) -> collect(twins, name + "/", inner.graph(), own.get(), spec));
        }
        twins.remove(address);
        return twins;
    }

    private static void collect(List<String> twins, String prefix, Graph graph, BlockNode like, ParamSpec spec) {
        for (BlockNode block : graph.blocks()) {
            ParamValue value = block.parameters().getOrDefault(spec.name(), spec.defaultValue());
            if (block.type().equals(like.type())
                    && value.equals(like.parameters().getOrDefault(spec.name(), spec.defaultValue()))) {
                twins.add(prefix + block.id());
            }
        }
    }

    /** Where a choice of the block has an option of the parameter's name that is not taken, the parameter would do nothing. */
    private Optional<Condition> condition(String address, ParamSpec spec) {
        Optional<BlockNode> own = block(address);
        return own.flatMap(block -> session.bench().catalog().find(block.type()))
                .flatMap(type -> type.parameters().stream()
                        .filter(ParamSpec.Choice.class::isInstance)
                        .map(ParamSpec.Choice.class::cast)
                        .filter(choice -> choice.options().contains(spec.name()))
                        .findFirst())
                .filter(choice -> !own.orElseThrow()
                        .parameters()
                        .getOrDefault(choice.name(), choice.defaultValue())
                        .equals(new ParamValue.Text(spec.name())))
                .map(choice -> new Condition(choice, spec.name()));
    }

    private Optional<BlockNode> block(String address) {
        int slash = address.indexOf('/');
        if (slash < 0) {
            return design.graph().block(address);
        }
        SubGraph inner = design.subGraphs().get(address.substring(0, slash));
        return inner == null ? Optional.empty() : inner.graph().block(address.substring(slash + 1));
    }

    /** The plan as it stands: all values of all parameters, each combination a variant. */
    SweepPlan plan(Choices choices) {
        String name = design.name().isBlank() ? "Design" : design.name();
        List<Variant> variants = List.of(new Variant(name, design, List.of()));
        for (Axis axis : axes) {
            List<Variant> more = new ArrayList<>();
            for (Variant variant : variants) {
                for (ParamValue value : axis.values.value().orElse(List.of())) {
                    more.add(swept(variant, axis, value));
                }
            }
            variants = more.isEmpty() ? variants : more;
        }
        String question = axes.isEmpty()
                ? ""
                : name + ": "
                        + axes.stream()
                                .map(axis -> axis.spec.title().toLowerCase(java.util.Locale.ROOT)
                                        + (axis.together.get() ? "" : " of " + axis.address))
                                .collect(Collectors.joining(" and "));
        return choices.planOf(question, variants);
    }

    private static Variant swept(Variant variant, Axis axis, ParamValue value) {
        String name = axis.spec.name();
        List<String> blocks = new ArrayList<>(List.of(axis.address));
        if (axis.together.get()) {
            blocks.addAll(axis.twins);
        }
        Variant changed = variant;
        for (String block : blocks) {
            changed = one(changed, block + "." + name, value);
            if (axis.only.isPresent()) {
                Condition only = axis.only.get();
                changed = one(changed, block + "." + only.choice.name(), new ParamValue.Text(only.option));
            }
        }
        return new Variant(
                variant.name() + ", " + name + " " + TaskFields.words(value),
                changed.design(),
                variant.learningRates(),
                variant.from(),
                changed.taskParameters());
    }

    private static Variant one(Variant variant, String target, ParamValue value) {
        return variant.sweep(target, List.of(value)).map(List::getFirst).orElse(variant);
    }
}
