package io.todoku.snapshot;

import java.util.List;

/**
 * What one account shows of the transit gateways that it shares with others. With those of all
 * accounts of the inventory, the mail of a private host is followed to the account that it leaves
 * by. Derived from the account's newest snapshot.
 *
 * @param attachments that the account sees
 * @param routeTables of its own transit gateways
 * @param exits of its VPCs that are attached to a transit gateway
 * @param hosts whose mail leaves the account by a transit gateway
 */
public record AccountNetwork(
    String accountId,
    List<TransitGatewayAttachment> attachments,
    List<TransitGatewayRouteTable> routeTables,
    List<VpcExit> exits,
    List<SendingHost> hosts) {

  public AccountNetwork {
    attachments = List.copyOf(attachments);
    routeTables = List.copyOf(routeTables);
    exits = List.copyOf(exits);
    hosts = List.copyOf(hosts);
  }

  /** Whether the account shares nothing that another account's mail could leave by. */
  public boolean isEmpty() {
    return attachments.isEmpty() && routeTables.isEmpty();
  }

  /** Where packets to the Internet enter a transit gateway. */
  public record TransitGatewayEntry(String transitGatewayId, String vpcId) {}

  /**
   * How packets to the Internet leave that come into a VPC by a transit gateway.
   *
   * @param addresses public IPv4 addresses of the NAT gateways or appliances that they leave by
   * @param onward the transit gateways that they go on by
   * @param complete whether these are all, as far as routes were collected
   */
  public record VpcExit(
      String vpcId, List<String> addresses, List<TransitGatewayEntry> onward, boolean complete) {
    public VpcExit {
      addresses = List.copyOf(addresses);
      onward = List.copyOf(onward);
    }
  }

  /**
   * A private host that sends mail.
   *
   * @param id of the instance or network interface
   * @param certain whether it is known to send, and only by this entry
   */
  public record SendingHost(String id, TransitGatewayEntry entry, boolean certain) {}
}
