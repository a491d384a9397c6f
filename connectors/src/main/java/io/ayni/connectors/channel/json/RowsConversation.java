package io.ayni.connectors.channel.json;

import io.ayni.connectors.translate.Problem;
import io.ayni.connectors.translate.RowBuffer;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PageEndDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.host.Ingress;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Rows asked for page by page, from cursor to cursor, until there are no more or as many as were wanted; one question
 * after the other. One request's.
 */
final class RowsConversation extends Conversation {
    /** Of one page, as the engine gives them at most. */
    private static final int PAGE_ROWS = 30;
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    /** Makes the query of one page in the loop's frame. */
    @FunctionalInterface
    interface Question {
        void ask(long cursor, int maxRows);
    }

    /** Answers when all rows are there. */
    @FunctionalInterface
    interface Answer {
        /** @param cursor to ask on from; 0: these are all */
        void answer(JsonConnection connection, Exchange exchange, RowBuffer rows, long cursor);
    }

    private final RowBuffer rows = new RowBuffer();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PageEndDecoder pageEnd = new PageEndDecoder();
    private final List<Question> questions;
    private final int wanted;
    private final Answer answer;
    private int question;

    /** @param wanted rows of one question at most */
    RowsConversation(final List<Question> questions, final int wanted, final Answer answer) {
        this.questions = questions;
        this.wanted = wanted;
        this.answer = answer;
    }

    /** @param cursor of the first question */
    void begin(final JsonConnection connection, final Exchange exchange, final long cursor) {
        exchange.conversation = this;
        ask(connection, exchange, cursor);
    }

    @Override
    void onPayment(final JsonConnection connection, final Exchange exchange, final PaymentReplyDecoder reply) {
        rows.add(reply.buffer(), reply.offset() - HEADER, HEADER + reply.encodedLength());
    }

    @Override
    void onAccount(final JsonConnection connection, final Exchange exchange, final AccountReplyDecoder reply) {
        rows.add(reply.buffer(), reply.offset() - HEADER, HEADER + reply.encodedLength());
    }

    @Override
    void onRow(
            final JsonConnection connection, final Exchange exchange, final int templateId, final DirectBuffer buffer,
            final int offset, final int length) {
        if (templateId != PageEndDecoder.TEMPLATE_ID) {
            rows.add(buffer, offset, length);
            return;
        }
        pageEnd.wrapAndApplyHeader(buffer, offset, header);
        if (pageEnd.found() == 0) {
            connection.refuse(exchange, Problem.NOT_FOUND, "there is no such member, account or card");
        } else if (pageEnd.cursor() != 0 && pageEnd.rows() > 0 && rows.count() < wanted) {
            ask(connection, exchange, pageEnd.cursor());
        } else if (++question < questions.size()) {
            ask(connection, exchange, 0);
        } else {
            answer.answer(connection, exchange, rows, pageEnd.cursor());
        }
    }

    private void ask(final JsonConnection connection, final Exchange exchange, final long cursor) {
        connection.frame(exchange);
        questions.get(question).ask(cursor, Math.min(PAGE_ROWS, Math.max(1, wanted - rows.count())));
        connection.offer(exchange, Ingress.Lane.REQUEST);
    }
}
