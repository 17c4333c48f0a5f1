package io.todoku.collect.smtp;

import org.jspecify.annotations.Nullable;

/**
 * A mail server to be asked.
 *
 * @param address an IP literal; anything else is not asked
 * @param ownName the server's own domain for the relay forms; its address is used where blank
 * @param served a domain whose MX leads to this address; null where none of ours does
 */
public record ProbeTarget(String address, String ownName, @Nullable String servedDomain) {}
