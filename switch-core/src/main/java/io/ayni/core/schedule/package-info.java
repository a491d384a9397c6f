/**
 * Payments that come by themselves and payments in parts: schedules of bills, deferrals and their instalments. Pure
 * reckoning and tables; io.ayni.core.engine fires them. May not import engine, host or journal.
 */
package io.ayni.core.schedule;
