package dev.braid.visuals.palette;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.BlockType.Category;
import dev.braid.engine.block.Spelling;
import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.SubGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What can be added to a graph, and which of it people mean by a few letters. */
public final class BlockSearch {
    private static final int NO_MATCH = Integer.MAX_VALUE;
    /** Shorter words are not corrected: almost everything is one letter away from them. */
    private static final int SHORTEST_CORRECTED = 4;

    private BlockSearch() {}

    /**
     * Everything that can be added to a graph of the design, drawer by drawer.
     *
     * @param graph "" for the root, or the sub-graph that is shown: it gets ports, and nothing that would hold itself
     */
    public static List<BlockOffer> offers(BlockCatalog catalog, Architecture design, String graph) {
        List<BlockOffer> offers = new ArrayList<>();
        catalog.all().forEach(type -> offers.add(BlockOffer.of(type)));
        if (!graph.isEmpty()) {
            offers.add(
                    port(Structure.INPUT, "Sub-graph input", "A port through which something enters this sub-graph."));
            offers.add(port(
                    Structure.OUTPUT, "Sub-graph output", "A port through which something leaves this sub-graph."));
        }
        for (String name : design.subGraphs().keySet()) {
            if (!holds(design, name, graph, new HashSet<>())) {
                offers.add(BlockOffer.ofSubGraph(name));
            }
        }
        offers.sort(Comparator.comparing(BlockOffer::category));
        return offers;
    }

    private static BlockOffer port(String type, String title, String summary) {
        return new BlockOffer(type, title, Category.STRUCTURE, List.of("port", "in", "out"), summary, Map.of());
    }

    /** Whether a sub-graph is another, or places it somewhere inside. */
    private static boolean holds(Architecture design, String name, String inner, Set<String> seen) {
        if (name.equals(inner)) {
            return true;
        }
        SubGraph subGraph = design.subGraphs().get(name);
        Graph graph = subGraph == null || !seen.add(name) ? Graph.EMPTY : subGraph.graph();
        return graph.blocks().stream()
                .flatMap(block -> Structure.placed(block).stream())
                .anyMatch(next -> holds(design, next, inner, seen));
    }

    /** The offers that fit all words of the query, best first; all of them as they stand if it is blank. */
    public static List<BlockOffer> matching(String query, List<BlockOffer> offers) {
        List<String> words = words(query);
        if (words.isEmpty()) {
            return offers;
        }
        List<Map.Entry<BlockOffer, Integer>> ranked = new ArrayList<>();
        for (BlockOffer offer : offers) {
            int rank = rank(words, offer);
            if (rank < NO_MATCH) {
                ranked.add(Map.entry(offer, rank));
            }
        }
        // A correction is only of use where nothing fits as it is written.
        boolean exact = ranked.stream().anyMatch(entry -> entry.getValue() < 5 * words.size());
        return ranked.stream()
                .filter(entry -> !exact || entry.getValue() < 5 * words.size())
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int rank(List<String> words, BlockOffer offer) {
        int sum = 0;
        for (String word : words) {
            int rank = rank(word, offer);
            if (rank == NO_MATCH) {
                return NO_MATCH;
            }
            sum += rank;
        }
        return sum;
    }

    /** 0 for the best place in which a word can stand, 5 for one that is probably misspelt. */
    private static int rank(String word, BlockOffer offer) {
        String title = offer.title().toLowerCase(Locale.ROOT);
        List<String> titleWords = words(title + " " + offer.type());
        List<String> keyWords = words(String.join(" ", offer.keywords()));
        if (title.equals(word)) {
            return 0;
        } else if (title.startsWith(word)) {
            return 1;
        } else if (titleWords.stream().anyMatch(w -> w.startsWith(word))) {
            return 2;
        } else if (keyWords.stream().anyMatch(w -> w.startsWith(word))) {
            return 3;
        } else if (title.contains(word) || keyWords.stream().anyMatch(w -> w.contains(word))) {
            return 4;
        }
        return misspelt(word, titleWords) || misspelt(word, keyWords) ? 5 : NO_MATCH;
    }

    /** Compares with as many letters of each word as were typed, too: people stop typing when they see what they want. */
    private static boolean misspelt(String word, List<String> candidates) {
        if (word.length() < SHORTEST_CORRECTED) {
            return false;
        }
        Set<String> beginnings = new HashSet<>(candidates);
        for (String candidate : candidates) {
            beginnings.add(candidate.substring(0, Math.min(candidate.length(), word.length())));
            beginnings.add(candidate.substring(0, Math.min(candidate.length(), word.length() + 1)));
        }
        return Spelling.closest(word, beginnings).isPresent();
    }

    private static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+")).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
