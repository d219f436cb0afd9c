package dev.braid.engine.task.token;

import dev.braid.engine.task.token.BytePairTokenizer.Merge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rule of the trainer written down plainly: all pairs are counted anew for every merge. */
final class SlowTraining {
    private SlowTraining() {}

    static List<Merge> merges(byte[] text, int most) {
        List<List<Integer>> pieces = new ArrayList<>();
        for (int at = 0; at < text.length; ) {
            int end = Pieces.end(text, at, text.length);
            List<Integer> piece = new ArrayList<>();
            for (; at < end; at++) {
                piece.add(ByteAlphabet.id(text[at] & 0xff));
            }
            pieces.add(piece);
        }
        List<Merge> merges = new ArrayList<>();
        while (merges.size() < most) {
            Map<List<Integer>, Integer> counts = new HashMap<>();
            for (List<Integer> piece : pieces) {
                for (int i = 0; i + 1 < piece.size(); i++) {
                    counts.merge(List.of(piece.get(i), piece.get(i + 1)), 1, Integer::sum);
                }
            }
            List<Integer> best = counts.entrySet().stream()
                    .min(Comparator.<Map.Entry<List<Integer>, Integer>>comparingInt(entry -> -entry.getValue())
                            .thenComparingInt(entry -> entry.getKey().get(0))
                            .thenComparingInt(entry -> entry.getKey().get(1)))
                    .orElseThrow()
                    .getKey();
            int merged = 256 + merges.size();
            merges.add(new Merge(best.get(0), best.get(1), merged));
            for (List<Integer> piece : pieces) {
                for (int i = 0; i + 1 < piece.size(); i++) {
                    if (piece.get(i).equals(best.get(0)) && piece.get(i + 1).equals(best.get(1))) {
                        piece.set(i, merged);
                        piece.remove(i + 1);
                    }
                }
            }
        }
        return merges;
    }
}
