package io.ayni.connectors.config;

import io.ayni.core.command.AccountNumber;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Currency;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Readers of single values. Each throws {@link IllegalArgumentException} with what it expected. */
final class Values {
    static final long UNLIMITED = Long.MAX_VALUE;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12}) ?(ms|s|min|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,3}(\\.\\d{1,2})?) ?%");
    private static final Pattern TIME_OF_DAY = Pattern.compile("([01]\\d|2[0-4]):([0-5]\\d)");
    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final Map<String, Long> MS = Map.of("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L, "d",
            86_400_000L);
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private Values() {
    }

    static String text(final String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("expected a text");
        }
        return value;
    }

    static Function<String, String> text(final int maxLength) {
        return value -> {
            if (value.isBlank() || value.length() > maxLength || !value.chars().allMatch(c -> c >= ' ' && c < 127)) {
                throw new IllegalArgumentException("expected 1 to " + maxLength + " ASCII characters");
            }
            return value;
        };
    }

    static Path path(final String value) {
        return Path.of(text(value));
    }

    /** A path relative to the directory of the file in which it stands. */
    static Function<String, Path> pathBeside(final String file) {
        return value -> Path.of(file).resolveSibling(text(value));
    }

    static URI httpUrl(final String value) {
        if (value.matches("https?://[^/\\s@?#]+(/[^\\s@?#]*)?")) {
            return URI.create(value);
        }
        throw new IllegalArgumentException("expected an address such as https://billers.example/api");
    }

    static String email(final String value) {
        if (value.length() <= 254 && value.matches("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
            return value;
        }
        throw new IllegalArgumentException("expected an e-mail address such as avisos@cooperativa.example");
    }

    static boolean yesOrNo(final String value) {
        return switch (value) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new IllegalArgumentException("expected yes or no");
        };
    }

    static Function<String, Integer> integer(final int min, final int max) {
        return value -> Math.toIntExact(longNumber(min, max).apply(value));
    }

    static Function<String, Long> longNumber(final long min, final long max) {
        return value -> {
            final String digits = value.replace("_", "");
            if (digits.matches("-?\\d{1,18}")) {
                final long number = Long.parseLong(digits);
                if (number >= min && number <= max) {
                    return number;
                }
            }
            throw new IllegalArgumentException("expected a whole number from " + min + " to " + max);
        };
    }

    static Function<String, Integer> powerOfTwo(final int min, final int max) {
        return value -> {
            final String digits = value.replace("_", "");
            if (digits.matches("\\d{1,9}")) {
                final int number = Integer.parseInt(digits);
                if (number >= min && number <= max && Integer.bitCount(number) == 1) {
                    return number;
                }
            }
            throw new IllegalArgumentException("expected a power of two from " + min + " to " + max);
        };
    }

    static int port(final String value) {
        return integer(0, 65_535).apply(value);
    }

    /** Milliseconds. */
    static Function<String, Long> duration(final long minMs) {
        return value -> {
            final Matcher matcher = DURATION.matcher(value);
            if (matcher.matches()) {
                final long ms = Math.multiplyExact(Long.parseLong(matcher.group(1)), MS.get(matcher.group(2)));
                if (ms >= minMs) {
                    return ms;
                }
            }
            throw new IllegalArgumentException("expected a time of " + minMs
                    + " ms or more such as 500 ms, 10 s, 5 min, 12 h or 7 d");
        };
    }

    static Function<String, Integer> size(final int min, final int max) {
        return value -> {
            final Matcher matcher = SIZE.matcher(value);
            if (matcher.matches()) {
                final long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), BYTES.get(matcher.group(2)));
                if (bytes >= min && bytes <= max) {
                    return (int) bytes;
                }
            }
            throw new IllegalArgumentException("expected a size from " + (min >> 20) + " MiB to " + (max >> 20)
                    + " MiB such as 64 MiB");
        };
    }

    /** Minor units of the currency, from a decimal number with no more decimals than the currency has. */
    static Function<String, Long> money(final Currency currency) {
        final int decimals = Math.max(0, currency.getDefaultFractionDigits());
        return value -> {
            if (value.matches("\\d{1,16}(\\.\\d{1,4})?")) {
                try {
                    return new BigDecimal(value).movePointRight(decimals).longValueExact();
                } catch (final ArithmeticException tooManyDecimals) {
                    // told below
                }
            }
            throw new IllegalArgumentException("expected an amount of " + currency + " with at most " + decimals
                    + " decimals");
        };
    }

    static Function<String, Long> positiveMoney(final Currency currency) {
        return value -> {
            final long minor = money(currency).apply(value);
            if (minor == 0) {
                throw new IllegalArgumentException("expected an amount above 0");
            }
            return minor;
        };
    }

    static Function<String, Long> moneyOrUnlimited(final Currency currency) {
        return value -> value.equals("unlimited") ? UNLIMITED : money(currency).apply(value);
    }

    /** Hundredths of a per cent. */
    static int basisPoints(final String value) {
        final Matcher matcher = RATE.matcher(value);
        if (matcher.matches()) {
            final int points = new BigDecimal(matcher.group(1)).movePointRight(2).intValueExact();
            if (points <= 10_000) {
                return points;
            }
        }
        throw new IllegalArgumentException("expected a rate from 0 % to 100 % such as 15 %");
    }

    static LocalDate date(final String value) {
        try {
            return LocalDate.parse(value);
        } catch (final DateTimeParseException e) {
            throw new IllegalArgumentException("expected a date such as 2024-04-01");
        }
    }

    /** Minutes since midnight; 24:00 is the end of the day. */
    static int minuteOfDay(final String value) {
        final Matcher matcher = TIME_OF_DAY.matcher(value);
        if (matcher.matches()) {
            final int minute = Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
            if (minute <= MINUTES_PER_DAY) {
                return minute;
            }
        }
        throw new IllegalArgumentException("expected a time of day such as 19:00");
    }

    /**
     * When something is open.
     *
     * @param closesMinute exclusive; equal to the opening: round the clock; smaller: past midnight
     */
    record Hours(int opensMinute, int closesMinute) {
        static final Hours ROUND_THE_CLOCK = new Hours(0, 0);
    }

    static Hours hours(final String value) {
        final int dash = value.indexOf('-');
        if (value.equals("24x7")) {
            return Hours.ROUND_THE_CLOCK;
        }
        try {
            final Hours hours = new Hours(
                    minuteOfDay(value.substring(0, Math.max(0, dash)).strip()),
                    minuteOfDay(value.substring(dash + 1).strip()));
            if (hours.opensMinute != hours.closesMinute && hours.opensMinute < MINUTES_PER_DAY) {
                return hours;
            }
        } catch (final IllegalArgumentException e) {
            // told below
        }
        throw new IllegalArgumentException("expected hours such as 06:00-22:00, or 24x7");
    }

    static DayOfWeek weekday(final String value) {
        return oneOf(DayOfWeek.values(), Values::weekdayName).apply(value);
    }

    static String weekdayName(final DayOfWeek day) {
        return day.name().substring(0, 3);
    }

    static ZoneId zone(final String value) {
        try {
            return ZoneId.of(value);
        } catch (final DateTimeException e) {
            throw new IllegalArgumentException("expected a time zone such as America/Guayaquil");
        }
    }

    static Currency currency(final String value) {
        try {
            return Currency.getInstance(value);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("expected an ISO 4217 currency such as USD");
        }
    }

    /** Packed digits. */
    static long accountNumber(final String value) {
        final long packed = AccountNumber.parse(value);
        if (packed == AccountNumber.INVALID) {
            throw new IllegalArgumentException("expected 1 to 18 digits");
        }
        return packed;
    }

    /** Packed digits of an institution. */
    static Function<String, Long> digits(final int min, final int max) {
        return value -> {
            if (!value.matches("\\d{" + min + ',' + max + '}')) {
                throw new IllegalArgumentException("expected " + min + " to " + max + " digits");
            }
            return AccountNumber.parse(value);
        };
    }

    static byte[] sha256(final String value) {
        if (!value.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("expected the SHA-256 of the key, 64 hexadecimal digits");
        }
        return HexFormat.of().parseHex(value);
    }

    /** @param name as the file writes the value */
    static <T> Function<String, T> oneOf(final T[] all, final Function<T, String> name) {
        return value -> Arrays.stream(all)
                .filter(each -> name.apply(each).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(all).map(name).collect(Collectors.joining(", "))));
    }
}
