package dev.braid.engine.task.choice;

import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.question.Question.Choice;
import dev.braid.engine.task.question.Question.Continuation;
import java.util.List;

/** Little stories from templates: which of two things is meant, what follows, and what things are good for. */
final class Stories {
    private static final int CHOICES = 4;

    private Stories() {}

    /**
     * A sentence with two candidates; which of the two ends decides which candidate is meant.
     *
     * @param pattern with {1} and {2}
     * @param aboutFirst what only the first can be
     * @param aboutSecond what only the second can be
     * @param pairs of candidates, each "first|second"
     */
    private record Schema(String pattern, String aboutFirst, String aboutSecond, List<String> pairs) {}

    private static final List<Schema> SCHEMAS = List.of(
            new Schema(
                    "The {1} does not fit into the {2} because the",
                    "is too large.",
                    "is too small.",
                    List.of(
                            "trophy|suitcase",
                            "ball|box",
                            "book|bag",
                            "statue|crate",
                            "bottle|drawer",
                            "lamp|carton",
                            "guitar|case",
                            "dress|parcel",
                            "table|van",
                            "wheel|trunk")),
            new Schema(
                    "The {1} could not lift the {2} because the",
                    "was too weak.",
                    "was too heavy.",
                    List.of(
                            "boy|stone",
                            "child|chest",
                            "girl|barrel",
                            "man|piano",
                            "woman|trunk",
                            "horse|wagon",
                            "sailor|anchor",
                            "student|bookcase")),
            new Schema(
                    "The {1} asked the {2} for help because the",
                    "did not know what to do.",
                    "had always been kind.",
                    List.of(
                            "student|teacher",
                            "patient|nurse",
                            "guest|waiter",
                            "traveller|farmer",
                            "writer|editor",
                            "soldier|officer",
                            "singer|pianist",
                            "clerk|manager")),
            new Schema(
                    "The {1} thanked the {2} because the",
                    "had received a gift.",
                    "had given a gift.",
                    List.of(
                            "girl|aunt",
                            "boy|uncle",
                            "nurse|doctor",
                            "actor|director",
                            "king|merchant",
                            "cook|baker",
                            "pupil|coach",
                            "widow|neighbour")),
            new Schema(
                    "The {1} ate the {2} because the",
                    "was hungry.",
                    "was tasty.",
                    List.of(
                            "dog|meat",
                            "cat|fish",
                            "bird|seed",
                            "horse|apple",
                            "boy|cake",
                            "mouse|cheese",
                            "goat|cabbage",
                            "bear|honey")),
            new Schema(
                    "The {1} chased the {2}, but could not catch it because the",
                    "was too slow.",
                    "was too fast.",
                    List.of(
                            "dog|rabbit",
                            "cat|mouse",
                            "fox|hare",
                            "wolf|deer",
                            "lion|zebra",
                            "hunter|stag",
                            "police|thief")),
            new Schema(
                    "The {1} paid the {2} because the",
                    "owed money.",
                    "had done the work.",
                    List.of(
                            "farmer|carpenter",
                            "tenant|painter",
                            "owner|gardener",
                            "captain|cook",
                            "bank|builder",
                            "lady|tailor",
                            "baker|miller")),
            new Schema(
                    "The {1} poured water into the {2} until the",
                    "was empty.",
                    "was full.",
                    List.of("bottle|cup", "jug|glass", "pitcher|bowl", "bucket|tub", "can|vase", "kettle|pot")));

    private static final List<String> CAUSES = List.of(
            "dropped the glass|it broke",
            "forgot the umbrella|the rain soaked the coat",
            "ate too much cake|the stomach began to ache",
            "left the ice in the sun|it melted",
            "did not water the flowers|they withered",
            "turned off the lamp|the room became dark",
            "heard a joke|everybody laughed",
            "stayed up all night|the next day was spent yawning",
            "put the kettle on the fire|the water boiled",
            "touched the hot stove|a finger was burnt",
            "planted the seeds|young plants came up",
            "opened the window in winter|the room grew cold",
            "lost the key|the door stayed locked",
            "ran the whole way|breath was short",
            "studied every evening|the examination was passed",
            "missed the train|the meeting began without the guest",
            "spilled the ink|the paper was stained",
            "cut the rope|the boat drifted away",
            "saved money for years|a house could be bought",
            "forgot the bread in the oven|it was burnt black",
            "threw a stone into the pond|rings spread over the water",
            "told a lie|nobody trusted the story afterwards",
            "blew out the candle|smoke rose from the wick",
            "salted the soup twice|it could not be eaten",
            "left the gate open|the sheep ran away",
            "washed the shirt|the spot came out",
            "sharpened the knife|it cut well again",
            "rang the bell|somebody came to the door",
            "put sugar into the tea|it tasted sweet",
            "cleaned the windows|more light came in",
            "broke a leg|walking was impossible for weeks",
            "fed the dog|it stopped begging");

    private static final List<String> PEOPLE = List.of(
            "Anna", "Peter", "Maria", "John", "Ruth", "Paul", "Clara", "Henry", "Alice", "George", "Emma", "Frank",
            "Grace", "Oscar", "Nora", "Thomas");

    private static final List<String> USES = List.of(
            "a knife|cut bread",
            "a hammer|drive nails into wood",
            "a broom|sweep the floor",
            "an umbrella|keep off the rain",
            "a needle|sew a button on",
            "a ladder|reach the roof",
            "a lamp|light a room",
            "a spoon|eat soup",
            "a kettle|boil water",
            "a key|open a lock",
            "a pencil|write a note",
            "a saw|cut down a tree",
            "a boat|cross the river",
            "a clock|tell the time",
            "a bed|sleep at night",
            "a coat|keep warm in winter",
            "a map|find the way",
            "a cup|drink tea",
            "a towel|dry your hands",
            "a comb|tidy your hair",
            "a rope|tie up a horse",
            "a bucket|carry water",
            "a telescope|look at the stars",
            "a shovel|dig a hole",
            "an oven|bake bread",
            "a thermometer|measure the heat",
            "soap|wash your hands",
            "glue|mend a broken cup",
            "a net|catch fish",
            "a scale|weigh flour",
            "a drum|beat a rhythm",
            "a match|light a fire",
            "a stamp|send a letter",
            "a bridge|cross a valley",
            "a mirror|see your own face",
            "scissors|cut paper",
            "a pillow|rest your head",
            "a whistle|call the dog",
            "a wheel|move a cart",
            "an anchor|hold a ship");

    private static final List<String> ASKING = List.of(
            "You can use %s to",
            "People need %s to", "With %s it is easy to", "We bought %s in order to", "%s can serve to");

    /** Which candidate is meant: different contexts, the same continuation. */
    static Choice winograd(RandomStream random) {
        Schema schema = Draw.one(random, SCHEMAS);
        String[] pair = Draw.one(random, schema.pairs).split("\\|", -1);
        boolean first = random.below(2) == 0;
        String context = schema.pattern.replace("{1}", pair[0]).replace("{2}", pair[1]);
        String end = " " + (first ? schema.aboutFirst : schema.aboutSecond);
        return new Choice(
                List.of(new Continuation(context + " " + pair[0], end), new Continuation(context + " " + pair[1], end)),
                first ? 0 : 1);
    }

    /** What follows from what somebody did. */
    static Choice causeAndEffect(RandomStream random) {
        List<String> some = Draw.some(random, CAUSES, CHOICES);
        String context = Draw.one(random, PEOPLE) + " " + before(some.getFirst()) + ", and therefore";
        return Draw.question(
                random,
                context,
                after(some.getFirst()) + ".",
                some.subList(1, CHOICES).stream().map(pair -> after(pair) + ".").toList());
    }

    /** What a thing is good for. */
    static Choice affordance(RandomStream random) {
        List<String> some = Draw.some(random, USES, CHOICES);
        String context = Draw.sentence(String.format(Draw.one(random, ASKING), before(some.getFirst())));
        return Draw.question(
                random,
                context,
                after(some.getFirst()) + ".",
                some.subList(1, CHOICES).stream().map(pair -> after(pair) + ".").toList());
    }

    private static String before(String pair) {
        return pair.substring(0, pair.indexOf('|'));
    }

    private static String after(String pair) {
        return pair.substring(pair.indexOf('|') + 1);
    }
}
