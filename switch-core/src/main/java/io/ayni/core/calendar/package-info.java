/**
 * What day it is for the cooperative. In: times of the log. Out: days, weeks, months, DE7. The only package of the
 * engine that uses java.time; it asks for no clock.
 */
package io.ayni.core.calendar;
