package dev.braid.engine.paraphrase.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a stub on the loopback address. */
class EndpointTest {
    private static final String GOOD = "{\"choices\":[{\"message\":{\"content\":\"We left early.\"}}]}";

    /** What the stub answers to one question. */
    private record Answer(int status, String body, @Nullable String retryAfter) {}

    @TempDir
    Path folder;

    private final List<Answer> answers = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private final CountDownLatch silence = new CountDownLatch(1);
    private HttpServer server;
    private boolean silent;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        silence.countDown();
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (silent) {
            try {
                silence.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        if (answer.retryAfter != null) {
            exchange.getResponseHeaders().add("Retry-After", answer.retryAfter);
        }
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
        try (OutputStream stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }

    private void answer(int status, String body) {
        answers.add(new Answer(status, body, null));
    }

    private Endpoint endpoint(@Nullable String key, Duration patience) {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
        return new Endpoint(
                new Endpoint.Settings(base, "tiny", key, patience),
                new PromptCache(folder),
                seconds -> pauses.add(seconds));
    }

    private Endpoint endpoint() {
        return endpoint(null, Duration.ofSeconds(20));
    }

    @Test
    void an_answer_is_a_paraphrase_and_is_never_asked_for_twice() {
        answer(200, GOOD);
        assertThat(endpoint().paraphrase("We went away early.")).contains("We left early.");
        assertThat(endpoint().paraphrase("We went away early.")).contains("We left early.");
        assertThat(asked).hasSize(1).first().asString().contains("We went away early.", "\"model\":\"tiny\"");
        assertThat(keys).containsExactly("null");
    }

    @Test
    void the_key_is_sent_and_written_nowhere() {
        answer(200, GOOD);
        Endpoint endpoint = endpoint("secret-key", Duration.ofSeconds(20));
        endpoint.paraphrase("We went away early.");
        assertThat(keys).containsExactly("Bearer secret-key");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .noneMatch(file -> read(file).contains("secret-key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(new Endpoint.Settings(URI.create("http://x/v1"), "tiny", "secret-key", Duration.ofSeconds(1))
                        .toString())
                .doesNotContain("secret-key");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void who_is_asked_too_often_is_given_time() {
        answers.add(new Answer(429, "", "7"));
        answer(503, "");
        answer(200, GOOD);
        assertThat(endpoint().paraphrase("We went away early.")).contains("We left early.");
        assertThat(pauses).containsExactly(7L, 2L);
    }

    @Test
    void who_says_no_for_good_is_not_asked_again() {
        answer(401, "");
        assertThatThrownBy(() -> endpoint().paraphrase("We went away early."))
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining("refused the key (401); check the environment variable");
        assertThat(asked).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_fault_that_stays_is_told_after_some_tries() {
        answer(500, "");
        assertThatThrownBy(() -> endpoint().paraphrase("We went away early."))
                .hasMessageContaining(
                        "has a fault of its own (500). It was tried 4 times; what it answered before is kept");
        assertThat(pauses).containsExactly(1L, 2L, 4L);
    }

    @Test
    void an_endpoint_that_is_silent_or_not_there_is_told() {
        silent = true;
        assertThatThrownBy(() -> endpoint(null, Duration.ofMillis(50)).paraphrase("We went away early."))
                .hasMessageContaining("did not answer within");
        Endpoint.Settings nowhere =
                new Endpoint.Settings(URI.create("http://127.0.0.1:1/v1"), "tiny", null, Duration.ofSeconds(5));
        assertThatThrownBy(
                        () -> new Endpoint(nowhere, new PromptCache(folder), pauses::add).paraphrase("We went away."))
                .hasMessageContaining("cannot be reached; is it running, and is the address right?");
    }

    @Test
    void nonsense_is_no_paraphrase_and_much_of_it_ends_the_asking() {
        answer(200, "<html>");
        Endpoint endpoint = endpoint();
        for (int i = 0; i < 7; i++) {
            assertThat(endpoint.paraphrase("Sentence number " + i + ".")).isEmpty();
        }
        assertThatThrownBy(() -> endpoint.paraphrase("Sentence number 7."))
                .hasMessageContaining(
                        "answered 8 times in a row with nothing that could be used; is 'tiny' a chat model?");
    }

    @Test
    void quotes_around_an_answer_are_taken_off_and_several_lines_are_no_sentence() {
        answer(200, "{\"choices\":[{\"message\":{\"content\":\"\\\"We left.\\\"\"}}]}");
        answer(200, "{\"choices\":[{\"message\":{\"content\":\"Sure!\\nHere it is.\"}}]}");
        answer(200, "{\"error\":\"no\"}");
        Endpoint endpoint = endpoint();
        assertThat(endpoint.paraphrase("We went away.")).contains("We left.");
        assertThat(endpoint.paraphrase("We went on.")).isEmpty();
        assertThat(endpoint.paraphrase("We went off.")).isEmpty();
    }
}
