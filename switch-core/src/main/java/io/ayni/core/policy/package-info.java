/**
 * The institution's rules as data: step-up, limits, fees, taxes, routes. In: a PutPolicy command. Out: lookups without
 * allocation. Decides nothing itself.
 */
package io.ayni.core.policy;
