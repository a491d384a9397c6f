package io.ayni.connectors.notify;

import io.ayni.core.command.AccountNumber;

/** What members call those whom they pay. Asked on any thread; the institution's rules may change while it is asked. */
public interface PayeeNames {
    /** Numbers alone. */
    PayeeNames NONE = new PayeeNames() {
        @Override
        public String biller(final int billerId) {
            return "la empresa " + billerId;
        }

        @Override
        public String institution(final long code) {
            return "la institución " + AccountNumber.format(code);
        }
    };

    String biller(int billerId);

    /** @param code packed digits */
    String institution(long code);
}
