package dev.braid.app;

import dev.braid.app.workspace.Samples;
import dev.braid.app.workspace.Samples.Sample;
import dev.braid.app.workspace.Samples.Study;
import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.visuals.feed.UiThread;
import dev.braid.visuals.theme.Tip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** Where one starts from: every design that comes with the program, with why it matters, whole studies, and the files that were open. */
final class Gallery extends BorderPane {
    private static final double CARD_WIDTH = 260;
    private static final double DRAWING_HEIGHT = 84;
    private static final String STUDIES = "Studies: a question, and all trainings that answer it";

    private final BlockCatalog catalog;
    private final Consumer<Architecture> open;
    private final Consumer<SweepPlan> openStudy;
    private final Map<Sample, Architecture> designs = new LinkedHashMap<>();
    private final List<Study> studies = new ArrayList<>();
    private final Map<Object, Node> cards = new HashMap<>();
    private final TextField search = new TextField();
    private final VBox groups = new VBox(18);
    private final Label nothing = new Label("No design and no study is described by these words.");

    /** What can be done besides. */
    record Starters(Runnable createNew, Runnable openFile, ObservableList<Path> recent, Consumer<Path> openRecent) {}

    Gallery(
            BlockCatalog catalog,
            Executor files,
            Consumer<Architecture> open,
            Consumer<SweepPlan> openStudy,
            Starters starters) {
        this.catalog = catalog;
        this.open = open;
        this.openStudy = openStudy;
        setId("gallery");
        getStyleClass().add("gallery");
        setTop(head(starters));
        groups.getStyleClass().add("gallery-groups");
        ScrollPane scroll = new ScrollPane(groups);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        setCenter(scroll);
        search.textProperty().subscribe(text -> show());
        files.execute(() -> {
            Map<Sample, Architecture> read = new LinkedHashMap<>();
            Samples.all().forEach(sample -> read.put(sample, Samples.read(sample.path())));
            List<Study> plans = Samples.studies();
            UiThread.run(() -> {
                designs.putAll(read);
                studies.addAll(plans);
                show();
            });
        });
    }

    private Node head(Starters starters) {
        Label title = new Label("Start from a design");
        title.getStyleClass().add("title-3");
        Button fresh = new Button("New design", new FontIcon("mdi2f-file-plus-outline"));
        fresh.setOnAction(event -> starters.createNew().run());
        Button file = new Button("Open a file …", new FontIcon("mdi2f-folder-open-outline"));
        file.setOnAction(event -> starters.openFile().run());
        search.setId("gallery-search");
        search.setPromptText("Search the designs");
        search.setAccessibleText("Search the designs");
        search.setPrefColumnCount(20);
        for (Region whole : List.of(title, fresh, file)) {
            whole.setMinWidth(Region.USE_PREF_SIZE);
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = new HBox(10, title, space, search, fresh, file);
        row.setAlignment(Pos.CENTER_LEFT);
        FlowPane recent = new FlowPane(12, 2);
        recent.getStyleClass().add("gallery-recent");
        Runnable showRecent = () -> {
            List<Node> links = new ArrayList<>();
            Label label = new Label("Recent files:");
            label.getStyleClass().add("braid-muted");
            links.add(label);
            for (Path path : starters.recent().stream().limit(6).toList()) {
                Hyperlink link = new Hyperlink(String.valueOf(path.getFileName()));
                Tip.on(link, path.toString());
                link.setOnAction(event -> starters.openRecent().accept(path));
                links.add(link);
            }
            recent.getChildren().setAll(links);
            recent.setVisible(!starters.recent().isEmpty());
            recent.setManaged(!starters.recent().isEmpty());
        };
        starters.recent().subscribe(showRecent);
        showRecent.run();
        VBox head = new VBox(6, row, recent);
        head.getStyleClass().add("gallery-head");
        return head;
    }

    /** Puts the cursor into the search field. */
    void focusSearch() {
        search.requestFocus();
    }

    private void show() {
        String wanted = search.getText().toLowerCase(Locale.ROOT).strip();
        Map<String, CardGrid> shown = new LinkedHashMap<>();
        designs.forEach((sample, design) -> {
            if (fits(wanted, sample.group(), design.name(), design.description())) {
                shown.computeIfAbsent(sample.group(), group -> new CardGrid(CARD_WIDTH, 14))
                        .getChildren()
                        .add(cards.computeIfAbsent(sample, each -> card(design)));
            }
        });
        for (Study study : studies) {
            if (fits(wanted, STUDIES, study.title(), study.plan().question())) {
                shown.computeIfAbsent(STUDIES, group -> new CardGrid(CARD_WIDTH, 14))
                        .getChildren()
                        .add(cards.computeIfAbsent(study, each -> card(study)));
            }
        }
        groups.getChildren().clear();
        shown.forEach((group, flow) -> {
            Label heading = new Label(group);
            heading.getStyleClass().addAll("title-4", "gallery-group");
            groups.getChildren().add(new VBox(10, heading, flow));
        });
        if (shown.isEmpty() && !designs.isEmpty()) {
            groups.getChildren().add(nothing);
        }
    }

    private static boolean fits(String wanted, String... texts) {
        String text = String.join(" ", texts).toLowerCase(Locale.ROOT);
        return List.of(wanted.split("\\s+")).stream().allMatch(text::contains);
    }

    private Node card(Architecture design) {
        return card(
                design.name(),
                design.description(),
                () -> open.accept(design),
                new Miniature(design.graph(), catalog, DRAWING_HEIGHT));
    }

    private Node card(Study study) {
        SweepPlan plan = study.plan();
        String size = plan.runs() + " trainings of " + plan.variants().size() + " designs.";
        return card(study.title(), plan.question() + " " + size, () -> openStudy.accept(plan));
    }

    private static Node card(String title, String text, Runnable open, Node... drawing) {
        Label name = new Label(title);
        name.getStyleClass().add("card-title");
        Label why = new Label(text);
        why.setWrapText(true);
        why.setMinHeight(Region.USE_PREF_SIZE);
        why.getStyleClass().add("card-text");
        VBox card = new VBox(8, drawing);
        card.getChildren().addAll(name, why);
        card.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        card.getStyleClass().add("gallery-card");
        card.setFocusTraversable(true);
        card.setAccessibleRole(AccessibleRole.BUTTON);
        card.setAccessibleText(title + ". " + text);
        card.setOnMouseClicked(event -> open.run());
        card.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                open.run();
                event.consume();
            }
        });
        return card;
    }
}
