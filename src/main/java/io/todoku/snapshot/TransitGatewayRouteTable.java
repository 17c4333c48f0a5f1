package io.todoku.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route table of a transit gateway that the account owns. */
public record TransitGatewayRouteTable(
    String id, String transitGatewayId, List<TransitGatewayRoute> routes) {

  /**
   * One route that is in force. A destination has several where packets are spread over
   * attachments.
   *
   * @param destination a CIDR block, or the id of a prefix list
   * @param attachmentId of the attachment that packets leave by; null where they are dropped
   */
  public record TransitGatewayRoute(String destination, @Nullable String attachmentId) {}
}
