package io.todoku.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Something that could not be collected.
 *
 * @param region null where it is not about one Region
 */
public record Gap(@Nullable String region, Reason reason) {

  /** The setting that helps where the resolver answered nothing at all. */
  public static final String RESOLVERS = "todoku.dns.resolvers";

  /** Prefix of the source of a reason that blames our own network; the port number follows. */
  public static final String OWN_PORT = "TCP port ";

  /** Whether no resolver answered. */
  public boolean concernsResolvers() {
    return region == null && RESOLVERS.equals(reason.fix());
  }

  /** Whether our own network blocks outgoing mail, or may block it. */
  public boolean concernsOwnPort() {
    return region == null && reason.source().startsWith(OWN_PORT);
  }
}
