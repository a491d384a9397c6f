/**
 * What a member keeps at the switch: contact, beneficiaries, billers enrolled, and how it is asked for. Commands come in
 * through io.ayni.core.engine; no payment moves here. May not import engine, host or journal.
 */
package io.ayni.core.member;
