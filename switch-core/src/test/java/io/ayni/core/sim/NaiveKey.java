package io.ayni.core.sim;

/** A key of the log format: as text it would be built anew for every look-up. */
record NaiveKey(long high, long low) {
    @Override
    public int hashCode() {
        return Long.hashCode(high * 31 + low);
    }
}
