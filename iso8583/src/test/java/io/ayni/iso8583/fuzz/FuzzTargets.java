package io.ayni.iso8583.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The targets, and how many of the five million inputs each gets in {@code mvn verify}; the connectors have more. */
enum FuzzTargets {
    MESSAGE(MessageTarget.class, MessageTarget::fuzzerTestOneInput, MessageTarget::seeds, 1_200_000),
    BITMAP(BitmapTarget.class, BitmapTarget::fuzzerTestOneInput, BitmapTarget::seeds, 700_000),
    BER_TLV(BerTlvTarget.class, BerTlvTarget::fuzzerTestOneInput, BerTlvTarget::seeds, 1_400_000),
    CHARACTER_TLV(CharacterTlvTarget.class, CharacterTlvTarget::fuzzerTestOneInput, CharacterTlvTarget::seeds, 1_200_000),
    HEX_INPUT(HexInputTarget.class, HexInputTarget::fuzzerTestOneInput, HexInputTarget::seeds, 80_000),
    EXPLAIN(ExplainTarget.class, ExplainTarget::fuzzerTestOneInput, ExplainTarget::seeds, 40_000),
    PACKAGER(PackagerTarget.class, PackagerTarget::fuzzerTestOneInput, PackagerTarget::seeds, 20_000);

    private static final int WORTH_OPTIMIZING = 100_000;

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
        final JazzerRun run = new JazzerRun(driven, folder());
        return inputs < WORTH_OPTIMIZING ? run.compiledQuickly() : run;
    }
}
