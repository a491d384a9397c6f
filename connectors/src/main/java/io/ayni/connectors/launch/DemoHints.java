package io.ayni.connectors.launch;

import java.io.PrintWriter;
import java.util.List;

/** What to try on a demo that stays up: lines to copy as they stand. */
final class DemoHints {
    private DemoHints() {
    }

    static void print(final DemoSite site, final PrintWriter out) {
        final String base = "http://127.0.0.1:" + site.json().getPort();
        final String key = "-H 'X-API-Key: " + DemoSite.API_KEY + "'";
        final List<String> driven = site.networks().drive();
        out.println("""

                The switch stays up. In another terminal, the key is %1$s:

                  # ask for a transfer: 202, and the id of the payment
                  curl -s %2$s/v1/authorizations %3$s -H 'Idempotency-Key: try-1' -H 'Content-Type: application/json' \\
                    -d '{"type":"transfer.internal","amountMinor":1000,"currency":"USD","debitAccount":"%4$s","creditAccount":"%5$s"}'
                  # read the password on María's phone
                  curl -s '%2$s/demo/inbox?account=%4$s' %3$s
                  # confirm, with the id and the code
                  curl -s %2$s/v1/authorizations/ID/otp %3$s -H 'Idempotency-Key: try-1-otp' -H 'Content-Type: application/json' \\
                    -d '{"code":"CODE"}'
                  # the account, the metrics
                  curl -s %2$s/v1/accounts/%4$s %3$s
                  curl -s %2$s/metrics %3$s
                  # make a network do wrong, see what becomes of payments, and make it well again
                  %9$s --drop 50%%
                  %10$s --late 2s:20%%
                  %11$s --clear

                ISO 8583:1987 (ASCII, two-byte length) is at 127.0.0.1:%6$d, for debit cards at %7$d, for interbank
                credits at %8$d. examples/requests has one request of each kind.
                Load is for a switch of its own: ./ayni load --help, docs/performance.md. Ctrl-C ends the demo."""
                .formatted(DemoSite.API_KEY, base, key, DemoScript.MARIA, DemoScript.JOSE, site.iso().getPort(),
                        site.debitCards().getPort(), site.credits().getPort(), driven.get(0),
                        driven.get(1), driven.get(2)));
        out.flush();
    }
}
