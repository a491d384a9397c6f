package io.ayni.core.journal;

/**
 * Tells a write that a crash cut short from a record that was damaged after it was complete. Asked about the place where
 * reading stopped, when no record of a later batch follows it anywhere.
 *
 * <p>Torn: the end mark of the record is missing and what follows is zero; or a whole sector of it never reached the
 * disk; or nothing but a hole stands where its header belongs. Everything else was written whole and is not what was
 * written any more: cutting it could lose what was acknowledged.
 */
final class TornTail {
    private TornTail() {
    }

    /**
     * @param next where a valid record of the same batch stands
     * @return whether what starts at the offset may be cut: a sector between the two was never written, so the batch
     *     was never synced.
     */
    static boolean isUnwritten(final SegmentImage image, final int offset, final int next) {
        for (int start = offset; start < next; start = endOfSector(start)) {
            if (image.isHoleAt(start)) {
                return true;
            }
        }
        return false;
    }

    /** @return whether what starts at the offset may be cut, when no valid record follows it. */
    static boolean isTorn(final SegmentImage image, final int offset) {
        final int last = image.lastNonZero(offset);
        if (last < offset + RecordLayout.HEADER_LENGTH) {
            return true;
        }
        if (image.isZero(offset, Math.min(offset + RecordLayout.HEADER_LENGTH, endOfSector(offset)))) {
            return true;
        }
        final int length = RecordLayout.messageLength(image.buffer(), offset);
        if (!RecordLayout.isPossibleLength(length) || isCompleteUnderAnotherLength(image, offset, last)) {
            return false;
        }
        final int end = offset + RecordLayout.recordLength(length);
        return last < end - 1 || hasHole(image, offset, Math.min(end, image.size()));
    }

    /** The one flipped field that makes a complete record look as if its end were missing is its own length. */
    private static boolean isCompleteUnderAnotherLength(final SegmentImage image, final int offset, final int last) {
        final int end = last + 1;
        for (int mark = 1; mark <= RecordLayout.ALIGNMENT; mark++) {
            final int length = end - mark - offset - RecordLayout.HEADER_LENGTH;
            if (image.isRecordUnder(offset, length)
                || image.isRecordUnder(offset, length | RecordLayout.FIRST_OF_BATCH)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasHole(final SegmentImage image, final int from, final int to) {
        for (int start = from; start < to; start = endOfSector(start)) {
            if (image.isZero(start, Math.min(to, endOfSector(start)))) {
                return true;
            }
        }
        return false;
    }

    private static int endOfSector(final int offset) {
        return offset - offset % SegmentImage.SECTOR_LENGTH + SegmentImage.SECTOR_LENGTH;
    }
}
