package io.ayni.connectors.config;

import io.ayni.connectors.translate.Hash128;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PutAccountEncoder;
import io.ayni.core.command.PutPolicyEncoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The institution's part of the configuration as commands: its own accounts, then the policy that names them. The hash
 * is that of the policy's bytes: a node sends the commands at its start only when the engine holds another one.
 */
public final class PolicyCommands {
    private final SwitchConfig config;
    private final InstitutionConfig institution;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final List<DirectBuffer> commands = new ArrayList<>();
    private final long policyHash;

    public PolicyCommands(final SwitchConfig config) {
        this.config = config;
        this.institution = config.institution();
        accounts().forEach((account, own) -> commands.add(putAccount(account, own)));
        final DirectBuffer content = putPolicy(0);
        final long hash = new Hash128().hash(content, 0, content.capacity()).high();
        policyHash = hash == 0 ? 1 : hash;
        commands.add(putPolicy(policyHash));
    }

    /** @return never 0, which is an engine without a policy. */
    public long policyHash() {
        return policyHash;
    }

    /** @return the PutPolicy command alone. */
    public DirectBuffer policy() {
        return commands.getLast();
    }

    /** @return the commands without accounts that are open already, because the rules before had them. */
    public List<DirectBuffer> commandsAfter(final PolicyCommands before) {
        final Set<Long> open = before.accounts().keySet();
        final List<DirectBuffer> needed = new ArrayList<>();
        accounts().forEach((account, own) -> {
            if (!open.contains(account)) {
                needed.add(putAccount(account, own));
            }
        });
        needed.add(policy());
        return needed;
    }

    /** @return the commands, in the order in which they must be applied; each buffer is one command. */
    public List<DirectBuffer> commands() {
        return commands;
    }

    /** Each own account once, with its kind and currency. */
    private Map<Long, OwnAccount> accounts() {
        final Map<Long, OwnAccount> all = new LinkedHashMap<>();
        addBook(all, institution.accounts(), institution.currency());
        institution.books().forEach(book -> addBook(all, book.accounts(), book.currency()));
        config.networks().forEach(network -> all.put(network.settlementAccount(),
                new OwnAccount(AccountKind.SETTLEMENT, institution.currency())));
        institution.billers().forEach(biller -> all.putIfAbsent(biller.settlementAccount(),
                new OwnAccount(AccountKind.BILLER, biller.currency())));
        return all;
    }

    private record OwnAccount(AccountKind kind, Currency currency) {
    }

    private static void addBook(
            final Map<Long, OwnAccount> all, final InstitutionAccounts accounts, final Currency currency) {
        all.put(accounts.opening(), new OwnAccount(AccountKind.OPENING, currency));
        all.put(accounts.fees(), new OwnAccount(AccountKind.FEE, currency));
        all.put(accounts.taxes(), new OwnAccount(AccountKind.TAX, currency));
        all.put(accounts.suspense(), new OwnAccount(AccountKind.SUSPENSE, currency));
        all.put(accounts.cardSettlement(), new OwnAccount(AccountKind.SETTLEMENT, currency));
    }

    private DirectBuffer putAccount(final long account, final OwnAccount own) {
        final UnsafeBuffer buffer = new UnsafeBuffer(
                new byte[MessageHeaderEncoder.ENCODED_LENGTH + PutAccountEncoder.BLOCK_LENGTH]);
        final PutAccountEncoder put = new PutAccountEncoder().wrapAndApplyHeader(buffer, 0, header);
        put.replyTo().connectionId(0).correlationId(0);
        put.account(account)
                .memberId(0)
                .currency(own.currency().getNumericCode())
                .kind((short) own.kind().code())
                .status((short) AccountStatus.ACTIVE.code())
                .signature((short) Signature.SINGLE.code())
                .authorisedLineMinor(0)
                .openingBalanceMinor(0);
        return buffer;
    }

    private DirectBuffer putPolicy(final long hash) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1_024);
        final PutPolicyEncoder put = new PutPolicyEncoder().wrapAndApplyHeader(buffer, 0, header);
        putBlock(put, hash);
        final PutPolicyEncoder.OperationsEncoder operations = put.operationsCount(institution.operations().size());
        institution.operations().forEach((operation, rules) -> operations.next()
                .operation((short) operation.code())
                .stepUp((short) rules.stepUp().code())
                .bucket((short) rules.bucket().code())
                .inClose((short) (rules.suspendedInClose() ? 1 : 0)));
        putPrices(put);
        final PutPolicyEncoder.CeilingsEncoder ceilings = put.ceilingsCount(institution.ceilings().size());
        institution.ceilings().forEach((bucket, values) -> ceilings.next()
                .bucket((short) bucket.code())
                .dailyMinor(values.dailyMinor())
                .weeklyMinor(values.weeklyMinor())
                .monthlyMinor(values.monthlyMinor())
                .dailyCount(values.dailyCount()));
        putLinks(put);
        putBillers(put);
        putCalendar(put);
        putBooks(put);
        put.zone(institution.zone().getId());
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength();
        final UnsafeBuffer exact = new UnsafeBuffer(new byte[length]);
        exact.putBytes(0, buffer, 0, length);
        return exact;
    }

    private void putBlock(final PutPolicyEncoder put, final long hash) {
        put.replyTo().connectionId(0).correlationId(0);
        put.policyHash(hash)
                .maxAmountMinor(institution.maxAmountMinor())
                .otpTtlMs(institution.otp().ttlMs())
                .otpTriesPerPayment(institution.otp().triesPerPayment())
                .otpFailuresPerDay(institution.otp().failuresPerDay())
                .otpResends(institution.otp().resends())
                .alarmAfterReversals(institution.network().alarmAfterReversals())
                .holdTtlMs(institution.holdTtlMs())
                .retentionMs(institution.retentionMs())
                .answerTimeoutMs(institution.network().answerTimeoutMs())
                .reversalFirstMs(institution.network().reversalFirstMs())
                .reversalMaxMs(institution.network().reversalMaxMs())
                .feeAccount(institution.accounts().fees())
                .taxAccount(institution.accounts().taxes())
                .suspenseAccount(institution.accounts().suspense())
                .openingAccount(institution.accounts().opening())
                .cardSettlementAccount(institution.accounts().cardSettlement())
                .unknownOriginalCode(institution.network().unknownOriginalCode())
                .maxPayments(config.node().maxPayments())
                .inquiryFirstMs(institution.inquiry().firstMs())
                .inquiryMaxMs(institution.inquiry().maxMs())
                .manualAfterMs(institution.inquiry().manualAfterMs())
                .notFoundFinalAfterMs(institution.inquiry().notFoundFinalAfterMs())
                .cardPaymentsBatched((short) (institution.cardPaymentsBatched() ? 1 : 0))
                .cardBatchLinkId(institution.cardBatchNetwork().map(this::linkId).orElse(0))
                .schedulesPerMember(institution.members().schedules())
                .beneficiariesPerMember(institution.members().beneficiaries())
                .scheduleMinuteOfDay(institution.calendar().scheduleMinuteOfDay());
        final InstitutionConfig.DeferralTerms deferral = institution.deferral().orElse(null);
        put.deferralMethod((short) (deferral == null ? 0 : deferral.method().code()))
                .deferralRateBasisPoints(deferral == null ? 0 : deferral.rateBasisPoints())
                .deferralFewest(deferral == null ? 0 : deferral.fewest())
                .deferralMost(deferral == null ? 0 : deferral.most());
    }

    /** In order of their dates, as the engine reads them. */
    private void putPrices(final PutPolicyEncoder put) {
        final PutPolicyEncoder.FeesEncoder fees = put.feesCount(institution.fees().size());
        institution.fees().stream().sorted(Comparator.comparing(InstitutionConfig.Fee::from)).forEach(fee -> fees.next()
                .operation((short) fee.operation().code())
                .effectiveFromMs(startOf(fee.from()))
                .feeMinor(fee.feeMinor()));
        final PutPolicyEncoder.TaxesEncoder taxes = put.taxesCount(institution.taxes().size());
        institution.taxes().stream().sorted(Comparator.comparing(InstitutionConfig.Tax::from)).forEach(tax -> taxes
                .next()
                .effectiveFromMs(startOf(tax.from()))
                .rateBasisPoints(tax.rateBasisPoints()));
    }

    private void putLinks(final PutPolicyEncoder put) {
        final PutPolicyEncoder.LinksEncoder links = put.linksCount(config.networks().size());
        for (final NetworkConfig network : config.networks()) {
            links.next()
                    .linkId(network.linkId())
                    .kind((short) network.kind().code())
                    .hasReversal((short) (network.hasReversal() ? 1 : 0))
                    .answerTimeoutMs(network.paymentTimeoutMs())
                    .window(network.window())
                    .reversalsPerSecond(network.recovery().reversalsPerSecond())
                    .reversalWindow(network.recovery().reversalWindow())
                    .reversalStore(network.recovery().reversalStore())
                    .downAfterTimeouts(network.recovery().downAfterTimeouts())
                    .downWithinMs(network.recovery().downWithinMs())
                    .settlementAccount(network.settlementAccount())
                    .acquirer(acquirer(network))
                    .terminal(terminal(network));
        }
        final PutPolicyEncoder.RoutesEncoder routes = put.routesCount(institution.routes().size());
        institution.routes().forEach(route -> routes.next()
                .institution(route.institution())
                .linkId(linkId(route.network()))
                .cardBin(route.cardBin())
                .priority((short) route.priority())
                .weight(route.weight()));
    }

    private void putBillers(final PutPolicyEncoder put) {
        final PutPolicyEncoder.BillersEncoder billers = put.billersCount(institution.billers().size());
        institution.billers().forEach(biller -> billers.next()
                .billerId(biller.id())
                .linkId(biller.network().map(this::linkId).orElse(0))
                .settlementAccount(biller.settlementAccount())
                .operation((short) biller.operation().code())
                .flags((short) flags(biller))
                .currency(biller.currency().getNumericCode())
                .opensMinute(biller.opensMinute())
                .closesMinute(biller.closesMinute())
                .minMinor(biller.minMinor())
                .maxMinor(biller.maxMinor())
                .feeMinor(biller.feeMinor()));
    }

    private static int flags(final BillerConfig biller) {
        return (biller.isBatch() ? 1 : 0)
                | (biller.suspendedInClose() ? 2 : 0)
                | (biller.takesParts() ? 4 : 0)
                | (biller.asksOwed() ? 8 : 0);
    }

    private void putCalendar(final PutPolicyEncoder put) {
        final CalendarConfig calendar = institution.calendar();
        final PutPolicyEncoder.CloseWindowsEncoder closes = put.closeWindowsCount(calendar.closes().size());
        calendar.closes().forEach(close -> closes.next()
                .weekday((short) close.weekday().getValue())
                .fromMinute(close.fromMinute())
                .lengthMinutes(close.lengthMinutes()));
        final PutPolicyEncoder.CutOffsEncoder cutOffs = put.cutOffsCount(calendar.cutOffs().size());
        calendar.cutOffs().forEach(cutOff -> cutOffs.next()
                .weekday((short) cutOff.weekday().getValue())
                .minute(cutOff.minute()));
        final PutPolicyEncoder.HolidaysEncoder holidays = put.holidaysCount(calendar.holidays().size());
        calendar.holidays().forEach(day -> holidays.next().epochDay(Math.toIntExact(day.toEpochDay())));
    }

    private void putBooks(final PutPolicyEncoder put) {
        final PutPolicyEncoder.BooksEncoder books = put.booksCount(institution.books().size());
        institution.books().forEach(book -> books.next()
                .currency(book.currency().getNumericCode())
                .feeAccount(book.accounts().fees())
                .taxAccount(book.accounts().taxes())
                .suspenseAccount(book.accounts().suspense())
                .openingAccount(book.accounts().opening())
                .cardSettlementAccount(book.accounts().cardSettlement()));
        final PutPolicyEncoder.CardCeilingsEncoder cards = put.cardCeilingsCount(institution.cardCeilings().size());
        institution.cardCeilings().forEach((operation, values) -> cards.next()
                .operation((short) operation.code())
                .dailyMinor(values.dailyMinor())
                .weeklyMinor(values.weeklyMinor())
                .monthlyMinor(values.monthlyMinor())
                .dailyCount(values.dailyCount()));
    }

    private int linkId(final String network) {
        return config.networks().stream().filter(each -> each.name().equals(network)).findFirst().orElseThrow()
                .linkId();
    }

    private static long acquirer(final NetworkConfig network) {
        return network.transport() instanceof final IsoLinkConfig iso ? iso.acquirer() : 0;
    }

    /** DE41 is ans 8, space padded. */
    private static String terminal(final NetworkConfig network) {
        final String terminal = network.transport() instanceof final IsoLinkConfig iso ? iso.terminal() : "";
        return terminal + " ".repeat(PutPolicyEncoder.LinksEncoder.terminalLength() - terminal.length());
    }

    private long startOf(final LocalDate date) {
        return date.atStartOfDay(institution.zone()).toInstant().toEpochMilli();
    }
}
