package io.ayni.connectors.launch;

import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PutMemberLimitsEncoder;
import io.ayni.core.limits.Bucket;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Members' own limits of one bucket each; an empty one is no limit of the member's own. */
final class LimitRows implements ImportRows {
    private static final List<String> COLUMNS = List.of(
            "member", "bucket", "daily_minor", "weekly_minor", "monthly_minor");
    private static final List<Bucket> BUCKETS = List.of(Bucket.INT, Bucket.EXT, Bucket.CARD);

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PutMemberLimitsEncoder put = new PutMemberLimitsEncoder();

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
        put.memberId(row.number(0, 1, null))
                .bucket((short) row.oneOf(1, BUCKETS, null).code())
                .dailyMinor(row.number(2, 0, Long.MAX_VALUE))
                .weeklyMinor(row.number(3, 0, Long.MAX_VALUE))
                .monthlyMinor(row.number(4, 0, Long.MAX_VALUE));
        return MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength();
    }
}
