package dev.braid.app;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.BlockType;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.Wire;
import dev.braid.visuals.theme.Theme;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.layout.Pane;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.VLineTo;

/** A design in the size of a stamp: its blocks in the colours of their drawers, and its wires. */
final class Miniature extends Pane {
    private static final double BLOCK_WIDTH = 150;
    private static final double BLOCK_HEIGHT = 80;
    private static final double MARGIN = 8;

    private final Graph graph;
    private double drawnWidth;
    private final Map<String, BlockType.Category> categories = new HashMap<>();

    Miniature(Graph graph, BlockCatalog catalog, double height) {
        this.graph = graph;
        for (BlockNode block : graph.blocks()) {
            categories.put(
                    block.id(),
                    catalog.find(block.type()).map(BlockType::category).orElse(BlockType.Category.STRUCTURE));
        }
        getStyleClass().add("miniature");
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
        setMouseTransparent(true);
    }

    @Override
    protected void layoutChildren() {
        if (getWidth() != drawnWidth) {
            drawnWidth = getWidth();
            getChildren().clear();
            draw(getWidth() - 2 * MARGIN, getHeight() - 2 * MARGIN);
        }
    }

    private void draw(double width, double height) {
        Bounds extent = extent();
        double scale = Math.min(width / extent.getWidth(), height / extent.getHeight());
        double left = MARGIN + (width - scale * extent.getWidth()) / 2 - scale * extent.getMinX();
        double top = MARGIN + (height - scale * extent.getHeight()) / 2 - scale * extent.getMinY();
        Path wires = new Path();
        wires.getStyleClass().add("miniature-wires");
        for (Wire wire : graph.wires()) {
            graph.block(wire.from().block())
                    .ifPresent(from -> graph.block(wire.to().block()).ifPresent(to -> {
                        double x1 = left + scale * (from.position().x() + BLOCK_WIDTH);
                        double y1 = top + scale * (from.position().y() + BLOCK_HEIGHT / 2);
                        double x2 = left + scale * to.position().x();
                        double y2 = top + scale * (to.position().y() + BLOCK_HEIGHT / 2);
                        double bend = Math.max(3, (x2 - x1) / 2);
                        wires.getElements()
                                .addAll(new MoveTo(x1, y1), new CubicCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2));
                    }));
        }
        getChildren().add(wires);
        Map<BlockType.Category, Path> drawers = new EnumMap<>(BlockType.Category.class);
        for (BlockNode block : graph.blocks()) {
            BlockType.Category category = categories.getOrDefault(block.id(), BlockType.Category.STRUCTURE);
            Path path = drawers.computeIfAbsent(category, each -> {
                Path made = new Path();
                made.getStyleClass().addAll("miniature-blocks", Theme.categoryStyle(each));
                return made;
            });
            double x = left + scale * block.position().x();
            double y = top + scale * block.position().y();
            path.getElements()
                    .addAll(
                            new MoveTo(x, y),
                            new HLineTo(x + scale * BLOCK_WIDTH),
                            new VLineTo(y + scale * BLOCK_HEIGHT),
                            new HLineTo(x),
                            new ClosePath());
        }
        getChildren().addAll(drawers.values());
    }

    private Bounds extent() {
        double minX = Double.MAX_VALUE;
        double minY = Double.MAX_VALUE;
        double maxX = -Double.MAX_VALUE;
        double maxY = -Double.MAX_VALUE;
        for (BlockNode block : graph.blocks()) {
            Position place = block.position();
            minX = Math.min(minX, place.x());
            minY = Math.min(minY, place.y());
            maxX = Math.max(maxX, place.x() + BLOCK_WIDTH);
            maxY = Math.max(maxY, place.y() + BLOCK_HEIGHT);
        }
        return minX > maxX ? new BoundingBox(0, 0, 1, 1) : new BoundingBox(minX, minY, maxX - minX, maxY - minY);
    }
}
