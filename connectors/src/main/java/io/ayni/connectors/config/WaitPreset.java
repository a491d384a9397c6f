package io.ayni.connectors.config;

/** How threads wait for work. */
public enum WaitPreset {
    /** Spins: lowest latency, a core for each thread of the ring. */
    LATENCY("latency"),
    /** Spins a little, then yields, then parks for microseconds: the default, at home on two cores. */
    BALANCED("balanced"),
    /** Blocks at once: least power, tens of microseconds more. */
    FRUGAL("frugal");

    private final String text;

    WaitPreset(final String text) {
        this.text = text;
    }

    /** @return the name in configuration. */
    public String text() {
        return text;
    }
}
