package io.ayni.core.sim;

import io.ayni.core.command.StepUpMacDecoder;

/** What a code is compared by. */
record NaiveMac(long w0, long w1, long w2, long w3) {
    static NaiveMac of(final StepUpMacDecoder mac) {
        return new NaiveMac(mac.w0(), mac.w1(), mac.w2(), mac.w3());
    }
}
