package dev.braid.visuals.theme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockType.Category;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Colours that can be read, told apart, and that exist. */
class ThemeTest {
    @ParameterizedTest
    @EnumSource
    void all_text_can_be_read_on_its_ground(Theme theme) {
        assertThat(TextPair.all())
                .hasSizeGreaterThan(60)
                .allSatisfy(pair -> assertThat(pair.contrast(theme))
                        .as("contrast of %s in %s", pair, theme)
                        .isGreaterThanOrEqualTo(TextPair.READABLE));
    }

    @ParameterizedTest
    @EnumSource
    void marks_stand_out_from_panes_and_from_the_canvas(Theme theme) {
        for (Tint ground : List.of(Tint.GROUND, Tint.GROUND_AROUND)) {
            assertThat(TextPair.marks())
                    .allSatisfy(mark -> assertThat(new TextPair(mark, ground).contrast(theme))
                            .as("contrast of %s in %s", mark, theme)
                            .isGreaterThanOrEqualTo(TextPair.VISIBLE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void curves_stand_out_from_the_ground(Theme theme) {
        assertThat(theme.series())
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(colour -> assertThat(TextPair.contrast(colour, Tint.GROUND.rgb(theme)))
                        .as("contrast of #%06x", colour)
                        .isGreaterThanOrEqualTo(TextPair.VISIBLE));
    }

    @ParameterizedTest
    @EnumSource
    void any_two_curves_differ_for_every_kind_of_colour_vision(Theme theme) {
        for (ColourVision vision : ColourVision.values()) {
            for (int one : theme.series()) {
                for (int other : theme.series()) {
                    if (one != other) {
                        assertThat(vision.difference(one, other))
                                .as("#%06x and #%06x as seen with %s", one, other, vision)
                                .isGreaterThan(12);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_drawer_has_a_colour_of_its_own(Theme theme) {
        assertThat(List.of(Category.values()))
                .extracting(category -> Theme.category(category).rgb(theme))
                .doesNotHaveDuplicates();
    }

    /** A misspelt looked-up colour is no error for JavaFX: the thing is just invisible. */
    @ParameterizedTest
    @EnumSource
    void the_style_sheets_use_only_colours_that_exist(Theme theme) throws IOException {
        Set<String> defined = names(Colours.text(theme, 13), "(-(?:braid|color)-[a-z0-9-]+)\\s*:");
        defined.addAll(names(resource(Appearance.StyleSheets.base(theme)), "(-color-[a-z0-9-]+)\\s*:"));
        for (String sheet : Appearance.StyleSheets.PARTS) {
            String css = resource(sheet).replaceAll("(?s)/\\*.*?\\*/", "");
            Set<String> used = names(css, "(-(?:braid|color)-[a-z0-9-]++)(?!\\s*:)");
            used.removeAll(names(css, "(-(?:braid|color)-[a-z0-9-]+)\\s*:"));
            assertThat(defined).as("colours used in %s", sheet).containsAll(used);
        }
    }

    private static Set<String> names(String css, String pattern) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(css);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Appearance.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
