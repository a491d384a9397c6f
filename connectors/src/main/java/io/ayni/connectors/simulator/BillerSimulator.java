package io.ayni.connectors.simulator;

import io.ayni.connectors.simulator.BillerBooks.Bill;
import io.ayni.connectors.simulator.BillerBooks.Payment;
import io.ayni.connectors.simulator.BillerBooks.State;
import io.ayni.connectors.simulator.BillerConnection.Answer;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Billers on a port of this machine, over HTTP and JSON: what is owed, a payment under the switch's own reference, what
 * became of it. Keeps its own {@link BillerBooks}, does wrong when {@link #paymentFaults} or {@link #inquiryFaults} say
 * so. Runs a thread of its own; every method may be called from any.
 * <pre>
 * GET /v1/billers/{biller}/bills/{reference}    {"status":"OWED","owedMinor":1250,"currency":"USD",…}, 404 NOT_FOUND
 * PUT /v1/payments/{payment}                    {"status":"PAID","receipt":"R-00000001"}, REFUSED with a code, PENDING
 * GET /v1/payments/{payment}                    the same, 404 NOT_FOUND
 * GET /v1/health                                204
 * </pre>
 */
public final class BillerSimulator implements SimulatedNetwork {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BASE = "/v1";
    private static final int BILL_SEGMENTS = 5;
    private static final int MAX_BODY = 64 << 10;

    private final BillerBooks books = new BillerBooks();
    private final FaultRules paymentFaults = new FaultRules();
    private final FaultRules inquiryFaults = new FaultRules();
    private final SimulatorPort port = new SimulatorPort("biller-simulator", this::install);
    private final HeldAnswers held = new HeldAnswers();
    private volatile boolean isOutOfOrder;
    private volatile boolean answersHealth = true;

    private void install(final Channel channel) {
        channel.pipeline().addLast(
                new HttpRequestDecoder(), new HttpObjectAggregator(MAX_BODY), new BillerConnection(this, held));
    }

    @Override
    public String name() {
        return "biller";
    }

    @Override
    public InetSocketAddress start(final InetSocketAddress address) {
        return port.start(address);
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

    @Override
    public Optional<FaultRules> faults(final Target target) {
        return switch (target) {
            case PAYMENTS -> Optional.of(paymentFaults);
            case INQUIRIES -> Optional.of(inquiryFaults);
            default -> Optional.empty();
        };
    }

    /** Whether everything is answered with 503. */
    public void outOfOrder(final boolean isNow) {
        isOutOfOrder = isNow;
    }

    @Override
    public void answerManagement(final boolean answers) {
        answersHealth = answers;
    }

    @Override
    public long accepted() {
        return port.accepted();
    }

    @Override
    public void dropConnections() {
        port.dropConnections();
    }

    @Override
    public void down(final long forMs) {
        port.down(forMs);
    }

    @Override
    public void up() {
        port.up();
    }

    @Override
    public void pause(final long forMs) {
        port.pause(forMs);
    }

    @Override
    public void writeBooks(final Appendable csv) throws IOException {
        books.write(csv);
    }

    @Override
    public String summary() {
        return books.summary();
    }

    @Override
    public void close() {
        port.close();
    }

    /** What a request comes to. On the simulator's thread. */
    Answer answer(final boolean isGet, final String uri, final String body) {
        final String path = uri.startsWith(BASE) ? uri.substring(BASE.length()) : "";
        final String[] segments = path.split("/");
        if (isOutOfOrder) {
            return Answer.of(503, "{}");
        }
        if (path.equals("/health")) {
            return answersHealth ? Answer.of(204, "") : new Answer(Fault.NEVER, 204, "", "");
        }
        if (segments.length == BILL_SEGMENTS && segments[1].equals("billers")) {
            return onInquiry(segments[2], segments[4]);
        }
        if (segments.length == 3 && segments[1].equals("payments")) {
            return isGet ? told(inquiryFaults.next(0), books.payment(segments[2])) : onPayment(segments[2], body);
        }
        return Answer.of(404, "{}");
    }

    private Answer onInquiry(final String biller, final String reference) {
        final Bill bill = books.owed(biller, reference);
        return bill == null ? Answer.of(404, "{\"status\":\"NOT_FOUND\"}")
                : Answer.of(200, JSON.writeValueAsString(JSON.createObjectNode().put("status", "OWED")
                        .put("owedMinor", bill.owedMinor()).put("currency", bill.currency())
                        .put("dueDate", bill.dueDate()).put("holder", bill.holder())));
    }

    private Answer onPayment(final String paymentId, final String body) {
        final JsonNode asked;
        try {
            asked = JSON.readTree(body);
        } catch (final JacksonException notJson) {
            return Answer.of(400, "{}");
        }
        final long amountMinor = asked.path("amountMinor").asLong();
        final Fault fault = paymentFaults.next(amountMinor);
        if (fault.kind() == Fault.Kind.LOST) {
            return new Answer(fault, 0, "", "");
        }
        final State state = switch (fault.kind()) {
            case DECLINE -> State.REFUSED;
            case PENDING -> State.PENDING;
            default -> State.PAID;
        };
        return told(fault, books.pay(paymentId, new Payment(asked.path("biller").asString(""),
                asked.path("reference").asString(""), amountMinor, state,
                state == State.REFUSED ? fault.responseCode() : "", "")));
    }

    private static Answer told(final Fault fault, final Payment payment) {
        final ObjectNode said = JSON.createObjectNode();
        if (payment == null) {
            return new Answer(fault, 404, JSON.writeValueAsString(said.put("status", "NOT_FOUND")), "{}");
        }
        said.put("status", payment.state().name()).put("amountMinor", payment.amountMinor());
        if (!payment.code().isEmpty()) {
            said.put("code", payment.code());
        }
        if (!payment.receipt().isEmpty()) {
            said.put("receipt", payment.receipt());
        }
        final String right = JSON.writeValueAsString(said);
        said.put("amountMinor", payment.amountMinor() + 1);
        final String otherAmount = JSON.writeValueAsString(said);
        said.remove("status");
        final String wrong = fault.kind() == Fault.Kind.INCOMPLETE ? JSON.writeValueAsString(said) : otherAmount;
        return new Answer(fault, 200, right, wrong);
    }
}
