package io.ayni.connectors.translate;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The fields of one kind of message to one peer, ascending as the writer asks: ours, less and more than ours. */
final class FieldPlan {
    private FieldPlan() {
    }

    /** @param ours ascending or not */
    static int[] of(final IsoProfile.Fields wanted, final int... ours) {
        final Set<Integer> all = new TreeSet<>();
        Arrays.stream(ours).filter(field -> !wanted.without().contains(field)).forEach(all::add);
        all.addAll(wanted.added());
        all.addAll(wanted.constants().keySet());
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The same with one more. */
    static int[] with(final int[] plan, final int field) {
        return IntStream.concat(Arrays.stream(plan), IntStream.of(field)).sorted().toArray();
    }
}
