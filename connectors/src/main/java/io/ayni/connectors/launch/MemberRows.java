package io.ayni.connectors.launch;

import io.ayni.connectors.security.SealedCards;
import io.ayni.connectors.security.Totp;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PutMemberEncoder;
import io.ayni.core.stepup.StepUpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Members and how they are reached. A soft token's secret is base 32, as its QR code says; sealed before it is put in. */
final class MemberRows implements ImportRows {
    private static final List<String> COLUMNS = List.of(
            "member", "name", "phone", "email", "birth_date", "step_up", "totp_secret");
    private static final List<StepUpMethod> METHODS = List.of(StepUpMethod.OTP, StepUpMethod.TOTP);
    private static final int MAX_SECRET = 20;

    private final SealedCards sealed;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PutMemberEncoder put = new PutMemberEncoder();

    MemberRows(final SealedCards sealed) {
        this.sealed = sealed;
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public int required() {
        return 1;
    }

    @Override
    public int encode(final CsvRow row, final UnsafeBuffer command) {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + PutMemberEncoder.BLOCK_LENGTH;
        command.setMemory(0, length, (byte) 0);
        put.wrapAndApplyHeader(command, 0, header);
        put.replyTo().connectionId(Importer.CONNECTION).correlationId(row.line());
        final StepUpMethod method = row.oneOf(5, METHODS, StepUpMethod.OTP);
        put.memberId(row.number(0, 1, null)).birthDay(row.day(4)).stepUp((short) method.code());
        putText(command, PutMemberEncoder.nameEncodingOffset(), row.text(1, PutMemberEncoder.nameLength(), false));
        putText(command, PutMemberEncoder.phoneEncodingOffset(), phone(row));
        putText(command, PutMemberEncoder.emailEncodingOffset(), email(row));
        final String base32 = row.text(6, "");
        if (!base32.isEmpty()) {
            final byte[] secret = Totp.parseSecret(base32);
            if (secret == null || secret.length > MAX_SECRET) {
                throw row.wrong(6, "expected base 32 of at most " + MAX_SECRET + " bytes");
            }
            sealed.sealToken(secret, put.sealedTotp());
        } else if (method == StepUpMethod.TOTP) {
            throw row.wrong(6, "expected the secret of the soft token, since step_up is TOTP");
        }
        return length;
    }

    private static String phone(final CsvRow row) {
        final String phone = row.text(2, PutMemberEncoder.phoneLength(), true);
        if (!phone.matches("(\\+?[0-9 -]{6,})?")) {
            throw row.wrong(2, "expected a telephone number such as +593991234567");
        }
        return phone;
    }

    private static String email(final CsvRow row) {
        final String email = row.text(3, PutMemberEncoder.emailLength(), true);
        if (!email.matches("([^@ ]+@[^@ ]+)?")) {
            throw row.wrong(3, "expected an e-mail address");
        }
        return email;
    }

    private static void putText(final UnsafeBuffer command, final int offset, final String text) {
        command.putBytes(MessageHeaderEncoder.ENCODED_LENGTH + offset, text.getBytes(StandardCharsets.UTF_8));
    }
}
