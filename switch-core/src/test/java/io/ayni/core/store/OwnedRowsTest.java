package io.ayni.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows by owner, held against a sorted map of sorted sets; and texts in the words of a slab. */
class OwnedRowsTest {
    private final Slab slab = new Slab(4);
    private final OwnedRows rows = new OwnedRows(slab, 0, 1, 2);

    private List<Long> idsOf(final long owner) {
        final List<Long> ids = new ArrayList<>();
        for (int row = rows.firstOf(owner); row != Slab.NONE; row = rows.next(row)) {
            assertThat(rows.owner(row)).isEqualTo(owner);
            ids.add(rows.id(row));
        }
        return ids;
    }

    @Test
    void anyMixOfAddingAndRemovingKeepsEachOwnersRowsInOrder() {
        final TreeMap<Long, TreeSet<Long>> expected = new TreeMap<>();
        final SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            final long owner = 1 + random.nextInt(40);
            final TreeSet<Long> ids = expected.computeIfAbsent(owner, any -> new TreeSet<>());
            if (random.nextInt(5) < 2 && !ids.isEmpty()) {
                final long gone = ids.size() == 1 ? ids.first() : ids.ceiling(1 + random.nextLong(ids.last()));
                rows.remove(rows.find(gone));
                ids.remove(gone);
            } else {
                final long id = 1 + random.nextLong(Long.MAX_VALUE - 1);
                rows.add(owner, id);
                ids.add(id);
            }
        }
        expected.forEach((owner, ids) -> {
            assertThat(idsOf(owner)).containsExactlyElementsOf(ids);
            assertThat(rows.count(owner)).isEqualTo(ids.size());
        });
        assertThat(rows.size()).isEqualTo(expected.values().stream().mapToInt(TreeSet::size).sum());
    }

    @Test
    void aRowIsFoundByItsIdAndByItsOwnerOnlyWhenItIsHis() {
        final int row = rows.add(11, 500);
        assertThat(rows.find(500)).isEqualTo(row);
        assertThat(rows.find(11, 500)).isEqualTo(row);
        assertThat(rows.find(22, 500)).isEqualTo(Slab.NONE);
        assertThat(rows.firstAfter(11, 499)).isEqualTo(row);
        assertThat(rows.firstAfter(11, 500)).isEqualTo(Slab.NONE);
    }

    @Test
    void theHighHalfOfTheChainsWordIsTheTablesOwn() {
        final int first = rows.add(11, 1);
        slab.setInt(first, 2, 32, 4_711);
        rows.add(11, 2);
        assertThat(slab.getInt(first, 2, 32)).isEqualTo(4_711);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 24, 28, 40, 64})
    void aTextComesOutAsItWentIn(final int length) {
        final byte[] text = "Señora Ñusta paga la luz de la casa de su mamá en Loja, 1234567"
            .getBytes(StandardCharsets.UTF_8);
        final Slab words = new Slab(SlabBytes.words(length) + 1);
        final int id = words.allocate();
        final UnsafeBuffer out = new UnsafeBuffer(new byte[length + 2]);
        SlabBytes.put(words, id, 0, new UnsafeBuffer(text), 0, length);
        SlabBytes.get(words, id, 0, out, 1, length);
        for (int i = 0; i < length; i++) {
            assertThat(out.getByte(1 + i)).isEqualTo(text[i]);
        }
        assertThat(out.getByte(length + 1)).as("nothing beyond").isZero();
        assertThat(words.get(id, SlabBytes.words(length))).as("nothing beyond").isZero();
        assertThat(SlabBytes.same(words, id, 0, new UnsafeBuffer(text), 0, length)).isTrue();
        text[length - 1]++;
        assertThat(SlabBytes.same(words, id, 0, new UnsafeBuffer(text), 0, length)).isFalse();
    }
}
