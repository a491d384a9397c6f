/**
 * Step-up of members: challenges and their counts. In: MACs of passwords. Out: whether they match. Never sees a
 * password.
 */
package io.ayni.core.stepup;
