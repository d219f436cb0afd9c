package dev.braid.visuals.theme;

/**
 * Every colour that text is written in or on, and every colour with a meaning, in both themes. This is the only place
 * where colours stand: the style sheets get them as looked-up colours, charts as numbers. The first block renames
 * nothing: it sets AtlantaFX's own looked-up colours where the eye needs more contrast than they give.
 */
public enum Tint {
    /** The ground of panes, fields and cards. */
    GROUND("-color-bg-default", 0xFFFFFF, 0x0D1117),
    /** The ground of menus and pop-ups. */
    GROUND_ABOVE("-color-bg-overlay", 0xFFFFFF, 0x161B22),
    /** The ground of the window around panes, and of the canvas. */
    GROUND_AROUND("-color-bg-subtle", 0xF6F8FA, 0x161B22),
    /** The ground of wells. */
    GROUND_BELOW("-color-bg-inset", 0xEFF2F5, 0x010409),
    /** Text. */
    TEXT("-color-fg-default", 0x1F2328, 0xD1D7DE),
    /** Text of less weight: labels, units. */
    TEXT_MUTED("-color-fg-muted", 0x57606A, 0x98A2AD),
    /** Text of least weight: hints, values that are defaults. */
    TEXT_FAINT("-color-fg-subtle", 0x646C75, 0x8B949E),
    /** Text on the strong colours below. */
    TEXT_ON_STRONG("-color-fg-emphasis", 0xFFFFFF, 0xFFFFFF),
    /** Lines around things. */
    LINE("-color-border-default", 0xD0D7DE, 0x30363D),
    /** Lines between things. */
    LINE_MUTED("-color-border-muted", 0xE1E6EB, 0x21262D),
    /** Links, and what is chosen. */
    ACCENT("-color-accent-fg", 0x0860CA, 0x58A6FF),
    /** Ground of the main button, ring of what has the focus. */
    ACCENT_STRONG("-color-accent-emphasis", 0x0969DA, 0x1F6FEB),
    /** Ground of what is chosen. */
    ACCENT_GROUND("-color-accent-subtle", 0xDDF4FF, 0x18273A),
    /** Good news. */
    SUCCESS("-color-success-fg", 0x176F2C, 0x3FB950),
    /** Ground of the button that starts something. */
    SUCCESS_STRONG("-color-success-emphasis", 0x1A7F37, 0x238636),
    /** Ground of good news. */
    SUCCESS_GROUND("-color-success-subtle", 0xDAFBE1, 0x142A20),
    /** Doubts. */
    WARNING("-color-warning-fg", 0x8A5C00, 0xD29922),
    /** Ground of a button that must be pressed with care. */
    WARNING_STRONG("-color-warning-emphasis", 0x9A6700, 0x9E6A03),
    /** Ground of doubts. */
    WARNING_GROUND("-color-warning-subtle", 0xFFF8C5, 0x2B2519),
    /** Errors. */
    DANGER("-color-danger-fg", 0xC21F2B, 0xFF7B72),
    /** Ground of a button that destroys. */
    DANGER_STRONG("-color-danger-emphasis", 0xCF222E, 0xDA3633),
    /** Ground of errors. */
    DANGER_GROUND("-color-danger-subtle", 0xFFEBE9, 0x301B1E),

    /** Lines of icons and glyphs, unless a pane says otherwise. */
    ICON("-braid-icon", 0x3D444D, 0xC0C8D0),
    /** A wire, a port. */
    WIRE("-braid-wire", 0x6E7781, 0x8B949E),
    /** A port that a dragged wire fits, or a wire that carries something. */
    FITS("-braid-fits", 0x1A7F37, 0x3FB950),
    /** A port that a dragged wire does not fit, a broken wire. */
    REFUSED("-braid-refused", 0xCF222E, 0xFF7B72),
    /** A line at chance level, a reference line. */
    REFERENCE("-braid-reference", 0x6E7781, 0x8B949E),
    /** A run that goes. */
    RUNNING("-braid-running", 0x0860CA, 0x58A6FF),
    /** A run that waits. */
    PAUSED("-braid-paused", 0x7A45D6, 0xC29BFF),
    /** A run that came to its end. */
    FINISHED("-braid-finished", 0x176F2C, 0x3FB950),
    /** A run that failed or diverged. */
    FAILED("-braid-failed", 0xC21F2B, 0xFF7B72),
    /** A run of a design that has changed since. */
    STALE("-braid-stale", 0x8A5C00, 0xD29922),

    /** Icons and marks of the drawer tokens. */
    CATEGORY_TOKENS("-braid-category-tokens", 0x4B5865, 0xA3AFBC),
    /** The ground of what belongs to that drawer. */
    CATEGORY_TOKENS_GROUND("-braid-category-tokens-ground", 0xEDEEF0, 0x252A31),
    /** Icons and marks of the drawer mixer. */
    CATEGORY_MIXER("-braid-category-mixer", 0x0A5FB4, 0x64AEFF),
    /** The ground of what belongs to that drawer. */
    CATEGORY_MIXER_GROUND("-braid-category-mixer-ground", 0xE6EFF8, 0x1B2A3C),
    /** Icons and marks of the drawer fusion. */
    CATEGORY_FUSION("-braid-category-fusion", 0x7A45D6, 0xC29BFF),
    /** The ground of what belongs to that drawer. */
    CATEGORY_FUSION_GROUND("-braid-category-fusion-ground", 0xF2ECFB, 0x2A273C),
    /** Icons and marks of the drawer position-wise. */
    CATEGORY_POSITION_WISE("-braid-category-position-wise", 0x17713A, 0x4CC262),
    /** The ground of what belongs to that drawer. */
    CATEGORY_POSITION_WISE_GROUND("-braid-category-position-wise-ground", 0xE8F1EB, 0x172D23),
    /** Icons and marks of the drawer normalisation. */
    CATEGORY_NORMALISATION("-braid-category-normalisation", 0x865300, 0xDCA53A),
    /** The ground of what belongs to that drawer. */
    CATEGORY_NORMALISATION_GROUND("-braid-category-normalisation-ground", 0xF3EEE6, 0x2E291D),
    /** Icons and marks of the drawer structure. */
    CATEGORY_STRUCTURE("-braid-category-structure", 0xA0326F, 0xF08FBE),
    /** The ground of what belongs to that drawer. */
    CATEGORY_STRUCTURE_GROUND("-braid-category-structure-ground", 0xF6EAF1, 0x312532);

    private final String looked;
    private final int light;
    private final int dark;

    Tint(String looked, int light, int dark) {
        this.looked = looked;
        this.light = light;
        this.dark = dark;
    }

    /** Its name in style sheets. */
    public String looked() {
        return looked;
    }

    /** Its colour as 0xRRGGBB. */
    public int rgb(Theme theme) {
        return theme == Theme.DARK ? dark : light;
    }
}
