package io.todoku.rule;

import java.util.Set;

/**
 * The AWS service that has an interface, in words for people instead of the type or requester by
 * which EC2 tells it.
 */
final class InterfaceManager {

  /** As {@code NetworkInterface.managedBy} has them. */
  private static final Set<String> KNOWN =
      Set.of(
          "load_balancer",
          "network_load_balancer",
          "gateway_load_balancer",
          "global_accelerator_managed",
          "api_gateway_managed",
          "amazon-elb",
          "amazon-rds");

  private InterfaceManager() {}

  /** A text; what an imported file has besides stays as it is written. */
  static Object describe(String managedBy) {
    return KNOWN.contains(managedBy)
        ? Text.of("sender.manager." + managedBy.replace('_', '-'))
        : managedBy;
  }
}
