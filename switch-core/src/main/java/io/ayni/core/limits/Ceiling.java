package io.ayni.core.limits;

/** What the institution allows a member at most in one bucket; MAX_VALUE of the type: no ceiling. */
public record Ceiling(long dailyMinor, long weeklyMinor, long monthlyMinor, int dailyCount) {
    public static final Ceiling NONE =
        new Ceiling(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
}
