package io.ayni.connectors.launch;

import io.ayni.connectors.security.CardHash;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.SealedCards;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PutCardEncoder;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Cards of the cooperative. The number is in the file alone: its hash and itself sealed are what is put in. */
final class CardRows implements ImportRows {
    private static final List<String> COLUMNS = List.of("pan", "account", "kind", "token", "status");
    private static final List<CardKind> KINDS = CsvRow.all(CardKind.values());
    private static final List<AccountStatus> STATUSES = CsvRow.all(AccountStatus.values());

    private final CardHash hash;
    private final SealedCards sealed;
    private final UnsafeBuffer digits = new UnsafeBuffer(new byte[0]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PutCardEncoder put = new PutCardEncoder();

    CardRows(final EdgeKeys keys, final SealedCards sealed) {
        this.hash = new CardHash(keys);
        this.sealed = sealed;
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
        final String pan = row.text(0, "");
        digits.wrap(pan.getBytes(StandardCharsets.UTF_8));
        if (!hash.hash(digits, 0, digits.capacity(), put.card())) {
            throw row.wrong(0, "expected 12 to 19 digits");
        }
        sealed.seal(pan, put.sealedCard());
        put.account(row.account(1))
                .cardBin(hash.bin())
                .cardLastFour(hash.lastFour())
                .status((short) row.oneOf(4, STATUSES, AccountStatus.ACTIVE).code())
                .kind((short) row.oneOf(2, KINDS, CardKind.DEBIT).code())
                .token(row.number(3, 1, 0L));
        return MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength();
    }
}
