package io.ayni.connectors.channel.json;

import io.ayni.connectors.channel.json.Parameters.BadParameter;
import io.ayni.connectors.channel.json.RowsConversation.Answer;
import io.ayni.connectors.channel.json.RowsConversation.Question;
import io.ayni.connectors.notify.DemoInbox;
import io.ayni.connectors.receipt.Document;
import io.ayni.connectors.receipt.Receipt;
import io.ayni.connectors.receipt.Statement;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.translate.Identifiers;
import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.connectors.translate.JsonReplies.Asked;
import io.ayni.connectors.translate.Problem;
import io.ayni.connectors.translate.RowBuffer;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.host.Ingress;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Supplier;

/**
 * What each resource that changes nothing does with a request. Documents other than JSON are made on the background
 * thread. One per event loop.
 */
final class Reads {
    /** Of what a member keeps; the engine's own bounds are lower. */
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_PAYMENTS_PAGE = 100;
    private static final int PAYMENTS_PAGE = 30;
    /** Of a document; what is beyond is said to be. */
    private static final int MOST_PAYMENTS = 5_000;

    private final JsonLoop loop;
    private final Conversation receipt = new Conversation() {
        @Override
        void onPayment(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
            if (reply.disposition() != Disposition.VIEW.code()) {
                connection.finish(exchange, loop.replies.payment(Asked.VIEW, reply));
            } else {
                tell(connection, exchange, Receipt.of(reply, loop.services.facts().get(),
                        loop.channelName(exchange.peerId)));
            }
        }
    };

    Reads(final JsonLoop loop) {
        this.loop = loop;
    }

    void begin(final JsonConnection connection, final Exchange exchange, final Route route, final String query)
            throws BadParameter {
        final Parameters parameters = Parameters.of(route, query);
        switch (route) {
            case PAYMENT, CHALLENGE_VIEW -> payment(connection, exchange, loop.conversations.once);
            case RECEIPT -> {
                exchange.step = Format.of(parameters, Format.JSON, Format.TEXT, Format.PDF).ordinal();
                payment(connection, exchange, receipt);
            }
            case ACCOUNT -> account(connection, exchange);
            case MOVEMENTS -> history(connection, exchange, 0, account(), parameters);
            case HISTORY -> history(connection, exchange, member(), 0, parameters);
            case STATEMENT -> statement(connection, exchange, parameters);
            case POSITION -> position(connection, exchange);
            case LIMITS -> rows(connection, exchange, QueryKind.LIMITS, "limits");
            case BENEFICIARIES -> rows(connection, exchange, QueryKind.BENEFICIARIES, "beneficiaries");
            case ENROLMENTS -> rows(connection, exchange, QueryKind.ENROLMENTS, "billers");
            case SCHEDULES -> rows(connection, exchange, QueryKind.SCHEDULES, "schedules");
            case DEFERRALS -> rows(connection, exchange, QueryKind.DEFERRALS, "deferrals");
            case BILLERS -> {
                loop.memberReplies.billers(loop.services.facts().get().billers());
                connection.finish(exchange, 200);
            }
            case HEALTH -> health(connection, exchange);
            case METRICS -> connection.finishInBackground(exchange, HttpResponses.PROMETHEUS,
                    () -> HttpResponses.utf8(loop.node.metrics().get()));
            case INBOX -> inbox(connection, exchange, parameters);
            case OPENAPI -> connection.finish(exchange, HttpResponses.JSON, Docs.OPENAPI);
            case DOCS -> connection.finish(exchange, HttpResponses.HTML, Docs.PAGE);
            default -> throw new IllegalStateException(route.name());
        }
    }

    // ------------------------------------------------------------------------------------------- payments

    private void payment(final JsonConnection connection, final Exchange exchange, final Conversation conversation) {
        exchange.asked = Asked.VIEW;
        exchange.conversation = conversation;
        final long paymentId = PaymentIds.parse(loop.match.variable("id"));
        if (paymentId < 0) {
            connection.refuse(exchange, Problem.NOT_FOUND, "that is no payment id");
            return;
        }
        connection.frame(exchange);
        loop.translator.paymentQuery(paymentId);
        connection.offer(exchange, Ingress.Lane.REQUEST);
    }

    private void tell(final JsonConnection connection, final Exchange exchange, final Receipt made) {
        switch (Format.values()[exchange.step]) {
            case JSON -> {
                made.write(loop.writer);
                connection.finish(exchange, 200);
            }
            case TEXT -> connection.finish(exchange, HttpResponses.TEXT, HttpResponses.utf8(made.text()));
            case PDF -> inBackground(connection, exchange, Format.PDF, made);
            case CSV -> throw new IllegalStateException("no receipt is a table");
        }
    }

    private void account(final JsonConnection connection, final Exchange exchange) {
        exchange.conversation = loop.conversations.once;
        final long account = AccountNumber.parse(loop.match.variable("account"));
        if (account < 0) {
            connection.refuse(exchange, Problem.NOT_FOUND, "an account number has 1 to 18 digits");
            return;
        }
        connection.frame(exchange);
        loop.translator.accountQuery(account);
        connection.offer(exchange, Ingress.Lane.REQUEST);
    }

    private void history(
            final JsonConnection connection, final Exchange exchange, final long member, final long account,
            final Parameters parameters) throws BadParameter {
        final InstitutionFacts facts = loop.services.facts().get();
        final Window window = Window.of(parameters, facts.zone(), loop.epochMs.getAsLong());
        final Operation operation = operation(parameters);
        final Format format = Format.of(parameters, Format.JSON, Format.CSV, Format.PDF);
        final int limit = limit(parameters);
        final long cursor = cursor(parameters);
        if (member < 0 || account < 0) {
            connection.refuse(exchange, Problem.NOT_FOUND, "the path names nothing that could be there");
            return;
        }
        final Question question = (from, maxRows) -> loop.members.history(
                member, account, operation, window.fromMs(), window.toMs(), from, maxRows);
        final Answer answer = (caller, waiting, rows, next) -> {
            if (format == Format.JSON) {
                loop.memberReplies.history(rows, account, next);
                caller.finish(waiting, 200);
            } else {
                inBackground(caller, waiting, format, () ->
                        Statement.of(facts, account, window.from(), window.to(), rows, next != 0));
            }
        };
        new RowsConversation(List.of(question), format == Format.JSON ? limit : MOST_PAYMENTS, answer)
                .begin(connection, exchange, cursor);
    }

    private void statement(final JsonConnection connection, final Exchange exchange, final Parameters parameters)
            throws BadParameter {
        final InstitutionFacts facts = loop.services.facts().get();
        final Format format = Format.of(parameters, Format.JSON, Format.CSV, Format.PDF);
        final long account = account();
        final Window window = month(facts);
        if (account < 0 || window == null) {
            connection.refuse(exchange, Problem.NOT_FOUND, "expected /v1/accounts/DIGITS/statements/2026-10");
            return;
        }
        final Question payments = (from, maxRows) -> loop.members.history(
                0, account, null, window.fromMs(), window.toMs(), from, maxRows);
        final Answer answer = (caller, waiting, rows, next) -> {
            final Supplier<Document> made = () ->
                    Statement.of(facts, account, window.from(), window.to(), rows, next != 0);
            if (format == Format.JSON) {
                made.get().write(loop.writer);
                caller.finish(waiting, 200);
            } else {
                inBackground(caller, waiting, format, made);
            }
        };
        new RowsConversation(List.of(payments), MOST_PAYMENTS, answer).begin(connection, exchange, 0);
    }

    private Window month(final InstitutionFacts facts) {
        try {
            final String month = loop.match.variable("month");
            return month.length() == "2026-10".length() ? Window.of(YearMonth.parse(month), facts.zone()) : null;
        } catch (final DateTimeException e) {
            return null;
        }
    }

    private void inBackground(
            final JsonConnection connection, final Exchange exchange, final Format format, final Document made) {
        inBackground(connection, exchange, format, () -> made);
    }

    private void inBackground(
            final JsonConnection connection, final Exchange exchange, final Format format,
            final Supplier<Document> document) {
        final boolean isPdf = format == Format.PDF;
        connection.finishInBackground(exchange, isPdf ? HttpResponses.PDF : HttpResponses.CSV,
                () -> isPdf ? document.get().pdf() : HttpResponses.utf8(document.get().csv()));
    }

    // ------------------------------------------------------------------------------------------- members

    private void position(final JsonConnection connection, final Exchange exchange) {
        final long member = member();
        if (isRefused(connection, exchange, member)) {
            return;
        }
        final Question accounts = (from, maxRows) -> loop.members.query(QueryKind.POSITION, member, from, maxRows);
        final Question cards = (from, maxRows) -> loop.members.query(QueryKind.CARDS, member, from, maxRows);
        new RowsConversation(List.of(accounts, cards), MOST_ROWS, (caller, waiting, rows, next) -> {
            loop.memberReplies.position(rows);
            caller.finish(waiting, 200);
        }).begin(connection, exchange, 0);
    }

    private void rows(
            final JsonConnection connection, final Exchange exchange, final QueryKind kind, final String name) {
        final long member = member();
        if (isRefused(connection, exchange, member)) {
            return;
        }
        final Question question = (from, maxRows) -> loop.members.query(kind, member, from, maxRows);
        new RowsConversation(List.of(question), MOST_ROWS, (caller, waiting, rows, next) -> {
            loop.memberReplies.list(name, rows, loop.services.facts().get());
            caller.finish(waiting, 200);
        }).begin(connection, exchange, 0);
    }

    /** The body has been read. */
    void simulate(final JsonConnection connection, final Exchange exchange, final long token) {
        final Question question = (from, maxRows) -> loop.members.simulation(token);
        new RowsConversation(List.of(question), 1, (caller, waiting, rows, next) -> {
            if (loop.memberReplies.deferral(rows)) {
                caller.finish(waiting, 200);
            } else {
                caller.refuse(waiting, Problem.NOT_FOUND, "there is no such card");
            }
        }).begin(connection, exchange, 0);
    }

    private boolean isRefused(final JsonConnection connection, final Exchange exchange, final long member) {
        if (member < 0) {
            connection.refuse(exchange, Problem.NOT_FOUND, "a member is known by digits");
        }
        return member < 0;
    }

    // ------------------------------------------------------------------------------------------- the node itself

    private void health(final JsonConnection connection, final Exchange exchange) {
        if (loop.node.ready().getAsBoolean()) {
            loop.writer.reset().startObject().text("status", "ready").endObject();
            connection.finish(exchange, 200);
        } else {
            connection.refuse(exchange, Problem.OVERLOADED, "the switch is starting or stopping");
        }
    }

    private void inbox(final JsonConnection connection, final Exchange exchange, final Parameters parameters)
            throws BadParameter {
        final DemoInbox inbox = loop.node.inbox().orElseThrow();
        final long member = Identifiers.parse(parameters.text("member", ""));
        final long account = AccountNumber.parse(parameters.text("account", ""));
        if (member < 0 && account < 0) {
            throw new BadParameter("account", "expected /demo/inbox?account=DIGITS or /demo/inbox?member=DIGITS");
        }
        InboxView.write(loop.writer, member > 0 ? inbox.ofMember(member) : inbox.of(account));
        connection.finish(exchange, 200);
    }

    // ------------------------------------------------------------------------------------------- path and query

    private long account() {
        return AccountNumber.parse(loop.match.variable("account"));
    }

    private long member() {
        return Identifiers.parse(loop.match.variable("member"));
    }

    private static Operation operation(final Parameters parameters) throws BadParameter {
        if (!parameters.has("type")) {
            return null;
        }
        final Operation operation = Operation.ofType(parameters.text("type", ""));
        if (operation == null) {
            throw new BadParameter("type", "expected an operation such as bill.pay");
        }
        return operation;
    }

    private static int limit(final Parameters parameters) throws BadParameter {
        final long limit = Identifiers.parse(parameters.text("limit", String.valueOf(PAYMENTS_PAGE)));
        if (limit < 1 || limit > MOST_PAYMENTS_PAGE) {
            throw new BadParameter("limit", "expected 1 to " + MOST_PAYMENTS_PAGE);
        }
        return (int) limit;
    }

    private static long cursor(final Parameters parameters) throws BadParameter {
        final long cursor = parameters.has("cursor") ? Identifiers.parse(parameters.text("cursor", "")) : 0;
        if (cursor < 0) {
            throw new BadParameter("cursor", "expected the nextCursor of the page before");
        }
        return cursor;
    }
}
