package io.todoku.collect.smtp;

import org.jspecify.annotations.Nullable;

/**
 * A mail server to probe.
 *
 * @param address an IP literal; anything else is not probed
 * @param ownName the server's own domain for the relay forms; if blank, its address is used
 * @param servedDomain a mail domain of the account whose MX leads to this address; null if there is
 *     none
 */
public record ProbeTarget(String address, String ownName, @Nullable String servedDomain) {}
