package io.ayni.connectors.jsonlines;

/** A field, subfield or tag whose value does not fit, by its path. */
final class WrongPart extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String path;

    WrongPart(final String path, final String message) {
        super(message, null, false, false);
        this.path = path;
    }

    String path() {
        return path;
    }
}
