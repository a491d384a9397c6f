package io.ayni.connectors.translate;

import io.ayni.connectors.translate.InstitutionFacts.Biller;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.BeneficiaryReplyDecoder;
import io.ayni.core.command.CardReplyDecoder;
import io.ayni.core.command.DeferralReplyDecoder;
import io.ayni.core.command.EnrolmentReplyDecoder;
import io.ayni.core.command.LimitReplyDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.ScheduleReplyDecoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.CardKind;
import java.util.List;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;

/** What members have, as JSON: rows of the engine's answers in one document each. One per event loop. */
public final class MemberReplies {
    private final JsonWriter json;
    private final JsonReplies replies;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AccountReplyDecoder account = new AccountReplyDecoder();
    private final CardReplyDecoder card = new CardReplyDecoder();
    private final PaymentReplyDecoder payment = new PaymentReplyDecoder();

    /** @param replies on the same writer */
    public MemberReplies(final JsonWriter json, final JsonReplies replies) {
        this.json = json;
        this.replies = replies;
    }

    /** Accounts, loans, term deposits and cards of a member. */
    public void position(final RowBuffer rows) {
        json.reset().startObject();
        accounts("accounts", rows, kind -> kind != AccountKind.LOAN && kind != AccountKind.TERM_DEPOSIT
                && kind != AccountKind.CREDIT_CARD);
        accounts("loans", rows, kind -> kind == AccountKind.LOAN);
        accounts("termDeposits", rows, kind -> kind == AccountKind.TERM_DEPOSIT);
        cards("debitCards", rows, CardKind.DEBIT);
        cards("creditCards", rows, CardKind.CREDIT);
        json.endObject();
    }

    private void accounts(final String name, final RowBuffer rows, final Predicate<AccountKind> wanted) {
        json.startArray(name);
        rows.forEach((templateId, buffer, offset) -> {
            if (templateId == AccountReplyDecoder.TEMPLATE_ID) {
                account.wrapAndApplyHeader(buffer, offset, header);
                if (wanted.test(AccountKind.ofCode(account.kind()))) {
                    json.startObject();
                    JsonRows.putAccount(json, account);
                    json.endObject();
                }
            }
        });
        json.endArray();
    }

    private void cards(final String name, final RowBuffer rows, final CardKind kind) {
        json.startArray(name);
        rows.forEach((templateId, buffer, offset) -> {
            if (templateId == CardReplyDecoder.TEMPLATE_ID) {
                card.wrapAndApplyHeader(buffer, offset, header);
                if (CardKind.ofCode(card.kind()) == kind) {
                    json.startObject();
                    JsonRows.putCard(json, card);
                    if (kind == CardKind.CREDIT) {
                        debt(rows, card.account());
                    }
                    json.endObject();
                }
            }
        });
        json.endArray();
    }

    /** What the account behind a credit card says. */
    private void debt(final RowBuffer rows, final long cardAccount) {
        rows.forEach((templateId, buffer, offset) -> {
            if (templateId == AccountReplyDecoder.TEMPLATE_ID
                    && account.wrapAndApplyHeader(buffer, offset, header).account() == cardAccount) {
                json.text("currency", Currencies.code(account.currency()));
                JsonRows.putDebt(json, account);
                json.number("availableMinor", account.availableMinor())
                        .number("authorisedLineMinor", account.authorisedLineMinor());
                JsonRows.putTerms(json, account);
            }
        });
    }

    /** Rows of one kind, in an array of this name. */
    public void list(final String name, final RowBuffer rows, final InstitutionFacts facts) {
        json.reset().startObject().startArray(name);
        rows.forEach((templateId, buffer, offset) -> {
            json.startObject();
            row(templateId, buffer, offset, facts);
            json.endObject();
        });
        json.endArray().endObject();
    }

    private void row(final int templateId, final DirectBuffer buffer, final int offset, final InstitutionFacts facts) {
        switch (templateId) {
            case LimitReplyDecoder.TEMPLATE_ID -> JsonRows.putLimit(json,
                    new LimitReplyDecoder().wrapAndApplyHeader(buffer, offset, header));
            case BeneficiaryReplyDecoder.TEMPLATE_ID -> JsonRows.putBeneficiary(json,
                    new BeneficiaryReplyDecoder().wrapAndApplyHeader(buffer, offset, header));
            case EnrolmentReplyDecoder.TEMPLATE_ID -> JsonRows.putEnrolment(json,
                    new EnrolmentReplyDecoder().wrapAndApplyHeader(buffer, offset, header), facts);
            case ScheduleReplyDecoder.TEMPLATE_ID -> JsonRows.putSchedule(json,
                    new ScheduleReplyDecoder().wrapAndApplyHeader(buffer, offset, header), facts);
            case DeferralReplyDecoder.TEMPLATE_ID -> JsonRows.putDeferral(json,
                    new DeferralReplyDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> throw new IllegalStateException("row of template " + templateId);
        }
    }

    /** The one deferral among the rows. @return whether there is one */
    public boolean deferral(final RowBuffer rows) {
        json.reset();
        rows.forEach((templateId, buffer, offset) -> {
            if (templateId == DeferralReplyDecoder.TEMPLATE_ID && json.length() == 0) {
                json.startObject();
                JsonRows.putDeferral(json, new DeferralReplyDecoder().wrapAndApplyHeader(buffer, offset, header));
                json.endObject();
            }
        });
        return json.length() > 0;
    }

    /**
     * Payments, newest first.
     *
     * @param ofAccount of which they are movements, packed; 0: of a member
     * @param cursor    to ask on from; 0: these are all
     */
    public void history(final RowBuffer rows, final long ofAccount, final long cursor) {
        json.reset().startObject();
        if (ofAccount != AccountNumber.NONE) {
            json.text("account", AccountNumber.format(ofAccount));
        }
        json.startArray("payments");
        rows.forEach((templateId, buffer, offset) -> {
            payment.wrapAndApplyHeader(buffer, offset, header);
            json.startObject();
            if (ofAccount != AccountNumber.NONE) {
                json.text("direction", payment.debitAccount() == ofAccount ? "DEBIT" : "CREDIT");
            }
            replies.putPayment(payment);
            json.endObject();
        });
        json.endArray();
        if (cursor != 0) {
            json.text("nextCursor", Long.toString(cursor));
        }
        json.endObject();
    }

    /** Who can be paid. */
    public void billers(final List<Biller> billers) {
        json.reset().startObject().startArray("billers");
        billers.forEach(this::biller);
        json.endArray().endObject();
    }

    private void biller(final Biller biller) {
        json.startObject()
                .number("id", biller.id())
                .text("name", biller.name())
                .text("category", biller.category())
                .text("type", biller.operation())
                .text("currency", biller.currency().getCurrencyCode())
                .bool("inquiry", biller.asksOwed())
                .bool("partial", biller.takesParts())
                .bool("batch", biller.isBatch())
                .number("minMinor", biller.minMinor())
                .number("maxMinor", biller.maxMinor())
                .number("feeMinor", biller.feeMinor());
        if (biller.opensMinute() != biller.closesMinute()) {
            json.text("opens", clock(biller.opensMinute())).text("closes", clock(biller.closesMinute()));
        }
        if (!biller.reference().isEmpty()) {
            json.text("reference", biller.reference());
        }
        if (!biller.pattern().isEmpty()) {
            json.text("pattern", biller.pattern());
        }
        json.endObject();
    }

    /**
     * What is owed.
     *
     * @param dueDay epoch day; 0 unknown
     * @param holder empty: the biller shows none
     */
    public void bill(
            final Biller biller, final String reference, final long owedMinor, final int dueDay, final String holder) {
        json.reset().startObject()
                .number("billerId", biller.id())
                .text("biller", biller.name())
                .text("reference", reference)
                .number("owedMinor", owedMinor)
                .text("currency", biller.currency().getCurrencyCode());
        if (dueDay != 0) {
            json.date("dueDate", dueDay);
        }
        if (!holder.isEmpty()) {
            json.text("holder", holder);
        }
        if (biller.check(reference) == NationalIds.Finding.DOUBTFUL) {
            json.text("warning", "the check digit of this RUC does not fit");
        }
        json.endObject();
    }

    private static String clock(final int minuteOfDay) {
        return "%02d:%02d".formatted(minuteOfDay / 60, minuteOfDay % 60);
    }
}
