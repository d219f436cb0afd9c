package dev.braid.visuals.palette;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.graph.Architecture;
import dev.braid.visuals.document.OpenDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.controlsfx.control.textfield.TextFields;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/**
 * All blocks that can be added, drawer by drawer, or by what is typed into the search field. A row is dragged onto the
 * canvas, or added to its middle by a double click or Enter; letters typed on a row go to the search field.
 */
public final class PaletteView extends VBox {
    private final BlockCatalog catalog;
    private final BlockTarget target;
    private final ObjectProperty<@Nullable OpenDesign> design = new SimpleObjectProperty<>();
    private final CustomTextField search = (CustomTextField) TextFields.createClearableTextField();
    private final VBox list = new VBox();
    private final ScrollPane scroll = new ScrollPane(list);
    private final InvalidationListener refresh = observable -> refreshIfChanged();

    private List<BlockOffer> offers = List.of();
    private List<PaletteRow> rows = List.of();
    private int current;
    private @Nullable Set<String> shownSubGraphs;
    private String shownGraph = "";

    /** A palette that adds to the target; what is offered depends on the design, once there is one. */
    public PaletteView(BlockCatalog catalog, BlockTarget target) {
        this.catalog = catalog;
        this.target = target;
        getStyleClass().addAll("palette", "braid-pane");
        search.setId("palette-search");
        search.setPromptText("Search blocks");
        search.setAccessibleText("Search blocks");
        search.setLeft(new FontIcon(MaterialDesignM.MAGNIFY));
        search.textProperty().addListener(observable -> showMatches());
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::searchKey);
        list.getStyleClass().add("palette-list");
        list.setAccessibleRole(javafx.scene.AccessibleRole.LIST_VIEW);
        list.setAccessibleText("Blocks");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        StackPane searchBox = new StackPane(search);
        searchBox.getStyleClass().add("palette-search-box");
        getChildren().addAll(searchBox, scroll);
        design.addListener((property, before, now) -> {
            if (before != null) {
                before.documentProperty().removeListener(refresh);
                before.path().removeListener(refresh);
            }
            if (now != null) {
                now.documentProperty().addListener(refresh);
                now.path().addListener(refresh);
            }
            refreshIfChanged();
        });
        sceneProperty().subscribe(this::refreshIfChanged);
    }

    /** The design to add to; null if none is open. */
    public ObjectProperty<@Nullable OpenDesign> designProperty() {
        return design;
    }

    /** Puts the cursor into the search field, with what was typed selected. */
    public void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    /** Many rows are costly, so they are made when they can be seen and what is offered has changed. */
    private void refreshIfChanged() {
        if (getScene() == null) {
            return;
        }
        OpenDesign open = design.get();
        Architecture document =
                open == null ? Architecture.of("", dev.braid.engine.graph.Graph.EMPTY) : open.document();
        String graph = open == null ? "" : open.graph();
        if (!document.subGraphs().keySet().equals(shownSubGraphs) || !graph.equals(shownGraph)) {
            shownSubGraphs = Set.copyOf(document.subGraphs().keySet());
            shownGraph = graph;
            offers = BlockSearch.offers(catalog, document, graph);
            showMatches();
        }
    }

    private void showMatches() {
        String query = search.getText();
        boolean searching = !query.isBlank();
        List<PaletteRow> made = new ArrayList<>();
        list.getChildren().clear();
        @Nullable Object drawer = null;
        for (BlockOffer offer : BlockSearch.matching(query, offers)) {
            if (!searching && offer.category() != drawer) {
                drawer = offer.category();
                Label heading = new Label(offer.category().title());
                heading.getStyleClass().add("palette-heading");
                list.getChildren().add(heading);
            }
            PaletteRow row = row(offer, searching, made.size());
            made.add(row);
            list.getChildren().add(row);
        }
        rows = List.copyOf(made);
        if (rows.isEmpty()) {
            Label nothing =
                    new Label("No block is called “" + query.strip() + "”. Try what it does: recall, gate, norm.");
            nothing.setWrapText(true);
            nothing.getStyleClass().addAll("palette-nothing", "braid-muted");
            list.getChildren().add(nothing);
        }
        scroll.setVvalue(0);
        setCurrent(0);
    }

    private PaletteRow row(BlockOffer offer, boolean showCategory, int index) {
        PaletteRow row = new PaletteRow(offer, showCategory);
        row.setOnMousePressed(event -> {
            setCurrent(index);
            row.requestFocus();
        });
        row.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && event.isStillSincePress()) {
                target.addAtCentre(offer);
            }
        });
        row.setOnKeyPressed(this::rowKey);
        row.setOnKeyTyped(this::rowTyped);
        RowDrag.install(row, target);
        return row;
    }

    private void searchKey(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> move(search.getText().isBlank() || rows.size() < 2 ? current : current + 1);
            case ENTER -> add();
            case ESCAPE -> {
                if (search.getText().isEmpty()) {
                    return;
                }
                search.clear();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void rowKey(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> move(current + 1);
            case UP -> {
                if (current == 0) {
                    focusSearch();
                } else {
                    move(current - 1);
                }
            }
            case HOME -> move(0);
            case END -> move(rows.size() - 1);
            case ENTER -> add();
            case ESCAPE -> focusSearch();
            case BACK_SPACE -> {
                search.requestFocus();
                search.end();
                search.deletePreviousChar();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void rowTyped(KeyEvent event) {
        String typed = event.getCharacter();
        boolean letter = typed.length() == 1 && !Character.isISOControl(typed.charAt(0));
        if (letter && !event.isShortcutDown() && !event.isAltDown() && event.getCode() != KeyCode.ENTER) {
            event.consume();
            search.requestFocus();
            search.end();
            search.appendText(typed);
        }
    }

    private void add() {
        if (current < rows.size()) {
            target.addAtCentre(rows.get(current).offer());
        }
    }

    private void move(int to) {
        if (to >= 0 && to < rows.size()) {
            setCurrent(to);
            PaletteRow row = rows.get(to);
            row.requestFocus();
            scrollTo(row);
        }
    }

    private void setCurrent(int index) {
        current = index;
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).setCurrent(i == index);
        }
    }

    private void scrollTo(PaletteRow row) {
        Bounds place = row.getBoundsInParent();
        double seen = scroll.getViewportBounds().getHeight();
        double hidden = list.getHeight() - seen;
        if (hidden > 0) {
            double top = scroll.getVvalue() * hidden;
            double wanted =
                    Math.clamp(top, place.getMaxY() - seen, Math.max(place.getMinY() - 30, place.getMaxY() - seen));
            scroll.setVvalue(Math.clamp(wanted / hidden, 0, 1));
        }
    }
}
