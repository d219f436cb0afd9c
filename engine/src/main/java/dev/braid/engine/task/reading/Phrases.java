package dev.braid.engine.task.reading;

import java.util.Locale;
import java.util.Map;

/** The keys of the factbook as they are said in a sentence: "The … of Algeria is". */
final class Phrases {
    /** Where the rule would sound wrong. */
    private static final Map<String, String> SAID = Map.ofEntries(
            Map.entry("Government / Capital / name", "capital"),
            Map.entry("Government / Capital / geographic coordinates", "position of the capital"),
            Map.entry("Government / Capital / time difference", "time zone"),
            Map.entry("Government / Country name / conventional long form", "full name"),
            Map.entry("Government / Country name / local long form", "full name in the local language"),
            Map.entry("Government / Country name / local short form", "name in the local language"),
            Map.entry("Government / Country name / former", "former name"),
            Map.entry("Government / National anthem / name", "name of the national anthem"),
            Map.entry("Government / Executive branch / chief of state", "chief of state"),
            Map.entry("Government / Executive branch / head of government", "head of government"),
            Map.entry("Government / Independence", "date of independence"),
            Map.entry("Government / Government type", "type of government"),
            Map.entry("Government / Diplomatic representation in the US / chief of mission", "envoy to the US"),
            Map.entry("Government / Diplomatic representation from the US / chief of mission", "envoy from the US"),
            Map.entry("Geography / Elevation extremes / highest point", "highest point"),
            Map.entry("Geography / Elevation extremes / lowest point", "lowest point"),
            Map.entry("Geography / Geographic coordinates", "position"),
            Map.entry("Geography / Area / total", "total area"),
            Map.entry("Geography / Area / land", "land area"),
            Map.entry("Geography / Area / water", "water area"),
            Map.entry("Geography / Area - comparative", "comparative size"),
            Map.entry("Geography / Coastline", "length of the coastline"),
            Map.entry("Geography / Irrigated land", "irrigated area"),
            Map.entry("Geography / Map references", "map reference"),
            Map.entry("Geography / Land boundaries / total", "length of the land boundaries"),
            Map.entry("Geography / Land use / agricultural land", "share of agricultural land"),
            Map.entry("Geography / Land use / forest", "share of forest"),
            Map.entry("People and Society / Population growth rate", "growth rate of the population"),
            Map.entry("People and Society / Urbanization / urban population", "share of the urban population"),
            Map.entry("People and Society / Urbanization / rate of urbanization", "rate of urbanization"),
            Map.entry("People and Society / Life expectancy at birth / total population", "life expectancy"),
            Map.entry("People and Society / Life expectancy at birth / male", "life expectancy of men"),
            Map.entry("People and Society / Life expectancy at birth / female", "life expectancy of women"),
            Map.entry("People and Society / Median age / total", "median age"),
            Map.entry("People and Society / Median age / male", "median age of men"),
            Map.entry("People and Society / Median age / female", "median age of women"),
            Map.entry("People and Society / Infant mortality rate / total", "infant mortality rate"),
            Map.entry("Economy / Exchange rates", "exchange rate"),
            Map.entry("Economy / Budget / revenues", "revenue"),
            Map.entry("Economy / Budget / expenditures", "expenditure"),
            Map.entry("Economy / Exports", "value of the exports"),
            Map.entry("Economy / Imports", "value of the imports"),
            Map.entry("Communications / Internet country code", "Internet country code"),
            Map.entry("Communications / Internet users / total", "number of Internet users"),
            Map.entry("Communications / Telephones - mobile cellular / total", "number of mobile telephones"),
            Map.entry("Communications / Telephones - fixed lines / total subscriptions", "number of telephone lines"),
            Map.entry("Communications / Radio broadcast stations", "number of radio stations"),
            Map.entry("Energy / Electricity - production", "production of electricity"),
            Map.entry("Energy / Electricity - consumption", "consumption of electricity"),
            Map.entry("Energy / Electricity - installed generating capacity", "generating capacity"),
            Map.entry("Transportation / Roadways / total", "length of the roads"),
            Map.entry("Transportation / Railways / total", "length of the railways"),
            Map.entry("Transportation / Airports", "number of airports"));

    private static final String PARTS = " / ";

    private Phrases() {}

    /** The key as it is said: without its chapter, details in brackets. */
    static String of(String key) {
        String said = SAID.get(key);
        if (said != null) {
            return said;
        }
        String[] parts = key.split(PARTS, -1);
        int first = Math.min(1, parts.length - 1);
        StringBuilder phrase = new StringBuilder(inSentence(parts[first]));
        for (int i = first + 1; i < parts.length; i++) {
            phrase.append(" (").append(inSentence(parts[i])).append(')');
        }
        return phrase.toString();
    }

    /** With a small first letter, except in abbreviations and names. */
    private static String inSentence(String words) {
        boolean kept = words.length() > 1 && !Character.isLowerCase(words.charAt(1)) || words.startsWith("Internet");
        return kept ? words : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }
}
