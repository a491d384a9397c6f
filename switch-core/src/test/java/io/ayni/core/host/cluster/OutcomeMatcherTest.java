package io.ayni.core.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.AuthorizeRequestEncoder;
import io.ayni.core.command.LinkStatusEncoder;
import io.ayni.core.command.MemberQueryEncoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PageEndEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.PaymentReplyEncoder;
import io.ayni.core.host.OutcomeSink;
import io.ayni.core.payment.Disposition;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

/** A gateway's commands and their answers: one each, whatever leaders say twice. */
class OutcomeMatcherTest {
    private static final int GATEWAY = 4;
    private static final long CALLER = 77L << 48 | 5;

    private final Unanswered unanswered = new Unanswered(8, 1_000);
    private final List<String> handedOn = new ArrayList<>();
    private final OutcomeMatcher matcher = new OutcomeMatcher(unanswered, new OutcomeSink() {
        @Override
        public void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
            final PaymentReplyDecoder reply = new PaymentReplyDecoder();
            if (new MessageHeaderDecoder().wrap(buffer, offset).templateId() == PaymentReplyDecoder.TEMPLATE_ID) {
                reply.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                handedOn.add(reply.replyTo().connectionId() + "/" + reply.replyTo().correlationId() + ' '
                    + Disposition.ofCode(reply.disposition()));
            } else {
                handedOn.add("other");
            }
        }

        @Override
        public void onBatchEnd() {
            handedOn.add("end");
        }
    }, new ClientListener() { });
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1_024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    private Unanswered.Entry request(final long correlationId) {
        final AuthorizeRequestEncoder request = new AuthorizeRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        request.replyTo().connectionId(CALLER).correlationId(correlationId);
        return sent(MessageHeaderEncoder.ENCODED_LENGTH + request.encodedLength());
    }

    private Unanswered.Entry linkStatus() {
        final LinkStatusEncoder status = new LinkStatusEncoder().wrapAndApplyHeader(buffer, 0, header);
        return sent(MessageHeaderEncoder.ENCODED_LENGTH + status.encodedLength());
    }

    private Unanswered.Entry sent(final int length) {
        final Unanswered.Entry entry = unanswered.add(buffer, 0, length, GATEWAY, 0);
        unanswered.sent(entry);
        return entry;
    }

    private void answer(final long number, final Disposition disposition) {
        final PaymentReplyEncoder reply = new PaymentReplyEncoder().wrapAndApplyHeader(buffer, 0, header);
        reply.disposition((short) disposition.code()).replyTo().connectionId(GATEWAY).correlationId(number);
        matcher.onOutcome(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength());
    }

    @Test
    void theAnswerGoesWhereTheCallerHadSaidAndTheClusterKnowsTheGatewayAndANumber() {
        final Unanswered.Entry entry = request(31);
        assertThat(GatewayFrame.connectionId(entry.command, 0)).isEqualTo(GATEWAY);
        assertThat(GatewayFrame.correlationId(entry.command, 0)).isEqualTo(entry.number).isEqualTo(1_001);
        answer(entry.number, Disposition.FIRST);
        assertThat(handedOn).containsExactly(CALLER + "/31 FIRST");
        assertThat(unanswered.size()).isZero();
    }

    @Test
    void whatANewLeaderAnswersAgainIsNotHandedOnAgain() {
        final long number = request(31).number;
        answer(number, Disposition.FIRST);
        answer(number, Disposition.REPEAT);
        answer(number - 1, Disposition.FIRST);
        assertThat(handedOn).hasSize(1);
    }

    @Test
    void inFlightIsTheAnswerToACallerThatAskedTwiceNotToAGatewayThatDid() {
        final Unanswered.Entry asked = request(1);
        answer(asked.number, Disposition.IN_FLIGHT);
        assertThat(handedOn).containsExactly(CALLER + "/1 IN_FLIGHT");

        final Unanswered.Entry sentAgain = request(2);
        unanswered.sendAllAgain();
        unanswered.sent(sentAgain);
        answer(sentAgain.number, Disposition.IN_FLIGHT);
        answer(sentAgain.number, Disposition.FIRST);
        assertThat(handedOn).containsExactly(CALLER + "/1 IN_FLIGHT", CALLER + "/2 FIRST");
    }

    @Test
    void aQueryIsAnsweredByItsLastRowAndNotAskedAgainOnceARowWasHandedOn() {
        final MemberQueryEncoder query = new MemberQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final Unanswered.Entry entry = sent(MessageHeaderEncoder.ENCODED_LENGTH + query.encodedLength());
        assertThat(matcher.isHalfAnswered(entry)).isFalse();
        answer(entry.number, Disposition.VIEW);
        assertThat(matcher.isHalfAnswered(entry)).isTrue();
        assertThat(unanswered.find(entry.number)).isNotNull();
        final PageEndEncoder end = new PageEndEncoder().wrapAndApplyHeader(buffer, 0, header);
        end.replyTo().connectionId(GATEWAY).correlationId(entry.number);
        matcher.onOutcome(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + end.encodedLength());
        assertThat(unanswered.find(entry.number)).isNull();
    }

    @Test
    void whatWantsNoAnswerIsKeptUntilItIsInTheLog() {
        final Unanswered.Entry status = linkStatus();
        final Unanswered.Entry request = request(1);
        final Unanswered.Entry later = linkStatus();
        unanswered.received(request.number);
        assertThat(unanswered.find(status.number)).isNull();
        assertThat(unanswered.find(request.number)).isNotNull();
        assertThat(unanswered.find(later.number)).isNotNull();
    }

    @Test
    void allThatWaitsGoesOutAgainInItsOrderWhateverIsAnsweredMeanwhile() {
        final List<Long> numbers =
            List.of(request(1).number, linkStatus().number, request(3).number, request(4).number);
        unanswered.sendAllAgain();
        unanswered.sent(unanswered.nextToSend());
        answer(numbers.get(2), Disposition.FIRST);
        final List<Long> again = new ArrayList<>();
        for (Unanswered.Entry next = unanswered.nextToSend(); next != null; next = unanswered.nextToSend()) {
            again.add(next.number);
            unanswered.sent(next);
        }
        assertThat(again).containsExactly(numbers.get(1), numbers.get(3));
    }

    @Test
    void thereIsABoundAndWhatIsOldIsForgottenUnlessNobodyElseWouldSayIt() {
        for (int i = 0; i < 7; i++) {
            request(i);
        }
        final Unanswered.Entry status = linkStatus();
        assertThat(unanswered.isFull()).isTrue();
        assertThat(unanswered.forget(1)).isEqualTo(7);
        assertThat(unanswered.size()).isEqualTo(1);
        assertThat(unanswered.find(status.number)).isSameAs(status);
    }

    @Test
    void aBatchEndsOnceAndOnlyIfThereWasOne() {
        matcher.endBatch();
        answer(request(1).number, Disposition.FIRST);
        matcher.endBatch();
        matcher.endBatch();
        assertThat(handedOn).containsExactly(CALLER + "/1 FIRST", "end");
    }
}
