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

  /** Begins the source of what is laid to the network that we ask from; the number follows. */
  public static final String OWN_PORT = "TCP port ";

  /** Whether no resolver answered. */
  boolean isOfResolver() {
    return region == null && RESOLVERS.equals(reason.fix());
  }

  /** Whether our own network lets no mail out, or may not. */
  boolean isOfOwnPort() {
    return region == null && reason.source().startsWith(OWN_PORT);
  }
}
