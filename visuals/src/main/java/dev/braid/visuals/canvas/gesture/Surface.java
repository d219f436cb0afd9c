package dev.braid.visuals.canvas.gesture;

import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.Wire;
import dev.braid.visuals.document.OpenDesign;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javafx.geometry.Dimension2D;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.jspecify.annotations.Nullable;

/** The canvas as gestures see it. Lengths and places are in canvas units unless they are said to be of the scene. */
public interface Surface {
    /** The design that is shown. */
    OpenDesign design();

    /** Does what takes long, off the user-interface thread. */
    Executor background();

    /** The place under a point of the scene. */
    Point2D placeAt(double sceneX, double sceneY);

    /** What lies under a point of the scene. */
    Target targetAt(double sceneX, double sceneY);

    /** Where every block stands at the moment. */
    Map<String, Rectangle2D> boxes();

    /** How large a block would be. */
    Dimension2D sizeOf(BlockNode block);

    /** Where a port's middle is. */
    Point2D portAt(PortRef port, boolean input);

    /** The wire that passes through or close to a place, other than those of these blocks; null if none does. */
    @Nullable
    Wire wireAt(Point2D place, List<String> exceptOf);

    /** Moves the view by pixels. */
    void scroll(double pixelsX, double pixelsY);

    /** Shows blocks elsewhere than they are in the document, until the next document or an empty map. */
    void preview(Map<String, Position> places);

    /** Shows what is aligned. */
    void guides(List<Guide> guides);

    /** Shows a rubber band, or takes it away. */
    void rubberBand(@Nullable Rectangle2D band);

    /** Shows the outline of a block that is not there yet, or takes it away. */
    void ghost(@Nullable BlockNode block, @Nullable Rectangle2D box);

    /**
     * Shows a wire with a loose end, or takes it away.
     *
     * @param lifted the wire that it stands for and that is hidden meanwhile, if any
     */
    void looseWire(@Nullable LooseWire wire, @Nullable Wire lifted);

    /** Marks the wire that a block would be put into. */
    void markWire(@Nullable Wire wire);

    /** Makes the ports at one side glow, or look refused, as far as verdicts are known; null ends it. */
    void glow(@Nullable Map<PortRef, Verdict> verdicts, boolean inputs);

    /** Writes words beside the pointer, or (null) takes them away. */
    void words(@Nullable String words, boolean refusal, double sceneX, double sceneY);

    /** After a wire was made: says what is wrong at its end, with a button where there is a repair. */
    void offerRepair(PortRef to);

    /** Opens the list of blocks that fit a loose end. */
    void quickAdd(PortRef origin, boolean originIsOutput, double sceneX, double sceneY);

    /**
     * A wire of which one end follows the pointer.
     *
     * @param from the end at the left
     * @param to the end at the right
     * @param verdict what would become of it here; null while it leads nowhere
     */
    record LooseWire(Point2D from, Point2D to, @Nullable Verdict verdict) {}
}
