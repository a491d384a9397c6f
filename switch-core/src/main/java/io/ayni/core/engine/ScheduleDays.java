package io.ayni.core.engine;

import io.ayni.core.store.Slab;

/** On which day a schedule runs next: at the minute of the policy, once a day, never earlier than it was set to begin. */
final class ScheduleDays {
    private final EngineState state;

    ScheduleDays(final EngineState state) {
        this.state = state;
    }

    /**
     * @param row {@link Slab#NONE} for a schedule that is yet to be made
     * @return the first day on which a schedule set or changed now can run: today when its moment is still to come
     */
    int first(final int row, final int startDay) {
        final int today = state.today();
        final int open = millisOfRun(today) < state.nowMs ? today + 1 : today;
        final int ran = row == Slab.NONE ? 0
            : Math.max(state.schedules.lastRunDay(row), state.schedules.runDay(row));
        return Math.max(startDay, Math.max(open, ran + 1));
    }

    long millisOfRun(final int epochDay) {
        return state.policy.calendar.millisOf(epochDay, state.policy.scheduleMinuteOfDay);
    }

    /** @return when the day is over. */
    long endOf(final int epochDay) {
        return state.policy.calendar.millisOf(epochDay + 1, 0);
    }
}
