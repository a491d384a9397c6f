package io.ayni.connectors.simulator;

import io.ayni.iso8583.codec.IsoReader;

/** What a network looks at before it books a request. On the simulator's thread. */
interface NetworkDesk {
    /** Takes every payment, and no 0100. */
    NetworkDesk INTERBANK = new NetworkDesk() {
        @Override
        public String name() {
            return "interbank";
        }

        @Override
        public String payment(final IsoReader request) {
            return "00";
        }

        @Override
        public Fault authorization(final IsoReader request) {
            return Fault.decline("12");
        }
    };

    /** @return of the network that it is the desk of. */
    String name();

    /** @return 00, or the code of a 0200 that cannot be taken. */
    String payment(IsoReader request);

    /** @return what happens to an 0100. */
    Fault authorization(IsoReader request);
}
