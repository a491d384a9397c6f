package io.ayni.connectors.translate;

import io.ayni.core.command.ResponseCode;
import io.ayni.iso8583.codec.MtiVersion;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/**
 * How one ISO 8583 peer differs from what we would do by ourselves; dialect and frame apart.
 *
 * @param version             first digit of message types, 0 or 1; fields and codes are those of the dialect and of the rest
 * @param signOn              who asks for traffic when a connection stands
 * @param codes               DE39, both ways
 * @param fields              what of our requests it wants
 * @param reversal            how we take a payment back there
 * @param unknownOriginalCode what it is answered when it takes back what we never saw: 00 or 25 packed; 0 that of the
 *                            institution
 * @param acquirerDigits      DE32 of what we send is filled with zeros to so many; 0 as short as it is
 * @param keyExchangeCode     DE70 of an 0800 that brings a key
 * @param keyExchangeField    where the key stands
 */
public record IsoProfile(
    MtiVersion version, SignOn signOn, ResponseCodes codes, Fields fields, Reversal reversal, int unknownOriginalCode, int acquirerDigits,
    int keyExchangeCode, int keyExchangeField) {

    /** Of a peer that does as the standard says. */
    public static final IsoProfile STANDARD = new IsoProfile(
        MtiVersion.ISO_1987, SignOn.CALLER, ResponseCodes.SAME, Fields.OURS, Reversal.STANDARD, ResponseCode.NONE, 0, 161, 48);

    /** Fields an answer is known by, or without which nothing is said: never left out. */
    public static final Set<Integer> NEEDED = Set.of(
        DataElement.PAN, DataElement.PROCESSING_CODE, DataElement.AMOUNT, DataElement.TRANSMISSION_TIME,
        DataElement.STAN, DataElement.ACQUIRER, DataElement.RETRIEVAL_REFERENCE, DataElement.TERMINAL,
        DataElement.CURRENCY, DataElement.PIN_BLOCK);

    /** Fields that may be asked for beside ours. */
    public static final Set<Integer> ADDABLE = Set.of(DataElement.LOCAL_TIME, DataElement.LOCAL_DATE);

    /** Who sends the 0800/001. */
    public enum SignOn {
        /** Whoever made the connection. */
        CALLER,
        /** We do, over each connection. */
        US,
        /** The network does; over one connection for all of them. */
        NETWORK,
        /** Nobody: an echo that is answered is enough. */
        NOBODY
    }

    /**
     * What of our payments and reversals goes out.
     *
     * @param without   ours that the peer does not want
     * @param added     of {@link #ADDABLE}
     * @param constants always the same, by number
     * @param zone      of DE12 and DE13
     */
    public record Fields(Set<Integer> without, Set<Integer> added, Map<Integer, String> constants, ZoneId zone) {
        public static final Fields OURS = new Fields(Set.of(), Set.of(), Map.of(), ZoneOffset.UTC);

        public Fields {
            without = Set.copyOf(without);
            added = Set.copyOf(added);
            constants = Map.copyOf(constants);
        }
    }

    /**
     * How a payment is taken back.
     *
     * @param isAdvice  0420; otherwise 0400
     * @param isRepeated whether repeats say so: 0421, 0401
     * @param original  DE90
     * @param accepted  DE39 of the answer, in the peer's words, that frees the hold
     */
    public record Reversal(boolean isAdvice, boolean isRepeated, OriginalLayout original, Set<Integer> accepted) {
        public static final Reversal STANDARD = new Reversal(
            true, true, OriginalLayout.STANDARD, Set.of(ResponseCode.APPROVED, ResponseCode.NO_ORIGINAL));

        public Reversal {
            accepted = Set.copyOf(accepted);
        }
    }
}
