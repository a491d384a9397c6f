package io.ayni.connectors.network.biller;

import io.netty.channel.EventLoop;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * HTTP requests in bounded number: so many in flight, so many that wait, each with a deadline. Called and calling back on
 * one event loop; the JDK's client does the work on threads of its own.
 */
final class HttpCalls implements AutoCloseable {
    private static final long MAX_BODY = 64 << 10;

    /** What came of a request; exactly one of these is called, once. */
    interface Call {
        /** An answer, whatever its status. */
        void onAnswer(int status, byte[] body);

        /** Some of it may have left: nobody knows what became of it. */
        void onSilence();

        /**
         * No byte of it left.
         *
         * @param isRefused whether nobody could be reached; else there was no room here
         */
        void onNotSent(boolean isRefused);
    }

    private record Waiting(HttpRequest request, Call call, long deadlineNs) {
    }

    private final BillerSettings settings;
    private final EventLoop loop;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int inFlight;

    HttpCalls(final BillerSettings settings, final EventLoop loop) {
        this.settings = settings;
        this.loop = loop;
        final HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(settings.connectTimeoutMs()))
                .executor(threads);
        settings.tls().ifPresent(builder::sslContext);
        client = builder.build();
    }

    void get(final String path, final Call call) {
        begin(request(path).GET().build(), call);
    }

    /** @param isPost else a PUT */
    void send(final String path, final boolean isPost, final byte[] json, final Call call) {
        begin(request(path).header("Content-Type", "application/json")
                .method(isPost ? "POST" : "PUT", BodyPublishers.ofByteArray(json)).build(), call);
    }

    private HttpRequest.Builder request(final String path) {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url() + path))
                .header("Accept", "application/json");
        return settings.apiKey().isEmpty() ? request : request.header("X-API-Key", settings.apiKey());
    }

    private void begin(final HttpRequest request, final Call call) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.answerTimeoutMs());
        if (inFlight < settings.connections()) {
            start(new Waiting(request, call, deadlineNs));
        } else if (waiting.size() < settings.maxWaiting()) {
            waiting.addLast(new Waiting(request, call, deadlineNs));
        } else {
            call.onNotSent(false);
        }
    }

    private void start(final Waiting next) {
        inFlight++;
        final CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(next.request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY));
        exchange.copy()
                .orTimeout(Math.max(1, next.deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS)
                .whenComplete((answer, failure) -> {
                    exchange.cancel(true); // ends one that is late, harmless to one that is done
                    loop.execute(() -> end(next.call, answer, failure));
                });
    }

    private void end(final Call call, final HttpResponse<byte[]> answer, final Throwable failure) {
        inFlight--;
        try {
            if (failure == null) {
                call.onAnswer(answer.statusCode(), answer.body());
            } else if (isBeforeFirstByte(failure)) {
                call.onNotSent(true);
            } else {
                call.onSilence();
            }
        } finally {
            startNext();
        }
    }

    /** What waited past its deadline is not sent any more: the engine has begun to ask about it. */
    private void startNext() {
        Waiting next = waiting.pollFirst();
        while (next != null && next.deadlineNs - System.nanoTime() <= 0) {
            next.call.onNotSent(false);
            next = waiting.pollFirst();
        }
        if (next != null) {
            start(next);
        }
    }

    /** A connection that was never made carried nothing. Anything later may have. */
    static boolean isBeforeFirstByte(final Throwable failure) {
        final Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
