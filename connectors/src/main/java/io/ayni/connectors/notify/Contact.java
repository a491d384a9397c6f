package io.ayni.connectors.notify;

/** How a member is reached. @param phone empty when unknown. @param email empty when unknown */
public record Contact(String name, String phone, String email) {
}
