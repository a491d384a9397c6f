package io.ayni.connectors.launch;

import io.ayni.connectors.operate.EngineDesk;
import io.ayni.connectors.operate.WaitingPayment;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payments that wait for a person.
 * <pre>
 * GET  /admin/payments?state=manual    those; state=waiting: also UNKNOWN and REVERSAL_PENDING; most=N rows
 * POST /admin/payments                 {"payment","resolution":"post|reverse|to-manual","why","by"}
 * </pre>
 * What a person says is journaled with who and why before it is answered.
 */
final class PaymentsResource implements AdminEndpoint.Resource {
    static final String PATH = "/admin/payments";
    static final Map<String, Resolution> RESOLUTIONS = Map.of(
            "post", Resolution.POST, "reverse", Resolution.REVERSE, "to-manual", Resolution.TO_MANUAL);
    private static final Logger LOG = LoggerFactory.getLogger(PaymentsResource.class);
    private static final long PATIENCE_MS = 10_000;
    private static final String MOST_ROWS = "1000";
    /** So many digits, however they are grouped, may be a card number, which no journal keeps. */
    private static final Pattern CARD_NUMBER = Pattern.compile("\\d(?:[ .-]?\\d){12,}");

    private final EngineDesk desk;
    private final Map<Integer, String> networks;

    /** @param networks names by link */
    PaymentsResource(final EngineDesk desk, final Map<Integer, String> networks) {
        this.desk = desk;
        this.networks = networks;
    }

    @Override
    public void handle(final AdminRequest request) throws IOException, AdminRequest.Refused, InterruptedException {
        try {
            if (request.isGet()) {
                list(request);
            } else if (request.isPost()) {
                resolve(request);
            } else {
                throw new AdminRequest.Refused(405, "GET or POST");
            }
        } catch (final EngineDesk.NoAnswerException e) {
            throw new AdminRequest.Refused(503, e.getMessage());
        }
    }

    private void list(final AdminRequest request)
            throws IOException, AdminRequest.Refused, InterruptedException, EngineDesk.NoAnswerException {
        final String state = request.parameter("state", "manual");
        if (!state.equals("manual") && !state.equals("waiting")) {
            throw new AdminRequest.Refused(400, "state: expected manual or waiting");
        }
        final EngineDesk.Rows<WaitingPayment> found =
                desk.waiting(state.equals("manual"), most(request.parameter("most", MOST_ROWS)), PATIENCE_MS);
        final ObjectNode answer = AdminRequest.JSON.createObjectNode();
        final ArrayNode rows = answer.putArray("payments");
        found.rows().forEach(each -> put(rows.addObject(), each));
        request.answer(answer.put("isWhole", found.isWhole()));
    }

    private static int most(final String text) throws AdminRequest.Refused {
        if (!text.matches("[1-9]\\d{0,6}")) {
            throw new AdminRequest.Refused(400, "most: expected a number from 1 to 9999999");
        }
        return Integer.parseInt(text);
    }

    private void resolve(final AdminRequest request)
            throws IOException, AdminRequest.Refused, InterruptedException, EngineDesk.NoAnswerException {
        final JsonNode body = request.json();
        final String text = body.path("payment").asString("");
        final long paymentId = PaymentIds.parse(text);
        if (paymentId == PaymentIds.INVALID) {
            throw new AdminRequest.Refused(400, "'" + text + "' is no payment id: 13 letters and digits");
        }
        final Resolution resolution = RESOLUTIONS.get(body.path("resolution").asString(""));
        if (resolution == null) {
            throw new AdminRequest.Refused(400, "resolution: expected post, reverse or to-manual");
        }
        final String why = checked("why", body.path("why").asString("").strip(), EngineDesk.MAX_WHY_BYTES);
        final String orderedBy =
                checked("by", request.orderedBy(body.path("by").asString("")), EngineDesk.MAX_NAME_BYTES);
        final WaitingPayment before = find(paymentId);
        if (!mayBe(before.state(), resolution)) {
            throw wrongState(before);
        }
        final AdminResult result = desk.resolve(paymentId, resolution, orderedBy, why, PATIENCE_MS);
        final WaitingPayment after = find(paymentId);
        if (result != AdminResult.DONE) {
            throw result == AdminResult.WRONG_STATE ? wrongState(after)
                    : new AdminRequest.Refused(409, "the engine refuses: " + result);
        }
        LOG.warn("payment {}: {} by word of {}: {}", PaymentIds.format(paymentId), after.state(), orderedBy, why);
        final ObjectNode answer = AdminRequest.JSON.createObjectNode();
        put(answer, after);
        request.answer(answer.put("was", before.state().name()).put("by", orderedBy).put("reason", why));
    }

    private WaitingPayment find(final long paymentId)
            throws AdminRequest.Refused, InterruptedException, EngineDesk.NoAnswerException {
        final Optional<WaitingPayment> found = desk.payment(paymentId, PATIENCE_MS);
        if (found.isEmpty()) {
            throw new AdminRequest.Refused(404, "there is no payment " + PaymentIds.format(paymentId)
                    + ", or it was final longer ago than institution.retention");
        }
        return found.get();
    }

    private static boolean mayBe(final PaymentState state, final Resolution resolution) {
        return resolution == Resolution.TO_MANUAL
                ? state == PaymentState.UNKNOWN || state == PaymentState.REVERSAL_PENDING
                : state == PaymentState.MANUAL;
    }

    private static AdminRequest.Refused wrongState(final WaitingPayment payment) {
        return new AdminRequest.Refused(409, "payment " + PaymentIds.format(payment.paymentId()) + " is "
                + payment.state() + switch (payment.state()) {
                    case UNKNOWN, REVERSAL_PENDING ->
                            ": the switch still sees to it (" + payment.why() + "); to-manual takes it out of its hands";
                    case MANUAL -> ": it waits for post or reverse";
                    default -> payment.state().isFinal() ? ": a final state never changes"
                            : ": it is on its way, there is nothing to decide";
                });
    }

    private static String checked(final String name, final String text, final int mostBytes)
            throws AdminRequest.Refused {
        if (text.isEmpty()) {
            throw new AdminRequest.Refused(400, name + ": is missing");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > mostBytes) {
            throw new AdminRequest.Refused(400, name + ": must fit " + mostBytes + " bytes");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new AdminRequest.Refused(400, name + ": must be one line of text");
        }
        if (CARD_NUMBER.matcher(text).find()) {
            throw new AdminRequest.Refused(400, name + ": looks as if it had a card number, which must not be kept");
        }
        return text;
    }

    private void put(final ObjectNode row, final WaitingPayment payment) {
        row.put("payment", PaymentIds.format(payment.paymentId()))
                .put("state", payment.state().name())
                .put("operation", payment.operation().type())
                .put("since", Instant.ofEpochMilli(payment.updatedMs()).toString())
                .put("created", Instant.ofEpochMilli(payment.createdMs()).toString())
                .put("network", payment.linkId() == 0 ? ""
                        : networks.getOrDefault(payment.linkId(), "link " + payment.linkId()))
                .put("biller", payment.billerId())
                .put("reference", payment.reference())
                .put("amountMinor", payment.amountMinor())
                .put("heldMinor", payment.heldMinor())
                .put("currency", payment.currency())
                .put("account", payment.account())
                .put("responseCode", payment.responseCode())
                .put("why", payment.why());
    }
}
