package io.ayni.iso8583.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The targets, and how many of five million inputs each gets in {@code mvn verify}. */
enum FuzzTargets {
    MESSAGE(MessageTarget.class, MessageTarget::fuzzerTestOneInput, MessageTarget::seeds, 1_500_000),
    BITMAP(BitmapTarget.class, BitmapTarget::fuzzerTestOneInput, BitmapTarget::seeds, 600_000),
    BER_TLV(BerTlvTarget.class, BerTlvTarget::fuzzerTestOneInput, BerTlvTarget::seeds, 1_100_000),
    CHARACTER_TLV(CharacterTlvTarget.class, CharacterTlvTarget::fuzzerTestOneInput, CharacterTlvTarget::seeds, 1_000_000),
    HEX_INPUT(HexInputTarget.class, HexInputTarget::fuzzerTestOneInput, HexInputTarget::seeds, 300_000),
    EXPLAIN(ExplainTarget.class, ExplainTarget::fuzzerTestOneInput, ExplainTarget::seeds, 140_000),
    PACKAGER(PackagerTarget.class, PackagerTarget::fuzzerTestOneInput, PackagerTarget::seeds, 60_000);

    private final Class<?> driven;
    private final Consumer<byte[]> oneInput;
    private final Supplier<List<byte[]>> seeds;
    private final long inputs;

    FuzzTargets(
        final Class<?> driven, final Consumer<byte[]> oneInput, final Supplier<List<byte[]>> seeds, final long inputs) {
        this.driven = driven;
        this.oneInput = oneInput;
        this.seeds = seeds;
        this.inputs = inputs;
    }

    /** @return what its folders are called. */
    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return how many inputs it gets with every build. */
    long inputs() {
        return inputs;
    }

    List<byte[]> seeds() {
        return seeds.get();
    }

    void accept(final byte[] input) {
        oneInput.accept(input);
    }

    JazzerRun run() {
        return new JazzerRun(driven, folder());
    }
}
