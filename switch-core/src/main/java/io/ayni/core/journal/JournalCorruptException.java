package io.ayni.core.journal;

/** The journal holds something other than what was written: no start from it. Names the file, the offset and what was expected. */
public final class JournalCorruptException extends JournalException {
    private final String file;
    private final long offset;
    private final String what;

    public JournalCorruptException(final String file, final long offset, final String what) {
        super(file + " at offset " + offset + ": " + what);
        this.file = file;
        this.offset = offset;
        this.what = what;
    }

    public String file() {
        return file;
    }

    /** @return what was expected and found, without the place. */
    public String what() {
        return what;
    }

    /** @return bytes from the start of the file. */
    public long offset() {
        return offset;
    }
}
