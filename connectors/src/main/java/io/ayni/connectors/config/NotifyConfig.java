package io.ayni.connectors.config;

/**
 * How one-time passwords reach members.
 *
 * @param inboxMessages messages that the demo inbox keeps in memory, the oldest making room; 0: no inbox
 */
public record NotifyConfig(int inboxMessages) {
    static final NotifyConfig NONE = new NotifyConfig(0);

    static NotifyConfig read(final YamlMap map) {
        return map.section("inbox",
                inbox -> new NotifyConfig(inbox.optional("messages", 1_000, Values.integer(1, 100_000))));
    }

    public boolean hasInbox() {
        return inboxMessages > 0;
    }
}
