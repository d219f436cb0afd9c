package dev.braid.visuals.theme;

import java.util.ArrayList;
import java.util.List;

/**
 * A colour of text on a colour of ground, as they meet somewhere in the window.
 *
 * @param text the letters
 * @param ground what they stand on
 */
public record TextPair(Tint text, Tint ground) {
    /** The least contrast of text that people with weak sight can read (WCAG 2.2, AA). */
    public static final double READABLE = 4.5;

    /** The least contrast of a mark that is no text. */
    public static final double VISIBLE = 3;

    private static final List<Tint> GROUNDS =
            List.of(Tint.GROUND, Tint.GROUND_ABOVE, Tint.GROUND_AROUND, Tint.GROUND_BELOW);
    private static final List<Tint> TEXTS = List.of(
            Tint.TEXT,
            Tint.TEXT_MUTED,
            Tint.TEXT_FAINT,
            Tint.ACCENT,
            Tint.SUCCESS,
            Tint.WARNING,
            Tint.DANGER,
            Tint.RUNNING,
            Tint.PAUSED,
            Tint.FINISHED,
            Tint.FAILED,
            Tint.STALE);
    private static final List<Tint> STRONG =
            List.of(Tint.ACCENT_STRONG, Tint.SUCCESS_STRONG, Tint.WARNING_STRONG, Tint.DANGER_STRONG);

    /** All pairs of text and ground that the style sheets put together. */
    public static List<TextPair> all() {
        List<TextPair> pairs = new ArrayList<>();
        for (Tint ground : GROUNDS) {
            TEXTS.forEach(text -> pairs.add(new TextPair(text, ground)));
        }
        STRONG.forEach(ground -> pairs.add(new TextPair(Tint.TEXT_ON_STRONG, ground)));
        List.of(Tint.ACCENT_GROUND, Tint.SUCCESS_GROUND, Tint.WARNING_GROUND, Tint.DANGER_GROUND)
                .forEach(ground -> {
                    pairs.add(new TextPair(Tint.TEXT, ground));
                    pairs.add(new TextPair(Tint.TEXT_MUTED, ground));
                });
        pairs.add(new TextPair(Tint.ACCENT, Tint.ACCENT_GROUND));
        pairs.add(new TextPair(Tint.SUCCESS, Tint.SUCCESS_GROUND));
        pairs.add(new TextPair(Tint.WARNING, Tint.WARNING_GROUND));
        pairs.add(new TextPair(Tint.DANGER, Tint.DANGER_GROUND));
        for (var category : dev.braid.engine.block.BlockType.Category.values()) {
            Tint ink = Theme.category(category);
            Tint ground = Tint.valueOf(ink.name() + "_GROUND");
            pairs.add(new TextPair(ink, ground));
            pairs.add(new TextPair(ink, Tint.GROUND));
            pairs.add(new TextPair(ink, Tint.GROUND_AROUND));
            pairs.add(new TextPair(Tint.TEXT, ground));
            pairs.add(new TextPair(Tint.TEXT_MUTED, ground));
        }
        return List.copyOf(pairs);
    }

    /** Marks that are no text but must be seen on the grounds of panes and of the canvas. */
    public static List<Tint> marks() {
        return List.of(Tint.ICON, Tint.WIRE, Tint.FITS, Tint.REFUSED, Tint.REFERENCE, Tint.ACCENT_STRONG);
    }

    /** The contrast of this pair. */
    public double contrast(Theme theme) {
        return contrast(text.rgb(theme), ground.rgb(theme));
    }

    /** The contrast of two colours 0xRRGGBB by WCAG's formula, from 1 to 21. */
    public static double contrast(int one, int other) {
        double brighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (brighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double c = (channel & 0xFF) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
