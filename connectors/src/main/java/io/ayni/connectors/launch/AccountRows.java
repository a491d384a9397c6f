package io.ayni.connectors.launch;

import io.ayni.connectors.config.InstitutionConfig;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PutAccountEncoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;

/** Members' accounts, of every product. Defaults: the institution's currency, SAVINGS, ACTIVE, SINGLE, 0 and 0. */
final class AccountRows implements ImportRows {
    private static final List<String> COLUMNS = List.of(
            "account", "member", "currency", "kind", "status", "signature", "authorised_line_minor",
            "opening_balance_minor");
    private static final List<AccountKind> KINDS = Arrays.stream(AccountKind.values())
            .filter(AccountKind::isOfMember).toList();
    private static final List<AccountStatus> STATUSES = CsvRow.all(AccountStatus.values());
    private static final List<Signature> SIGNATURES = CsvRow.all(Signature.values());

    private final List<Currency> currencies = new ArrayList<>();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PutAccountEncoder put = new PutAccountEncoder();

    AccountRows(final InstitutionConfig institution) {
        currencies.add(institution.currency());
        institution.books().forEach(book -> currencies.add(book.currency()));
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public int required() {
        return 2;
    }

    @Override
    public int encode(final CsvRow row, final UnsafeBuffer command) {
        put.wrapAndApplyHeader(command, 0, header);
        put.replyTo().connectionId(Importer.CONNECTION).correlationId(row.line());
        put.account(row.account(0))
                .memberId(row.number(1, 1, null))
                .currency(currency(row))
                .kind((short) row.oneOf(3, KINDS, AccountKind.SAVINGS).code())
                .status((short) row.oneOf(4, STATUSES, AccountStatus.ACTIVE).code())
                .signature((short) row.oneOf(5, SIGNATURES, Signature.SINGLE).code())
                .authorisedLineMinor(row.number(6, 0, 0L))
                .openingBalanceMinor(row.number(7, Long.MIN_VALUE, 0L));
        return MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength();
    }

    private int currency(final CsvRow row) {
        final String text = row.text(2, currencies.getFirst().getCurrencyCode());
        for (final Currency each : currencies) {
            if (text.equals(each.getCurrencyCode()) || text.equals(each.getNumericCodeAsString())) {
                return each.getNumericCode();
            }
        }
        throw row.wrong(2, "expected " + currencies.stream().map(Currency::getCurrencyCode)
                .collect(Collectors.joining(" or ")) + ", the institution's");
    }
}
