package io.ayni.core.policy;

/** The institution's own accounts of one currency: packed numbers. */
public record Book(int currency, long feeAccount, long taxAccount, long suspenseAccount, long openingAccount,
                   long cardSettlementAccount) {
}
