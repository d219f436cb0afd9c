package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.FigureWords;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every exported file says about itself, so that its numbers can be found again. */
final class FigureFacts {
    private FigureFacts() {}

    /** Facts by their names; those that there are. */
    static Map<String, String> of(Figure figure) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Title", figure.title());
        facts.put("Description", FigureWords.ofFigure(figure));
        facts.put("Software", "Braid");
        facts.put("Runs", String.join(" ", figure.runs()));
        facts.put("Specification", figure.specification());
        facts.values().removeIf(String::isEmpty);
        return facts;
    }
}
