package dev.braid.engine.task.token;

import com.knuddels.jtokkit.Encodings;
import dev.braid.engine.task.token.BytePairTokenizer.Merge;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The published vocabulary r50k, that of GPT-2, as jtokkit ships it: a list of tokens by rank. A token's merge is that of the
 * last two parts that lower ranks leave of it.
 */
final class PublishedVocabulary {
    private static final String FILE = "r50k_base.tiktoken";

    private PublishedVocabulary() {}

    static BytePairTokenizer r50k() throws IOException {
        List<byte[]> bytes = new ArrayList<>();
        Map<String, Integer> ids = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(Encodings.class.getResourceAsStream(FILE));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(" ");
                byte[] token = Base64.getDecoder().decode(cells[0]);
                ids.put(key(token, 0, token.length), bytes.size());
                bytes.add(token);
            }
        }
        int[] single = new int[256];
        List<Merge> merges = new ArrayList<>();
        for (int id = 0; id < bytes.size(); id++) {
            byte[] token = bytes.get(id);
            if (token.length == 1) {
                single[token[0] & 0xff] = id;
            } else {
                int middle = middle(token, id, ids);
                merges.add(new Merge(
                        ids.getOrDefault(key(token, 0, middle), -1),
                        ids.getOrDefault(key(token, middle, token.length), -1),
                        id));
            }
        }
        return new BytePairTokenizer(bytes, single, merges);
    }

    /** Where the two parts meet that tokens of lower ids make of a token. */
    private static int middle(byte[] token, int below, Map<String, Integer> ids) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i <= token.length; i++) {
            starts.add(i);
        }
        while (starts.size() > 3) {
            int best = -1;
            int lowest = below;
            for (int i = 0; i + 2 < starts.size(); i++) {
                int id = ids.getOrDefault(key(token, starts.get(i), starts.get(i + 2)), below);
                if (id < lowest) {
                    lowest = id;
                    best = i;
                }
            }
            starts.remove(best + 1);
        }
        return starts.get(1);
    }

    private static String key(byte[] token, int from, int to) {
        return new String(token, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
