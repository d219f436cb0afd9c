package dev.braid.engine.paraphrase.source;

import dev.braid.engine.paraphrase.SentenceSource;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A language model behind {@code POST {base}/chat/completions}, as OpenAI and many others speak it. Nothing is ever sent unless a user
 * names an endpoint. The key stays in memory. What was answered once is in the cache.
 */
public final class Endpoint implements SentenceSource {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TASK =
            "Say the sentence in other words. Keep its meaning, and all names and numbers exactly as they are."
                    + " Answer with the new sentence alone.";
    private static final int TRIES = 4;
    private static final int MOST_USELESS_IN_A_ROW = 8;
    private static final int LONGEST_ANSWER = 4000;
    private static final long LONGEST_PAUSE = 60;

    private final Settings settings;
    private final PromptCache cache;
    private final Pause pause;
    private final HttpClient client;
    private int useless;

    /**
     * Which endpoint, and how it is asked.
     *
     * @param base such as http://localhost:8080/v1
     * @param model the name the endpoint knows it by
     * @param key sent as a bearer token; null for none
     * @param patience how long an answer may take
     */
    public record Settings(URI base, String model, @Nullable String key, Duration patience) {
        /** Without the key, which nobody is to see. */
        @Override
        public String toString() {
            return base + ", model " + model;
        }
    }

    /** Waits between tries; a test does not. */
    @FunctionalInterface
    public interface Pause {
        /** Waits for some seconds. */
        void seconds(long seconds) throws InterruptedException;
    }

    /** Asks that endpoint, unless the cache knows the answer. */
    public Endpoint(Settings settings, PromptCache cache) {
        this(settings, cache, seconds -> Thread.sleep(Duration.ofSeconds(seconds)));
    }

    Endpoint(Settings settings, PromptCache cache, Pause pause) {
        this.settings = settings;
        this.cache = cache;
        this.pause = pause;
        client = HttpClient.newBuilder().connectTimeout(settings.patience()).build();
    }

    /**
     * The sentence in other words; empty if the answer is of no use.
     *
     * @throws EndpointException if there is no point in asking further
     */
    @Override
    public Optional<String> paraphrase(String sentence) {
        String question = settings.base() + "\n" + settings.model() + "\n" + TASK + "\n" + sentence;
        Optional<String> known = cache.get(question);
        if (known.isPresent()) {
            return known.filter(answer -> !answer.isEmpty());
        }
        Optional<String> answer = answer(ask(sentence));
        useless = answer.isPresent() ? 0 : useless + 1;
        if (useless >= MOST_USELESS_IN_A_ROW) {
            throw new EndpointException("The endpoint " + settings.base() + " answered " + useless
                    + " times in a row with nothing that could be used; is '" + settings.model() + "' a chat model?");
        }
        try {
            cache.put(question, answer.orElse(""));
        } catch (IOException e) {
            throw new EndpointException("The endpoint's answers cannot be kept: " + e.getMessage());
        }
        return answer;
    }

    private String ask(String sentence) {
        HttpRequest request = request(sentence);
        String trouble = "";
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            long wait = 1L << attempt - 1;
            try {
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                int status = response.statusCode();
                if (status == 200) {
                    return response.body();
                }
                refuse(status);
                trouble = status == 429
                        ? "says that it is asked too often (429)"
                        : "has a fault of its own (" + status + ")";
                wait = Math.max(wait, later(response));
            } catch (HttpTimeoutException e) {
                trouble = "did not answer within " + settings.patience().toSeconds() + " seconds";
            } catch (ConnectException e) {
                trouble = "cannot be reached; is it running, and is the address right?";
            } catch (IOException e) {
                trouble = "broke off the connection (" + e.getMessage() + ")";
            } catch (InterruptedException e) {
                throw interrupted();
            }
            if (attempt < TRIES) {
                rest(wait);
            }
        }
        throw new EndpointException(
                "The endpoint " + settings.base() + " " + trouble + (trouble.endsWith("?") ? "" : ".")
                        + " It was tried " + TRIES + " times; what it answered before is kept, so start again later.");
    }

    private HttpRequest request(String sentence) {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", settings.model());
        body.put("temperature", 0);
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", TASK);
        messages.addObject().put("role", "user").put("content", sentence);
        String base = settings.base().toString();
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(
                        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/chat/completions"))
                .timeout(settings.patience())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (settings.key() != null) {
            builder.header("Authorization", "Bearer " + settings.key());
        }
        return builder.build();
    }

    /** Answers that asking again does not change. */
    private void refuse(int status) {
        if (status == 429 || status >= 500) {
            return;
        }
        throw new EndpointException("The endpoint " + settings.base()
                + switch (status) {
                    case 401, 403 -> " refused the key (" + status + "); check the environment variable that holds it.";
                    case 404 -> " has no chat/completions, or no model '" + settings.model() + "' (404).";
                    default -> " refused the question (" + status + ").";
                });
    }

    /** Retry-After in seconds, within reason. */
    private static long later(HttpResponse<?> response) {
        String value = response.headers().firstValue("Retry-After").orElse("0");
        return value.matches("\\d{1,9}") ? Math.min(LONGEST_PAUSE, Long.parseLong(value)) : 0;
    }

    private void rest(long seconds) {
        try {
            pause.seconds(seconds);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static EndpointException interrupted() {
        Thread.currentThread().interrupt();
        return new EndpointException("Asking the endpoint was interrupted; what it answered before is kept.");
    }

    /** The sentence in an answer, if it is one. */
    private static Optional<String> answer(String body) {
        JsonNode content;
        try {
            content =
                    JSON.readTree(body).path("choices").path(0).path("message").path("content");
        } catch (JacksonException e) {
            return Optional.empty();
        }
        String text = content.isString() ? content.asString().strip() : "";
        boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
        String plain = quoted ? text.substring(1, text.length() - 1) : text;
        return plain.isEmpty() || plain.length() > LONGEST_ANSWER || plain.contains("\n")
                ? Optional.empty()
                : Optional.of(plain);
    }
}
