package io.todoku.rule;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.InterfaceDetails;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.NetworkInterface.PublicIpAssociation;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.RouteTable.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Interfaces, security groups and route tables for snapshots of networks. */
final class NetworkParts {

  /** A group for each kind of host; {@code sg-1} is the builder's own. */
  static final String MAIL_GROUP = "sg-mail";

  static final String ALLOW_ALL_GROUP = "sg-all";
  static final String CLOSED_GROUP = "sg-closed";
  static final String NAT_GROUP = "sg-nat";

  private NetworkParts() {}

  /** A group that opens port 25 to everybody and lets everything out. */
  static SecurityGroup mailGroup(String owner) {
    return group(
        MAIL_GROUP, owner, List.of(new Ingress("tcp", 25, 25, List.of("0.0.0.0/0", "::/0"))));
  }

  /** A group that lets everything in and out. */
  static SecurityGroup allowAllGroup(String owner) {
    return group(
        ALLOW_ALL_GROUP,
        owner,
        List.of(new Ingress("-1", null, null, List.of("0.0.0.0/0", "::/0"))));
  }

  /** A group that lets in no mail. */
  static SecurityGroup closedGroup(String owner) {
    return group(CLOSED_GROUP, owner, List.of(new Ingress("tcp", 443, 443, List.of("10.0.0.0/8"))));
  }

  /** A group of a NAT instance, which lets in everything that comes from its VPC. */
  static SecurityGroup natGroup(String owner) {
    return group(NAT_GROUP, owner, List.of(new Ingress("-1", null, null, List.of("10.0.0.0/16"))));
  }

  private static SecurityGroup group(String id, String owner, List<Ingress> ingress) {
    return new SecurityGroup(
        id,
        id,
        ingress,
        Observed.known(List.of(new Egress("-1", null, null, List.of("0.0.0.0/0", "::/0")))),
        owner);
  }

  /**
   * An interface; change it by the methods that follow.
   *
   * @param vpc of the subnet
   */
  static NicBuilder nic(String id, String owner, String vpc, String subnet) {
    return new NicBuilder(id, owner, vpc, subnet);
  }

  /** Builds an interface of a host without public addresses in {@link #CLOSED_GROUP}. */
  static final class NicBuilder {

    private final String id;
    private final String owner;
    private final String vpc;
    private final String subnet;
    private @Nullable String instance;
    private List<PublicIpAssociation> outside = List.of();
    private List<String> ipv6 = List.of();
    private List<String> groups = List.of(CLOSED_GROUP);
    private @Nullable String managedBy;
    private String type = "interface";
    private String description = "";
    private boolean sourceDestCheck = true;
    private Map<String, String> tags = Map.of();

    private NicBuilder(String id, String owner, String vpc, String subnet) {
      this.id = id;
      this.owner = owner;
      this.vpc = vpc;
      this.subnet = subnet;
    }

    NicBuilder instance(String instanceId) {
      instance = instanceId;
      return this;
    }

    /** Elastic IPs, whose allocations are named after them. */
    NicBuilder elasticIps(String... addresses) {
      outside =
          Arrays.stream(addresses)
              .map(address -> new PublicIpAssociation(address, "eipalloc-" + address))
              .toList();
      return this;
    }

    /** An address that is assigned automatically. */
    NicBuilder publicIp(String address) {
      outside = List.of(new PublicIpAssociation(address, null));
      return this;
    }

    NicBuilder ipv6(String address) {
      ipv6 = List.of(address);
      return this;
    }

    NicBuilder groups(String... ids) {
      groups = List.of(ids);
      return this;
    }

    NicBuilder managedBy(String service) {
      managedBy = service;
      return this;
    }

    NicBuilder type(String kind, String text) {
      type = kind;
      description = text;
      return this;
    }

    /** Forwards packets of others, as a NAT instance does. */
    NicBuilder forwarding() {
      sourceDestCheck = false;
      return this;
    }

    NicBuilder tags(Map<String, String> given) {
      tags = given;
      return this;
    }

    NetworkInterface build() {
      return new NetworkInterface(
          id,
          instance,
          subnet,
          outside,
          ipv6,
          groups,
          managedBy,
          new InterfaceDetails(
              owner,
              vpc,
              type,
              description,
              managedBy,
              managedBy != null,
              null,
              sourceDestCheck,
              tags));
    }
  }

  /** The table of one subnet, with a default route to this target. */
  static RouteTable table(String vpc, String subnet, String target) {
    return tableOf(vpc, subnet, new Route("0.0.0.0/0", target, false));
  }

  /** The table of one subnet, with a local route and these. */
  static RouteTable tableOf(String vpc, String subnet, Route... routes) {
    List<Route> all = new ArrayList<>();
    all.add(new Route("10.0.0.0/16", "local", false));
    all.addAll(Arrays.asList(routes));
    return new RouteTable("rtb-" + subnet, vpc, false, List.of(subnet), List.copyOf(all));
  }
}
