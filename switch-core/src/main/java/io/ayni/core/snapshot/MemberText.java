package io.ayni.core.snapshot;

import io.ayni.core.member.Beneficiaries;
import io.ayni.core.member.Enrolments;
import io.ayni.core.member.Members;
import io.ayni.core.schedule.Deferrals;
import io.ayni.core.schedule.Schedules;
import io.ayni.core.store.OwnedRows;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** The part of {@link StateText} that is members' own; names, addresses, accounts elsewhere and secrets are left out. */
public final class MemberText {
    private final Members members;
    private final Beneficiaries beneficiaries;
    private final Enrolments enrolments;
    private final Schedules schedules;
    private final Deferrals deferrals;

    public MemberText(final Members members, final Beneficiaries beneficiaries, final Enrolments enrolments,
        final Schedules schedules, final Deferrals deferrals) {
        this.members = members;
        this.beneficiaries = beneficiaries;
        this.enrolments = enrolments;
        this.schedules = schedules;
        this.deferrals = deferrals;
    }

    public void forEachLine(final Consumer<CharSequence> lines) {
        final List<String> section = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            final StringBuilder line = new StringBuilder("member ").append(members.memberId(m));
            members.describe(m, line);
            section.add(line.toString());
        }
        section.sort(null);
        section.forEach(lines);
        rows("beneficiary", beneficiaries.rows(), (line, row) -> beneficiaries.describe(row, line), lines);
        rows("enrolment", enrolments.rows(), (line, row) -> enrolments.describe(row, line), lines);
        rows("schedule", schedules.rows(), (line, row) -> schedules.describe(row, line), lines);
        rows("deferral", deferrals.rows(), (line, row) -> deferrals.describe(row, line), lines);
    }

    private static void rows(final String name, final OwnedRows rows, final ObjIntConsumer<StringBuilder> describe,
        final Consumer<CharSequence> lines) {
        final List<String> section = new ArrayList<>();
        for (int row = 0; row < rows.highWater(); row++) {
            if (rows.isUsed(row)) {
                final StringBuilder line = new StringBuilder(name).append(' ')
                    .append(HexFormat.of().toHexDigits(rows.id(row))).append(" of ").append(rows.owner(row));
                describe.accept(line, row);
                section.add(line.toString());
            }
        }
        section.sort(null);
        section.forEach(lines);
    }
}
