package io.todoku.rule.address;

import io.todoku.rule.Hcl;
import io.todoku.rule.Remedy;
import io.todoku.rule.Sender;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to set a PTR, in the order that AWS accepts: the A record first. AWS has no reverse zone of a
 * range that the customer brought (BYOIP), and takes requests for GovCloud by a form only.
 */
final class PtrRemedy {

  /** Stands for a name that only a person knows. */
  static final String MAIL_HOST_NAME = "MAIL-HOST-NAME";

  /** How the names of the Regions of AWS GovCloud (US) begin. */
  private static final String GOV_CLOUD = "us-gov-";

  private PtrRemedy() {}

  /** The address has no PTR, or only a generic one. */
  static Remedy forMissing(Snapshot snapshot, Sender sender) {
    return recordThenPtr(snapshot, sender, MAIL_HOST_NAME);
  }

  /** The address record of the name first, then the PTR with that name. */
  private static Remedy recordThenPtr(Snapshot snapshot, Sender sender, String name) {
    return switch (sender.resource().type()) {
      case ELASTIC_IP, NAT_GATEWAY ->
          ofElasticIp(snapshot, sender.region(), sender.address(), sender.allocationId(), name);
      case IPV6_ADDRESS ->
          new Remedy(
              List.of(Text.of("ptr.do.v4-only", sender.address())),
              List.of("postconf -P 'smtp/unix/inet_protocols = ipv4'\npostfix reload"));
      case LIGHTSAIL_ADDRESS ->
          new Remedy(
              List.of(
                  Text.of("ptr.do.record", name, sender.address()),
                  Text.of("ptr.do.lightsail", sender.address(), name)),
              List.of(zoneFileRecord(name, sender.address())));
      case CARRIER_ADDRESS ->
          new Remedy(List.of(Text.of("ptr.do.carrier", sender.address())), List.of());
      case SES_ADDRESS -> new Remedy(List.of(Text.of("ptr.do.ses", sender.address())), List.of());
      default -> new Remedy(List.of(Text.of("ptr.do.elastic", sender.address())), List.of());
    };
  }

  /**
   * The address record of the name first, then the PTR of an Elastic IP.
   *
   * @param allocationId null where it was not collected
   */
  static Remedy ofElasticIp(
      Snapshot snapshot,
      String region,
      String address,
      @Nullable String allocationId,
      String name) {
    String record = zoneFileRecord(name, address);
    String pool = accountPool(snapshot, region, address);
    if (pool != null) {
      return new Remedy(
          List.of(
              Text.of("ptr.do.own-range", address, pool, name),
              Text.of("ptr.do.own-range.amazon", pool)),
          List.of(
              record,
              "%s.  300  IN  PTR  %s."
                  .formatted(DnsLookup.reverseName(address), nameOrPlaceholder(name))));
    }
    Text recordFirst = Text.of("ptr.do.record", name, address);
    if (region.startsWith(GOV_CLOUD)) {
      return new Remedy(
          List.of(recordFirst, Text.of("ptr.do.gov-cloud", address, name)),
          List.of(record, terraform(name, address)));
    }
    return new Remedy(
        List.of(recordFirst, Text.of("ptr.do.request", name)),
        allocationId == null
            ? List.of(record, terraform(name, address))
            : List.of(
                record,
                requestCommand(region, allocationId, name),
                terraform(name, address, allocationId)));
  }

  /** The account's own pool that an address comes from; null where it comes from none. */
  private static @Nullable String accountPool(Snapshot snapshot, String region, String address) {
    return snapshot.knownRegions().stream()
        .filter(candidate -> candidate.name().equals(region))
        .flatMap(candidate -> candidate.elasticIps().orElse(List.of()).stream())
        .filter(ip -> ip.address().equals(address))
        .map(ElasticIp::accountPool)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The PTR's name resolves to another address: either the record or the PTR has to change. */
  static Remedy forwardElsewhere(Snapshot snapshot, Sender sender, String name, String type) {
    String key =
        accountPool(snapshot, sender.region(), sender.address()) == null
            ? "ptr.do.either"
            : "ptr.do.either-own-range";
    return new Remedy(
        List.of(Text.of(key, name, sender.address(), type)),
        List.of(zoneFileRecord(name, sender.address()), terraform(name, sender.address())));
  }

  /** The PTR's name does not exist. */
  static Remedy forwardMissing(Sender sender, String name, String type) {
    return new Remedy(
        List.of(Text.of("ptr.do.create", name, sender.address(), type)),
        List.of(zoneFileRecord(name, sender.address()), terraform(name, sender.address())));
  }

  static String zoneFileRecord(String name, String address) {
    return "%s.  300  IN  %s  %s"
        .formatted(nameOrPlaceholder(name), DnsLookup.addressType(address), address);
  }

  /** A name with characters that are special in zone files or Route 53 is not pasted. */
  private static String nameOrPlaceholder(String name) {
    return name.matches("[A-Za-z0-9._-]+") ? name : MAIL_HOST_NAME;
  }

  /** The address record as Terraform, for a zone in Route 53. */
  private static String terraform(String name, String address) {
    return Hcl.resource("aws_route53_record", "mail")
        .text("zone_id", "ZONE-ID")
        .text("name", nameOrPlaceholder(name))
        .text("type", DnsLookup.addressType(address))
        .set("ttl", 300)
        .texts("records", List.of(address))
        .toString();
  }

  /** The address record and the PTR that depends on it, as Terraform. */
  private static String terraform(String name, String address, String allocationId) {
    return terraform(name, address)
        + "\n\n"
        + Hcl.resource("aws_eip_domain_name", "mail")
            .text("allocation_id", allocationId)
            .set("domain_name", "aws_route53_record.mail.fqdn");
  }

  private static String requestCommand(String region, String allocationId, String name) {
    return "aws ec2 modify-address-attribute --allocation-id %s --domain-name %s --region %s"
        .formatted(
            ShellArgument.quote(allocationId),
            ShellArgument.quote(name),
            ShellArgument.quote(region));
  }
}
