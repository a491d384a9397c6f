package io.ayni.connectors.translate;

/**
 * Why a request became no command.
 *
 * @param detail for the person who reads it; never a value from the request
 * @param path   of the member of the body that is wrong, such as {@code $.amountMinor}; empty when it is none
 */
public record JsonFault(Problem problem, String detail, String path) {
    static JsonFault body(final String path, final String detail) {
        return new JsonFault(Problem.INVALID_BODY, detail, path);
    }
}
