package io.ayni.connectors.translate;

/**
 * Check digits of Ecuador's identity numbers: the cédula of ten digits (modulus 10), and the RUC of thirteen of a
 * taxpayer, which is doubted and never refused when its digit does not fit (modulus 11): there are such numbers.
 */
public final class NationalIds {
    /** What the check digit says of a number. */
    public enum Finding {
        FITS,
        /** A RUC whose digit does not fit: it may be real. */
        DOUBTFUL,
        /** No cédula, and no RUC either. */
        WRONG
    }

    private static final int CEDULA = 10;
    private static final int RUC = 13;
    private static final int PROVINCES = 24;
    private static final int ABROAD = 30;
    private static final int PUBLIC = 6;
    private static final int COMPANY = 9;
    private static final int[] COMPANY_WEIGHTS = {4, 3, 2, 7, 6, 5, 4, 3, 2};
    private static final int[] PUBLIC_WEIGHTS = {3, 2, 7, 6, 5, 4, 3, 2};

    private NationalIds() {
    }

    public static Finding of(final CharSequence number) {
        final boolean isLong = number.length() == RUC;
        if (!isLong && number.length() != CEDULA || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Finding.WRONG;
        }
        final boolean fits = switch (digit(number, 2)) {
            case COMPANY -> isLong && fitsModulus11(number, COMPANY_WEIGHTS);
            case PUBLIC -> isLong && fitsModulus11(number, PUBLIC_WEIGHTS);
            default -> isProvince(number) && fitsModulus10(number);
        };
        return fits ? Finding.FITS : isLong ? Finding.DOUBTFUL : Finding.WRONG;
    }

    private static boolean isProvince(final CharSequence number) {
        final int province = digit(number, 0) * 10 + digit(number, 1);
        return province >= 1 && province <= PROVINCES || province == ABROAD;
    }

    /** Every other digit counts twice, from the first on; of what is above 9 the digits are added. */
    private static boolean fitsModulus10(final CharSequence number) {
        int sum = 0;
        for (int i = 0; i < CEDULA - 1; i++) {
            final int weighted = digit(number, i) * (i % 2 == 0 ? 2 : 1);
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return (10 - sum % 10) % 10 == digit(number, CEDULA - 1);
    }

    private static boolean fitsModulus11(final CharSequence number, final int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += digit(number, i) * weights[i];
        }
        return (11 - sum % 11) % 11 == digit(number, weights.length);
    }

    private static int digit(final CharSequence number, final int at) {
        return number.charAt(at) - '0';
    }
}
