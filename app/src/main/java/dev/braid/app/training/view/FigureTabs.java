package dev.braid.app.training.view;

import dev.braid.app.training.CostBoard;
import dev.braid.app.training.CostBoard.Amount;
import dev.braid.app.training.CostBoard.Beside;
import dev.braid.app.training.FigureBoard;
import dev.braid.app.training.Shown.Along;
import dev.braid.app.training.Shown.Measure;
import dev.braid.app.training.Shown.Moment;
import dev.braid.app.training.Shown.Quality;
import dev.braid.app.training.Shown.Traced;
import dev.braid.app.training.Shown.When;
import dev.braid.app.training.SpeedBoard;
import dev.braid.app.training.SweptParameter;
import dev.braid.visuals.chart.FigureSource;
import dev.braid.visuals.chart.FigureView;
import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.Scale;
import dev.braid.visuals.theme.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** The figures of a session, each with the few choices that are its own. */
final class FigureTabs {
    /** Makes views of figures; knows pulse, appearance and who draws. */
    interface Views {
        FigureView view(Figure first);
    }

    /**
     * A figure and its choices.
     *
     * @param title of the tab
     * @param view the figure
     * @param choices what may be chosen, in a row
     */
    record Tab(String title, FigureView view, HBox choices) {}

    private final FigureBoard board;
    private final CostBoard costs;
    private final SpeedBoard speeds;
    private final ObjectProperty<Moment> moment = new SimpleObjectProperty<>(Moment.BEST);
    private final StringProperty step = new SimpleStringProperty("100");

    private FigureTabs(FigureBoard board, CostBoard costs, SpeedBoard speeds) {
        this.board = board;
        this.costs = costs;
        this.speeds = speeds;
        moment.subscribe(this::chooseMoment);
        step.subscribe(this::chooseMoment);
    }

    static List<Tab> of(FigureBoard board, CostBoard costs, SpeedBoard speeds, Views views) {
        FigureTabs tabs = new FigureTabs(board, costs, speeds);
        return List.of(
                tabs.recall(views),
                tabs.trace(views),
                tabs.swept(views),
                tabs.pareto(views),
                tabs.cost(views),
                tabs.speed(views));
    }

    /**
     * @param steps whether the figure changes with every step, as it is chosen now
     */
    private Tab tab(String title, Views views, BooleanSupplier steps, Supplier<Figure> figure, Node... choices) {
        LongSupplier version = () -> board.version(steps.getAsBoolean());
        return tab(title, views, version, figure, choices);
    }

    private static Tab tab(String title, Views views, LongSupplier version, Supplier<Figure> figure, Node... choices) {
        HBox row = new HBox(choices);
        row.getStyleClass().add("figure-choices");
        row.setAlignment(Pos.CENTER_RIGHT);
        return new Tab(title, view(title, views, version, figure), row);
    }

    /** A view of a figure that changes by itself. */
    static FigureView view(String title, Views views, LongSupplier version, Supplier<Figure> figure) {
        FigureView view = views.view(empty(title));
        view.setId("figure-" + title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
        view.follow(new FigureSource() {
            @Override
            public long version() {
                return version.getAsLong();
            }

            @Override
            public Figure figure() {
                return figure.get();
            }
        });
        return view;
    }

    private static Figure empty(String title) {
        Axis axis = Axis.of("", "", Scale.LINEAR);
        return Figure.of(Figure.Kind.SWEEP, title, axis, axis);
    }

    private Tab recall(Views views) {
        ComboBox<Quality> quality =
                Controls.choice("What is shown", List.of(Quality.values()), Quality::words, board.qualityProperty());
        quality.setId("figure-quality");
        return tab("Recall", views, () -> false, board::recall, quality, when(), overlay());
    }

    private Tab trace(Views views) {
        Slider smoothing = new Slider(0, 0.99, board.smoothingProperty().get());
        smoothing.valueProperty().bindBidirectional(board.smoothingProperty());
        smoothing.setAccessibleText("Smoothing");
        Tip.on(smoothing, "Smoothing; the raw curve stays visible below");
        smoothing.getStyleClass().add("smoothing");
        Label label = Controls.label("Smooth", "braid-muted");
        label.setLabelFor(smoothing);
        return tab(
                "Loss",
                views,
                () -> true,
                board::trace,
                Controls.choice("What is shown", List.of(Traced.values()), Traced::words, board.tracedProperty()),
                Controls.label("against", "braid-muted"),
                Controls.choice("Along what", List.of(Along.values()), Along::words, board.alongProperty()),
                label,
                smoothing);
    }

    private Tab swept(Views views) {
        MenuButton parameter = new MenuButton("Swept parameter");
        parameter.setId("swept-parameter");
        parameter.setAccessibleText("The parameter along the axis");
        parameter.setOnShowing(event -> parameter.getItems().setAll(parameters()));
        parameter.getItems().setAll(parameters());
        return tab(
                "Chunk size",
                views,
                () -> board.sweptMeasureProperty().get().growsWithSteps(),
                () -> {
                    SweptParameter now = board.sweptNow();
                    parameter.setText(now == null ? "Swept parameter" : now.words());
                    return board.swept();
                },
                Controls.choice(
                        "What is shown",
                        List.of(Measure.RECALL, Measure.TIME, Measure.MEMORY, Measure.STATE, Measure.FLOPS),
                        Measure::words,
                        board.sweptMeasureProperty()),
                Controls.label("against", "braid-muted"),
                parameter,
                when());
    }

    private List<MenuItem> parameters() {
        List<MenuItem> items = new ArrayList<>();
        ToggleGroup group = new ToggleGroup();
        for (SweptParameter each : board.sweptParameters()) {
            RadioMenuItem item = new RadioMenuItem(each.words());
            item.setToggleGroup(group);
            item.setSelected(each.equals(board.sweptProperty().get()));
            item.setOnAction(event -> board.sweptProperty().set(each));
            items.add(item);
        }
        if (items.isEmpty()) {
            MenuItem none = new MenuItem("No parameter was swept yet: right-click one on the canvas");
            none.setDisable(true);
            items.add(none);
        }
        return items;
    }

    private Tab pareto(Views views) {
        return tab(
                "Pareto",
                views,
                () -> board.costProperty().get().growsWithSteps(),
                board::pareto,
                Controls.choice(
                        "What is weighed against its cost",
                        List.of(Measure.RECALL, Measure.LOSS),
                        Measure::words,
                        board.gainProperty()),
                Controls.label("against", "braid-muted"),
                Controls.choice(
                        "The cost",
                        List.of(
                                Measure.STATE,
                                Measure.FLOPS,
                                Measure.PARAMETERS,
                                Measure.TRAINING_FLOPS,
                                Measure.SECONDS,
                                Measure.MEMORY),
                        Measure::words,
                        board.costProperty()),
                when(),
                overlay());
    }

    private Tab cost(Views views) {
        ComboBox<Amount> amount =
                Controls.choice("What is predicted", List.of(Amount.values()), Amount::words, costs.amountProperty());
        amount.setId("cost-amount");
        ComboBox<Beside> beside = Controls.choice(
                "The models of study B beside the designs",
                List.of(Beside.values()),
                Beside::words,
                costs.besideProperty());
        beside.setId("cost-beside");
        CheckBox overlay = new CheckBox("All open designs");
        Tip.on(overlay, "Show what the other open designs cost, too");
        overlay.selectedProperty().bindBidirectional(costs.overlayProperty());
        LongSupplier version = costs::version;
        return tab("Cost", views, version, costs::figure, amount, beside, overlay);
    }

    private Tab speed(Views views) {
        ComboBox<SpeedBoard.Amount> amount = Controls.choice(
                "What is measured",
                List.of(SpeedBoard.Amount.values()),
                SpeedBoard.Amount::words,
                speeds.amountProperty());
        amount.setId("speed-amount");
        Button measure = Controls.button(
                "mdi2s-speedometer",
                "Measure",
                "Train and decode each design for some seconds at each context length",
                speeds::measure);
        measure.setId("measure-speed");
        Button stop = Controls.button("mdi2s-stop", "Stop", "Stop measuring; what was measured stays", speeds::stop);
        stop.setId("stop-speed");
        stop.visibleProperty().bind(speeds.measuringProperty());
        measure.visibleProperty().bind(stop.visibleProperty().not());
        stop.managedProperty().bind(stop.visibleProperty());
        measure.managedProperty().bind(measure.visibleProperty());
        CheckBox overlay = new CheckBox("All open designs");
        Tip.on(overlay, "Measure and show the other open designs, too");
        overlay.selectedProperty().bindBidirectional(speeds.overlayProperty());
        return tab("Speed", views, speeds::version, speeds::figure, amount, measure, stop, overlay);
    }

    private CheckBox overlay() {
        CheckBox box = new CheckBox("All open designs");
        Tip.on(box, "Show the runs of the other open designs, too; pinned runs are always shown");
        box.selectedProperty().bindBidirectional(board.overlayProperty());
        return box;
    }

    /** Best, last or at a step; the step can be typed where it counts. */
    private HBox when() {
        TextField at = new TextField();
        at.setPrefColumnCount(5);
        at.setAccessibleText("Step");
        Tip.on(at, "The validation at this step, or the last before it");
        at.textProperty().bindBidirectional(step);
        at.visibleProperty().bind(moment.isEqualTo(Moment.AT_STEP));
        at.managedProperty().bind(at.visibleProperty());
        HBox both = new HBox(
                Controls.choice("At which moment of a run", List.of(Moment.values()), Moment::words, moment), at);
        both.getStyleClass().add("figure-choices");
        both.setAlignment(Pos.CENTER_LEFT);
        return both;
    }

    private void chooseMoment() {
        String digits = step.get().replaceAll("\\D", "");
        long at = digits.isEmpty() || digits.length() > 12 ? Long.MAX_VALUE : Long.parseLong(digits);
        board.whenProperty().set(new When(moment.get(), at));
    }
}
