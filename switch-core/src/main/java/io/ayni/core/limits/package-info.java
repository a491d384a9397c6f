/**
 * Limits per member, bucket and calendar window. In: amounts taken and given back, with their day. Out: whether an
 * amount fits. Knows no payment and no account.
 */
package io.ayni.core.limits;
