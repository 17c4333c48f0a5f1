package io.todoku.collect.smtp;

import java.util.List;

/**
 * A mail server to probe.
 *
 * @param address an IP literal; anything else is not probed
 * @param ownName the server's own domain for the relay forms; if blank, its address is used
 * @param servedDomains the mail domains of the account whose MX leads to this address
 */
public record ProbeTarget(String address, String ownName, List<String> servedDomains) {}
