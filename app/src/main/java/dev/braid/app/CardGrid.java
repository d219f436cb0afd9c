package dev.braid.app;

import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Cards in rows of equal columns, as many as fit; the cards of a row are as high as the highest of them. */
final class CardGrid extends Pane {
    private final double narrowest;
    private final double gap;

    CardGrid(double narrowest, double gap) {
        this.narrowest = narrowest;
        this.gap = gap;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return narrowest;
    }

    @Override
    protected double computeMinWidth(double height) {
        return narrowest;
    }

    @Override
    protected double computePrefHeight(double width) {
        return place(width, false);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        place(getWidth(), true);
    }

    /** Goes through the rows; returns where the last one ends. */
    private double place(double width, boolean move) {
        int count = getChildren().size();
        int columns = Math.max(1, (int) ((Math.max(width, narrowest) + gap) / (narrowest + gap)));
        double card = Math.floor((Math.max(width, narrowest) + gap) / columns - gap);
        double top = 0;
        for (int first = 0; first < count; first += columns) {
            int end = Math.min(count, first + columns);
            double height = 0;
            for (int i = first; i < end; i++) {
                height = Math.max(height, Math.ceil(getChildren().get(i).prefHeight(card)));
            }
            for (int i = first; move && i < end; i++) {
                Node child = getChildren().get(i);
                layoutInArea(
                        child,
                        (i - first) * (card + gap),
                        top,
                        card,
                        height,
                        0,
                        Insets.EMPTY,
                        true,
                        true,
                        javafx.geometry.HPos.LEFT,
                        javafx.geometry.VPos.TOP);
            }
            top += height + gap;
        }
        return Math.max(0, top - gap);
    }
}
