package io.ayni.connectors.network.biller;

import io.ayni.connectors.channel.BillInquiry;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Asks each biller over its own link.
 *
 * @param linkOf the link of a biller as the rules are now; null for one that has none
 */
public record BillerDesk(IntFunction<BillerLink> linkOf) implements BillInquiry {
    @Override
    public void ask(final int billerId, final String reference, final Consumer<Bill> answer) {
        final BillerLink link = linkOf.apply(billerId);
        if (link == null) {
            answer.accept(Bill.UNREACHABLE);
        } else {
            link.ask(billerId, reference, answer);
        }
    }
}
