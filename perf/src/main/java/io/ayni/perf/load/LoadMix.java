package io.ayni.perf.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Which operations a load is made of, in which shares, and what becomes of challenges. Which operation a request is
 * follows from its number alone: every part of the generator knows it without being told, and two runs send the same.
 *
 * @param weights         by operation; shares of their sum
 * @param answeredPercent of the challenges, how many are answered with the right password
 * @param wrongPercent    how many with a wrong one; the rest is left to expire
 * @param institution     where interbank transfers go
 * @param externalAccount to which account
 * @param billerId        whom bills are paid to
 * @param reference       under which number
 */
record LoadMix(
    Map<LoadOperation, Integer> weights, int answeredPercent, int wrongPercent, String institution,
    String externalAccount, int billerId, String reference) {

    /** Internal transfers that nobody confirms. */
    static final LoadMix TRANSFERS = new LoadMix(Map.of(LoadOperation.TRANSFER_INTERNAL, 1), 0, 0, "", "", 0, "");

    private static final int PERCENT = 100;
    private static final int LARGEST_WEIGHT = 1_000_000;

    LoadMix {
        weights = Map.copyOf(weights);
    }

    /**
     * @throws IOException              when the file cannot be read
     * @throws IllegalArgumentException naming the file, the key and what is wrong with it
     */
    static LoadMix read(final Path file) throws IOException {
        final Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel(file.toString()).build())
                .loadFromString(Files.readString(file));
        } catch (final YamlEngineException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        try {
            return of(map(root, "the file", Set.of("operations", "otp", "interbank", "bill")));
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static LoadMix of(final Map<?, ?> root) {
        final Map<LoadOperation, Integer> weights = weights(root.get("operations"));
        final Map<?, ?> otp = map(root.get("otp"), "otp", Set.of("answered", "wrong"));
        final int answered = percent(otp, "answered");
        final int wrong = percent(otp, "wrong");
        if (answered + wrong > PERCENT) {
            throw new IllegalArgumentException("otp: answered and wrong are more than 100 together");
        }
        final Map<?, ?> interbank = map(root.get("interbank"), "interbank", Set.of("institution", "account"));
        final Map<?, ?> bill = map(root.get("bill"), "bill", Set.of("biller", "reference"));
        if (weights.containsKey(LoadOperation.TRANSFER_INTERBANK)) {
            required(interbank, "interbank", "institution");
            required(interbank, "interbank", "account");
        }
        if (weights.containsKey(LoadOperation.BILL_PAY)) {
            required(bill, "bill", "biller");
            required(bill, "bill", "reference");
        }
        return new LoadMix(weights, answered, wrong, text(interbank, "institution"), text(interbank, "account"),
            bill.get("biller") instanceof final Integer biller ? biller : 0, text(bill, "reference"));
    }

    private static Map<LoadOperation, Integer> weights(final Object value) {
        final Map<LoadOperation, Integer> weights = new EnumMap<>(LoadOperation.class);
        map(value, "operations", null).forEach((key, share) -> {
            final LoadOperation operation = LoadOperation.ofWord(String.valueOf(key));
            if (operation == null) {
                throw new IllegalArgumentException("operations: '" + key + "' is none of " + known());
            }
            if (!(share instanceof final Integer weight) || weight < 1 || weight > LARGEST_WEIGHT) {
                throw new IllegalArgumentException("operations." + key + ": a whole number from 1, not '" + share + "'");
            }
            weights.put(operation, weight);
        });
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("operations: at least one of " + known());
        }
        return weights;
    }

    private static List<String> known() {
        return List.of(LoadOperation.values()).stream().filter(operation -> operation != LoadOperation.OTP)
            .map(LoadOperation::word).toList();
    }

    private static Map<?, ?> map(final Object value, final String name, final Set<String> keys) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof final Map<?, ?> map)) {
            throw new IllegalArgumentException(name + ": a map is expected, not '" + value + "'");
        }
        for (final Object key : map.keySet()) {
            if (keys != null && !keys.contains(String.valueOf(key))) {
                throw new IllegalArgumentException(name + ": unknown key '" + key + "'");
            }
        }
        return map;
    }

    private static int percent(final Map<?, ?> map, final String key) {
        final Object value = map.get(key);
        if (value == null) {
            return 0;
        }
        if (value instanceof final Integer percent && percent >= 0 && percent <= PERCENT) {
            return percent;
        }
        throw new IllegalArgumentException("otp." + key + ": per cent from 0 to 100, not '" + value + "'");
    }

    private static void required(final Map<?, ?> map, final String name, final String key) {
        if (map.get(key) == null) {
            throw new IllegalArgumentException(name + "." + key + " is missing, and operations need it");
        }
    }

    private static String text(final Map<?, ?> map, final String key) {
        return map.get(key) == null ? "" : String.valueOf(map.get(key));
    }

    LoadOperation operationOf(final long requestId) {
        if (weights.size() == 1) {
            return weights.keySet().iterator().next();
        }
        int total = 0;
        for (final LoadOperation operation : LoadOperation.values()) {
            total += weights.getOrDefault(operation, 0);
        }
        int at = (int) Math.floorMod(mixed(requestId), (long) total);
        for (final LoadOperation operation : LoadOperation.values()) {
            at -= weights.getOrDefault(operation, 0);
            if (at < 0) {
                return operation;
            }
        }
        throw new AssertionError("weights add up to " + total);
    }

    /** What becomes of the challenge to a request. */
    enum Reaction { ANSWERED, ANSWERED_WRONG, LEFT }

    Reaction reactionTo(final long requestId) {
        final int at = (int) Math.floorMod(mixed(~requestId), (long) PERCENT);
        return at < answeredPercent ? Reaction.ANSWERED
            : at < answeredPercent + wrongPercent ? Reaction.ANSWERED_WRONG : Reaction.LEFT;
    }

    /** @return whether a challenge is an answer that was to be expected. */
    boolean expectsChallenges() {
        return answeredPercent + wrongPercent > 0;
    }

    /** The finaliser of SplittableRandom: near numbers go far apart. */
    private static long mixed(final long value) {
        long mixed = value + 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}
