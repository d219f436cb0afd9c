package dev.braid.app;

import dev.braid.app.workspace.OpenFile;
import dev.braid.app.workspace.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The open designs in tabs; two of them can be seen at once, one above the other,
 * for designs are wide. While none is open, the gallery is. */
final class EditorArea extends StackPane {
    private final Workspace workspace;
    private final Function<OpenFile, Region> views;
    private final Supplier<Gallery> galleries;
    private final SplitPane halves = new SplitPane();
    private final Map<OpenFile, Tab> tabs = new HashMap<>();
    private double upperPart = 0.5;
    private boolean opening;
    private boolean walking;
    private TabPane active;
    private @Nullable Tab gallery;
    private final ReadOnlyBooleanWrapper galleryAlone = new ReadOnlyBooleanWrapper();

    /**
     * Shows what is open in the workspace.
     *
     * @param views makes the view of a design
     * @param galleries makes the gallery when it is first needed
     */
    EditorArea(Workspace workspace, Function<OpenFile, Region> views, Supplier<Gallery> galleries) {
        this.workspace = workspace;
        this.views = views;
        this.galleries = galleries;
        setId("editor-area");
        halves.setOrientation(Orientation.VERTICAL);
        halves.getStyleClass().add("editor-halves");
        getChildren().add(halves);
        halves.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> {
            if (isSplit()) {
                upperPart = halves.getDividerPositions()[0];
            }
        });
        halves.heightProperty().addListener(observable -> placeDivider());
        active = addHalf();
        workspace.open().forEach(this::add);
        workspace.open().addListener((ListChangeListener<OpenFile>) change -> {
            opening = true;
            while (change.next()) {
                change.getRemoved().forEach(this::remove);
                change.getAddedSubList().forEach(this::add);
                if (change.wasAdded()) {
                    closeGallery();
                }
            }
            opening = false;
            showGalleryIfEmpty();
            seeWhatIsShown();
        });
        workspace.currentProperty().subscribe(this::show);
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                showGalleryIfEmpty();
            }
            if (scene != null && gallery != null && gallery.getContent() instanceof Gallery shown) {
                AfterLayout.of(this, shown::focusSearch);
            }
        });
    }

    private TabPane addHalf() {
        TabPane half = new TabPane();
        half.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
        half.setTabDragPolicy(TabPane.TabDragPolicy.REORDER);
        half.getStyleClass().add("editor-tabs");
        half.getSelectionModel().selectedItemProperty().addListener((property, before, tab) -> {
            if (half == active) {
                becomeCurrent(tab);
            }
            seeWhatIsShown();
        });
        // Whatever is clicked or gets the focus inside a half, its design is the one that is worked on.
        half.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> activate(half));
        half.focusWithinProperty().addListener((property, before, within) -> {
            if (within) {
                activate(half);
            }
        });
        halves.getItems().add(half);
        seeWhatIsShown();
        return half;
    }

    /** Whether nothing but what one can start from is seen. */
    ReadOnlyBooleanProperty galleryAlone() {
        return galleryAlone.getReadOnlyProperty();
    }

    private void seeWhatIsShown() {
        galleryAlone.set(
                gallery != null && !isSplit() && active.getSelectionModel().getSelectedItem() == gallery);
    }

    private void activate(TabPane half) {
        if (half != active && halves.getItems().contains(half)) {
            active = half;
            becomeCurrent(half.getSelectionModel().getSelectedItem());
        }
    }

    private void becomeCurrent(@Nullable Tab tab) {
        walking = true;
        tabs.forEach((file, each) -> {
            if (each == tab) {
                workspace.currentProperty().set(file);
            }
        });
        walking = false;
    }

    private void add(OpenFile file) {
        Tab tab = new Tab();
        tab.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> file.title().get()
                                + (file.design().savedProperty().get() ? "" : " •"),
                        file.title(),
                        file.design().savedProperty()));
        Tooltip tip = new Tooltip();
        tip.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> (file.file() == null ? "Not in a file yet" : String.valueOf(file.file()))
                                + (file.design().savedProperty().get() ? "" : "\nHas changes that are not saved"),
                        file.fileProperty(),
                        file.design().savedProperty()));
        tab.setTooltip(tip);
        tab.setContent(views.apply(file));
        tab.setOnCloseRequest(event -> {
            event.consume();
            workspace.close(file);
        });
        tabs.put(file, tab);
        active.getTabs().add(tab);
    }

    private void remove(OpenFile file) {
        Tab tab = tabs.remove(file);
        if (tab != null && tab.getTabPane() != null) {
            TabPane half = tab.getTabPane();
            half.getTabs().remove(tab);
            dropIfEmpty(half);
        }
    }

    private void dropIfEmpty(TabPane half) {
        if (half.getTabs().isEmpty() && halves.getItems().size() > 1) {
            halves.getItems().remove(half);
            if (half == active && halves.getItems().getFirst() instanceof TabPane rest) {
                active = rest;
                becomeCurrent(rest.getSelectionModel().getSelectedItem());
            }
        }
        seeWhatIsShown();
    }

    private void show(@Nullable OpenFile file) {
        Tab tab = file == null ? null : tabs.get(file);
        if (tab != null && tab.getTabPane() != null) {
            active = tab.getTabPane();
            active.getSelectionModel().select(tab);
            focus(tab);
        }
    }

    /** The keyboard goes on in the design that is shown, unless it is walking along the tabs. */
    private void focus(Tab tab) {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        if (tab.getContent() instanceof DesignView view && (opening || !walking || !(owner instanceof TabPane))) {
            view.canvas().requestFocus();
        }
    }

    private void showGalleryIfEmpty() {
        if (workspace.open().isEmpty()) {
            showGallery();
        }
    }

    /** Shows what one can start from. */
    void showGallery() {
        if (gallery == null || gallery.getTabPane() == null) {
            Gallery content = galleries.get();
            gallery = new Tab("Designs to start from", content);
            gallery.setOnCloseRequest(event -> {
                if (workspace.open().isEmpty()) {
                    event.consume();
                }
            });
            Tab closed = gallery;
            gallery.setOnClosed(event -> halves.getItems().stream()
                    .map(TabPane.class::cast)
                    .filter(half ->
                            !half.getTabs().contains(closed) && half.getTabs().isEmpty())
                    .toList()
                    .forEach(this::dropIfEmpty));
            active.getTabs().add(gallery);
        }
        gallery.getTabPane().getSelectionModel().select(gallery);
        if (gallery.getContent() instanceof Gallery shown && getScene() != null) {
            shown.focusSearch();
        }
    }

    /** Takes the gallery away, because a design was chosen. */
    private void closeGallery() {
        if (gallery != null && gallery.getTabPane() != null) {
            TabPane half = gallery.getTabPane();
            half.getTabs().remove(gallery);
            dropIfEmpty(half);
        }
    }

    /** While its own size changes, a split pane takes the room from the lower half alone. */
    private void placeDivider() {
        AfterLayout.of(this, () -> {
            if (isSplit()) {
                halves.setDividerPositions(upperPart);
            }
        });
    }

    /** Two designs lie one above the other, for they are wide; side by side where the curves have most of the height. */
    void showSideBySide(boolean now) {
        halves.setOrientation(now ? Orientation.HORIZONTAL : Orientation.VERTICAL);
        placeDivider();
    }

    /** Whether two designs are seen at once. */
    boolean isSplit() {
        return halves.getItems().size() > 1;
    }

    /** Moves a design to the other half; the halves become one again when one has nothing left. */
    void moveToOtherHalf(OpenFile file) {
        Tab tab = tabs.get(file);
        if (tab == null
                || tab.getTabPane() == null
                || !isSplit() && tab.getTabPane().getTabs().size() < 2) {
            return;
        }
        TabPane from = tab.getTabPane();
        TabPane to = halves.getItems().stream()
                .map(TabPane.class::cast)
                .filter(half -> half != from)
                .findFirst()
                .orElseGet(this::addHalf);
        from.getTabs().remove(tab);
        active = to;
        to.getTabs().add(tab);
        to.getSelectionModel().select(tab);
        dropIfEmpty(from);
        placeDivider();
        workspace.currentProperty().set(file);
    }

    /** Goes to the next tab, or with -1 to the one before. */
    void step(int by) {
        List<OpenFile> files = new ArrayList<>(workspace.open());
        OpenFile now = workspace.currentProperty().get();
        if (!files.isEmpty()) {
            workspace
                    .currentProperty()
                    .set(files.get(Math.floorMod((now == null ? 0 : files.indexOf(now)) + by, files.size())));
        }
    }

    /** The view of the design that is worked on. */
    @Nullable
    Node currentView() {
        OpenFile file = workspace.currentProperty().get();
        Tab tab = file == null ? null : tabs.get(file);
        return tab == null ? null : tab.getContent();
    }
}
