package io.ayni.connectors.translate;

import io.ayni.connectors.security.PaymentIds;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.stepup.StepUpMethod;
import java.util.Locale;
import org.agrona.AsciiSequenceView;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Outcomes as JSON. Each method writes one document and returns the HTTP status that goes with it. A decline is an
 * answer, not an error; see {@link Problem} for those. One per event loop.
 */
public final class JsonReplies {
    /** What was asked for. */
    public enum Asked {
        /** Something new: 201 when it is there, 202 while it is not decided. */
        AUTHORIZATION,
        STEP_UP,
        RESEND,
        /** Something that is there to be changed, deleted, captured or taken back: 200, or 202. */
        CHANGE,
        VIEW
    }

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int SHOWN_DIGITS = 4;
    private static final String[] REASONS = reasonNames();

    private final JsonWriter json;
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[AccountNumber.MAX_DIGITS]);
    private final AsciiSequenceView text = new AsciiSequenceView();

    public JsonReplies(final JsonWriter json) {
        this.json = json;
    }

    /** The answer to a request about a payment. */
    public int payment(final Asked asked, final PaymentReplyDecoder reply) {
        final Problem problem = problemOf(asked, reply);
        if (problem == null) {
            json.reset().startObject();
            putPayment(reply);
            json.endObject();
            final int status = statusOf(reply);
            final boolean saysWhenItGoesOn = asked == Asked.STEP_UP || asked == Asked.CHANGE;
            return asked == Asked.AUTHORIZATION || saysWhenItGoesOn && status == ACCEPTED ? status : OK;
        }
        startProblem(problem, detailOf(problem, reply));
        if (problem == Problem.STEP_UP_FAILED || problem == Problem.RESEND_REFUSED) {
            json.startObject("payment");
            putPayment(reply);
            json.endObject();
        }
        json.endObject();
        return problem.status();
    }

    /** The answer to {@code GET /v1/accounts/…}. */
    public int account(final AccountReplyDecoder reply) {
        if (reply.found() == 0) {
            return problem(Problem.NOT_FOUND, "there is no such account", "");
        }
        json.reset().startObject();
        JsonRows.putAccount(json, reply);
        json.endObject();
        return OK;
    }

    /** A problem of RFC 9457. */
    public int problem(final JsonFault fault) {
        return problem(fault.problem(), fault.detail(), fault.path());
    }

    /** @param path of the member that is wrong; empty when it is none */
    public int problem(final Problem problem, final String detail, final String path) {
        startProblem(problem, detail);
        if (!path.isEmpty()) {
            json.text("path", path);
        }
        json.endObject();
        return problem.status();
    }

    private void startProblem(final Problem problem, final String detail) {
        json.reset().startObject()
                .text("type", problem.type())
                .text("title", problem.title())
                .number("status", problem.status())
                .text("detail", detail);
    }

    /** @return null when the payment itself is the answer. */
    private static Problem problemOf(final Asked asked, final PaymentReplyDecoder reply) {
        final Problem byDisposition = switch (Disposition.ofCode(reply.disposition())) {
            case NOT_FOUND -> Problem.NOT_FOUND;
            case KEY_REUSED -> Problem.KEY_REUSED;
            case IN_FLIGHT -> Problem.IN_FLIGHT;
            case FIRST, REPEAT, VIEW -> null;
        };
        if (byDisposition != null || asked == Asked.VIEW) {
            return byDisposition;
        }
        return switch (DeclineReason.ofCode(reply.reason())) {
            case CAPACITY, PAYMENT_ID_TAKEN -> Problem.OVERLOADED;
            case STEP_UP_WRONG, STEP_UP_EXPIRED -> asked == Asked.STEP_UP ? Problem.STEP_UP_FAILED : null;
            case STEP_UP_TRIES_EXCEEDED -> asked == Asked.RESEND && isChallenged(reply) ? Problem.RESEND_REFUSED : null;
            default -> null;
        };
    }

    private static String detailOf(final Problem problem, final PaymentReplyDecoder reply) {
        return switch (problem) {
            case NOT_FOUND -> "there is no such payment of this channel";
            case KEY_REUSED -> "the same key came before with another type, amount, currency or account";
            case IN_FLIGHT -> "ask again with the same key, or read the payment";
            case STEP_UP_FAILED -> isChallenged(reply)
                    ? "the code is not the one sent for this payment"
                    : "the code has expired, and the payment with it";
            case RESEND_REFUSED -> "the codes sent so far are all there are";
            default -> "nothing was done: send the request again, under the same key, a little later";
        };
    }

    private static boolean isChallenged(final PaymentReplyDecoder reply) {
        return reply.state() == PaymentState.CHALLENGED.code();
    }

    private static int statusOf(final PaymentReplyDecoder reply) {
        return switch (PaymentState.ofCode(reply.state())) {
            case POSTED, DECLINED, REVERSED, EXPIRED, HELD, DONE, SCHEDULED_EFFECTIVE -> CREATED;
            case RECEIVED, CHALLENGED, SENT, REVERSAL_PENDING, UNKNOWN, MANUAL -> ACCEPTED;
        };
    }

    /** The members of a payment, or of a member's request that moves no money, within an object begun. */
    void putPayment(final PaymentReplyDecoder reply) {
        final Operation operation = Operation.ofCode(reply.operation());
        final DeclineReason reason = DeclineReason.ofCode(reply.reason());
        PaymentIds.put(scratch, 0, reply.paymentId());
        json.text("id", text.wrap(scratch, 0, PaymentIds.TEXT_LENGTH));
        if (operation != null) {
            json.text("type", operation.type());
        }
        json.text("state", StateWords.of(operation, PaymentState.ofCode(reply.state())));
        if (reply.responseCode() != ResponseCode.NONE) {
            json.text("responseCode", ResponseCode.format(reply.responseCode()));
        }
        json.text("reason", REASONS[reason.code()])
                .bool("transient", reason.isTransient());
        if (operation == null || !operation.isMemberRequest()) {
            putMoney(reply);
        } else {
            putRequest(reply);
        }
        json.time("createdAt", reply.createdMs())
                .time("updatedAt", reply.updatedMs())
                .number("receipt", reply.sequence());
        if (isChallenged(reply)) {
            json.startObject("challenge")
                    .text("method", reply.stepUp() == StepUpMethod.TOTP.code() ? "TOTP" : "OTP")
                    .time("expiresAt", reply.deadlineMs())
                    .number("triesLeft", reply.triesLeft())
                    .endObject();
        }
        putNetwork(reply);
    }

    private void putMoney(final PaymentReplyDecoder reply) {
        json.number("amountMinor", reply.amountMinor())
                .number("feeMinor", reply.feeMinor())
                .number("taxMinor", reply.taxMinor())
                .number("totalMinor", reply.amountMinor() + reply.feeMinor() + reply.taxMinor());
        if (reply.reversedMinor() != 0) {
            json.number("reversedMinor", reply.reversedMinor());
        }
        json.text("currency", Currencies.code(reply.currency()));
        putAccounts(reply);
        putBiller(reply);
        putCard(reply);
        if (reply.note(0) != 0) {
            json.text("note", reply.note());
        }
        if (reply.effectiveDay() != 0) {
            json.date("effectiveDate", reply.effectiveDay());
        }
        json.number("ledgerMinor", reply.ledgerMinor())
                .number("availableMinor", reply.availableMinor());
    }

    private void putRequest(final PaymentReplyDecoder reply) {
        if (reply.memberId() != 0) {
            json.text("memberId", Long.toString(reply.memberId()));
        }
        if (reply.targetId() != 0) {
            json.text("targetId", PaymentIds.format(reply.targetId()));
        }
        putCard(reply);
        if (reply.instalments() != 0) {
            json.number("amountMinor", reply.amountMinor())
                    .number("interestMinor", reply.interestMinor())
                    .number("instalments", reply.instalments())
                    .text("currency", Currencies.code(reply.currency()));
        }
        if (reply.operation() == Operation.CHALLENGE.code() && !reply.receipt().isBlank()) {
            json.text("purpose", reply.receipt().strip());
        }
    }

    private void putAccounts(final PaymentReplyDecoder reply) {
        if (reply.debitAccount() != AccountNumber.NONE) {
            putMasked("debitAccount", reply.debitAccount());
        }
        if (reply.institution() != AccountNumber.NONE && reply.billerId() == 0) {
            final String account = reply.externalAccount().strip();
            if (!account.isEmpty()) {
                json.text("creditAccount", mask(account));
            }
            json.text("institution", AccountNumber.format(reply.institution()));
        } else if (reply.creditAccount() != AccountNumber.NONE) {
            putMasked("creditAccount", reply.creditAccount());
        }
    }

    /** As {@link AccountNumber#mask}. */
    private void putMasked(final String name, final long account) {
        final int digits = AccountNumber.write(account, scratch, 0);
        scratch.setMemory(0, Math.max(0, digits - SHOWN_DIGITS), (byte) '*');
        json.text(name, text.wrap(scratch, 0, digits));
    }

    private void putBiller(final PaymentReplyDecoder reply) {
        if (reply.billerId() == 0) {
            return;
        }
        json.number("billerId", reply.billerId()).text("reference", mask(reply.externalAccount().strip()));
        if (!reply.receipt().isBlank()) {
            json.text("billerReceipt", reply.receipt().strip());
        }
        if (reply.targetId() != 0) {
            json.text("scheduleId", PaymentIds.format(reply.targetId()));
        }
    }

    private void putCard(final PaymentReplyDecoder reply) {
        if (reply.cardToken() == 0 && reply.cardBin() == 0) {
            return;
        }
        json.startObject("card");
        if (reply.cardToken() != 0) {
            json.text("token", Long.toString(reply.cardToken()));
        }
        if (reply.cardBin() != 0) {
            json.text("lastFour", JsonRows.fourDigits(reply.cardLastFour()));
        }
        json.endObject();
    }

    private void putNetwork(final PaymentReplyDecoder reply) {
        if (reply.stan() == 0 && isBlank(reply)) {
            return;
        }
        final String approvalCode = reply.approvalCode().strip();
        if (reply.stan() == 0) {
            if (!approvalCode.isEmpty()) {
                json.text("approvalCode", approvalCode);
            }
            return;
        }
        json.startObject("network")
                .text("stan", sixDigits(reply.stan()))
                .text("rrn", reply.retrievalReference());
        if (!approvalCode.isEmpty()) {
            json.text("approvalCode", approvalCode);
        }
        json.number("reversals", reply.reversals()).endObject();
    }

    /** @return whether there is no approval code. */
    private static boolean isBlank(final PaymentReplyDecoder reply) {
        boolean isBlank = true;
        for (int i = 0; i < PaymentReplyDecoder.approvalCodeLength(); i++) {
            final byte character = reply.approvalCode(i);
            isBlank &= character == ' ' || character == 0;
        }
        return isBlank;
    }

    private static String sixDigits(final long stan) {
        final String digits = Long.toString(stan);
        return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }

    static String mask(final String account) {
        final int hidden = Math.max(0, account.length() - SHOWN_DIGITS);
        return "*".repeat(hidden) + account.substring(hidden);
    }

    /** @return a reason of a decline as JSON names it. */
    static String reason(final int code) {
        return REASONS[code & 0xFF];
    }

    private static String[] reasonNames() {
        final String[] names = new String[256];
        for (final DeclineReason reason : DeclineReason.values()) {
            names[reason.code()] = reason.name().toLowerCase(Locale.ROOT);
        }
        return names;
    }
}
