package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Band;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.Figure.Kind;
import dev.braid.visuals.chart.figure.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import org.jspecify.annotations.Nullable;

/** The choices a reader has about a figure. */
final class FigureMenu {
    private static final List<Double> FACTORS = List.of(0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99);

    private FigureMenu() {}

    /**
     * The menu for a figure.
     *
     * @param shown the figure with the choices made so far
     * @param choices where a choice is put
     * @param changed told after a choice
     * @param export told which kind of file is wanted, or null if nobody exports
     */
    static List<MenuItem> items(
            Figure shown, ViewChoices choices, Runnable changed, @Nullable Consumer<FigureFormat> export) {
        List<MenuItem> items = new ArrayList<>();
        List<Scale> scales = List.of(Scale.values());
        if (shown.kind() != Kind.HEAT) {
            items.add(choice("Horizontal axis", scales, shown.x().scale(), Scale::words, scale -> {
                choices.layOutX(scale);
                changed.run();
            }));
            items.add(choice("Vertical axis", scales, shown.y().scale(), Scale::words, scale -> {
                choices.layOutY(scale);
                changed.run();
            }));
        }
        if (shown.kind().seeds()) {
            items.add(choice("Band over seeds", Arrays.asList(Band.values()), shown.band(), Band::words, band -> {
                choices.show(band);
                changed.run();
            }));
        }
        if (shown.kind() == Kind.TRACE) {
            items.add(choice(
                    "Smoothing",
                    FACTORS,
                    shown.smoothing(),
                    factor -> factor == 0 ? "none" : "moving average, factor " + factor,
                    factor -> {
                        choices.smooth(factor);
                        changed.run();
                    }));
        }
        if (export != null) {
            items.add(new SeparatorMenuItem());
            CheckMenuItem asShown = new CheckMenuItem("Export in the colours and size of the screen");
            asShown.setSelected(choices.exportedAsShown());
            asShown.setOnAction(event -> choices.exportAsShown(asShown.isSelected()));
            items.add(asShown);
            for (FigureFormat format : FigureFormat.values()) {
                MenuItem item = new MenuItem("Export as " + format.words() + "\u2026");
                item.setOnAction(event -> export.accept(format));
                items.add(item);
            }
        }
        return items;
    }

    private static <T> Menu choice(String title, List<T> values, T now, Function<T, String> words, Consumer<T> chosen) {
        Menu menu = new Menu(title);
        ToggleGroup group = new ToggleGroup();
        for (T value : values) {
            RadioMenuItem item = new RadioMenuItem(words.apply(value));
            item.setToggleGroup(group);
            item.setSelected(value.equals(now));
            item.setOnAction(event -> chosen.accept(value));
            menu.getItems().add(item);
        }
        return menu;
    }
}
