package io.ayni.connectors.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ayni.connectors.simulator.BillerBooks.Bill;
import io.ayni.connectors.simulator.BillerBooks.Payment;
import io.ayni.connectors.simulator.BillerBooks.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Billers on a port of this machine, over HTTP and JSON: what is owed, a payment under the switch's own reference, what
 * became of it. Keeps its own {@link BillerBooks}, does wrong when {@link #paymentFaults} or {@link #inquiryFaults} say
 * so. Runs threads of its own; every method may be called from any.
 * <pre>
 * GET /v1/billers/{biller}/bills/{reference}    {"status":"OWED","owedMinor":1250,"currency":"USD",…}, 404 NOT_FOUND
 * PUT /v1/payments/{payment}                    {"status":"PAID","receipt":"R-00000001"}, REFUSED with a code, PENDING
 * GET /v1/payments/{payment}                    the same, 404 NOT_FOUND
 * GET /v1/health                                204
 * </pre>
 */
public final class BillerSimulator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BillerSimulator.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BASE = "/v1";
    private static final int BILL_SEGMENTS = 5;

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an ACK
    }

    private final BillerBooks books = new BillerBooks();
    private final FaultRules paymentFaults = new FaultRules();
    private final FaultRules inquiryFaults = new FaultRules();
    private final Set<HttpExchange> unanswered = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private volatile boolean isOutOfOrder;

    /** @param address where to listen; port 0 lets the system choose. @return where it listens now. */
    public InetSocketAddress start(final InetSocketAddress address) {
        try {
            server = HttpServer.create(address, 0);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(BASE + "/", this::handle);
        server.start();
        return server.getAddress();
    }

    /** @return what the billers hold to be true. */
    public BillerBooks books() {
        return books;
    }

    /** @return what happens to the payments that arrive. */
    public FaultRules paymentFaults() {
        return paymentFaults;
    }

    /** @return what happens to the questions what became of a payment; asked with amount 0. */
    public FaultRules inquiryFaults() {
        return inquiryFaults;
    }

    /** Whether everything is answered with 503. */
    public void outOfOrder(final boolean isNow) {
        isOutOfOrder = isNow;
    }

    private void handle(final HttpExchange exchange) throws IOException {
        final byte[] body = exchange.getRequestBody().readAllBytes();
        final String path = exchange.getRequestURI().getPath().substring(BASE.length());
        final String[] segments = path.split("/");
        if (isOutOfOrder) {
            answer(exchange, 503, JSON.createObjectNode());
        } else if (path.equals("/health")) {
            answer(exchange, 204, null);
        } else if (segments.length == BILL_SEGMENTS && segments[1].equals("billers")) {
            onInquiry(exchange, segments[2], segments[4]);
        } else if (segments.length == 3 && segments[1].equals("payments")) {
            onPayment(exchange, segments[2], body);
        } else {
            answer(exchange, 404, JSON.createObjectNode());
        }
    }

    private void onInquiry(final HttpExchange exchange, final String biller, final String reference) {
        final Bill bill = books.owed(biller, reference);
        if (bill == null) {
            answer(exchange, 404, JSON.createObjectNode().put("status", "NOT_FOUND"));
        } else {
            answer(exchange, 200, JSON.createObjectNode().put("status", "OWED").put("owedMinor", bill.owedMinor())
                    .put("currency", bill.currency()).put("dueDate", bill.dueDate()).put("holder", bill.holder()));
        }
    }

    private void onPayment(final HttpExchange exchange, final String paymentId, final byte[] body) {
        if (exchange.getRequestMethod().equals("GET")) {
            final Fault fault = inquiryFaults.next(0);
            perform(exchange, fault, books.payment(paymentId));
            return;
        }
        final JsonNode asked;
        try {
            asked = JSON.readTree(body);
        } catch (final JacksonException notJson) {
            answer(exchange, 400, JSON.createObjectNode());
            return;
        }
        final long amountMinor = asked.path("amountMinor").asLong();
        final Fault fault = paymentFaults.next(amountMinor);
        if (fault.kind() == Fault.Kind.LOST) {
            unanswered.add(exchange);
            return;
        }
        final State state = switch (fault.kind()) {
            case DECLINE -> State.REFUSED;
            case PENDING -> State.PENDING;
            default -> State.PAID;
        };
        perform(exchange, fault, books.pay(paymentId, new Payment(asked.path("biller").asString(""),
                asked.path("reference").asString(""), amountMinor, state,
                state == State.REFUSED ? fault.responseCode() : "", "")));
    }

    private void perform(final HttpExchange exchange, final Fault fault, final Payment payment) {
        switch (fault.kind()) {
            case NEVER, LOST -> unanswered.add(exchange);
            case LATE -> {
                unanswered.add(exchange);
                CompletableFuture.delayedExecutor(fault.delayMs(), TimeUnit.MILLISECONDS, threads).execute(() -> {
                    if (unanswered.remove(exchange)) {
                        tell(exchange, payment);
                    }
                });
            }
            default -> tell(exchange, payment);
        }
    }

    private static void tell(final HttpExchange exchange, final Payment payment) {
        final ObjectNode said = JSON.createObjectNode();
        if (payment == null) {
            answer(exchange, 404, said.put("status", "NOT_FOUND"));
            return;
        }
        said.put("status", payment.state().name()).put("amountMinor", payment.amountMinor());
        if (!payment.code().isEmpty()) {
            said.put("code", payment.code());
        }
        if (!payment.receipt().isEmpty()) {
            said.put("receipt", payment.receipt());
        }
        answer(exchange, 200, said);
    }

    /** A caller that has hung up needs no answer. */
    private static void answer(final HttpExchange exchange, final int status, final ObjectNode body) {
        try (exchange) {
            if (body == null) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            final byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (final IOException hungUp) {
            LOG.debug("a caller did not wait for its answer");
        }
    }

    @Override
    public void close() {
        unanswered.forEach(HttpExchange::close);
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
