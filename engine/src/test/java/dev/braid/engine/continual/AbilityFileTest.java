package dev.braid.engine.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbilityFileTest {
    @TempDir
    Path folder;

    private static Ability ability(double recall, double answers) {
        return new Ability(new TreeMap<>(Map.of(64, recall, 128, recall / 3)), answers, answers / 4, 1.75, 0.3125);
    }

    @Test
    void what_was_written_is_read_again_way_by_way_and_seed_by_seed() throws IOException {
        Map<String, Map<Long, Ability>> abilities = new LinkedHashMap<>();
        abilities.put("Before", Map.of(0L, ability(0.1, 0.2), 7L, ability(0.3, 0.4)));
        abilities.put("Paraphrases, C = 64", Map.of(0L, ability(0.5, 0.6), 7L, ability(0.7, 0.8)));
        abilities.put("Deci\"Mamba\"", Map.of(0L, ability(0.1, Double.NaN)));
        BeforeAndAfter result = new BeforeAndAfter("Before", "Repeated text", abilities);
        Path file = folder.resolve("x.csv");
        AbilityFile.write(file, result);
        assertThat(AbilityFile.read(file)).isEqualTo(result);
        assertThat(List.copyOf(AbilityFile.read(file).abilities().keySet())).isEqualTo(List.copyOf(abilities.keySet()));
    }

    @Test
    void a_table_from_before_answers_were_shuffled_is_read_and_says_nothing_of_them() throws IOException {
        Path file = folder.resolve("x.csv");
        Files.writeString(file, """
                way,seed,measure,distance,value
                "Before",0,recall,64,0.25
                "Before",0,answers,,0.5
                "Before",0,bits-per-byte,,2.0
                "Before",0,reasoning,,0.25
                """);
        BeforeAndAfter result = AbilityFile.read(file);
        Ability ability = result.abilities().getOrDefault("Before", Map.of()).get(0L);
        assertThat(ability).isNotNull().extracting(Ability::answers).isEqualTo(0.5);
        assertThat(ability).extracting(Ability::shuffledAnswers).isEqualTo(Double.NaN);
        assertThat(result.legend()).doesNotContain("Answers");
    }

    @Test
    void another_table_is_refused_with_its_name_and_the_line() throws IOException {
        Path file = folder.resolve("x.csv");
        Files.writeString(file, "a,b\n1,2\n");
        assertThatThrownBy(() -> AbilityFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("x.csv", "line 1", "expected the titles");
        Files.writeString(file, "way,seed,measure,distance,value\n\"Before\",0,recall,64,much\n");
        assertThatThrownBy(() -> AbilityFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("x.csv", "line 2", "expected");
        Files.writeString(file, "way,seed,measure,distance,value\n\"Before\",0,recall,,0.5\n");
        assertThatThrownBy(() -> AbilityFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2");
        Files.writeString(file, "way,seed,measure,distance,value\n");
        assertThatThrownBy(() -> AbilityFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
    }
}
