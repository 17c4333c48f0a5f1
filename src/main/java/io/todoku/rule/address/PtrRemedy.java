package io.todoku.rule.address;

import io.todoku.rule.Hcl;
import io.todoku.rule.Remedy;
import io.todoku.rule.Sender;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import java.util.List;

/** How to come to a PTR, in the order that AWS accepts: the A record first. */
final class PtrRemedy {

  /** Stands where only a person knows the name. */
  private static final String NAME_PLACEHOLDER = "MAIL-HOST-NAME";

  private PtrRemedy() {}

  static Remedy forMissing(Sender sender) {
    return recordThenPtr(sender, NAME_PLACEHOLDER);
  }

  /** A record for {@code name}, then the PTR that says the same. */
  private static Remedy recordThenPtr(Sender sender, String name) {
    return switch (sender.resource().type()) {
      case ELASTIC_IP, NAT_GATEWAY -> {
        String record = zoneFileRecord(name, sender.address());
        yield new Remedy(
            List.of(
                Text.of("ptr.do.record", name, sender.address()), Text.of("ptr.do.request", name)),
            sender.allocationId() == null
                ? List.of(record, terraform(name, sender.address()))
                : List.of(
                    record,
                    requestCommand(sender.region(), sender.allocationId(), name),
                    terraform(name, sender.address(), sender.allocationId())));
      }
      case IPV6_ADDRESS ->
          new Remedy(
              List.of(Text.of("ptr.do.v4-only", sender.address())),
              List.of("postconf -P 'smtp/unix/inet_protocols = ipv4'\npostfix reload"));
      default -> new Remedy(List.of(Text.of("ptr.do.elastic", sender.address())), List.of());
    };
  }

  /** The PTR names a host that is elsewhere: either it moves here, or this address is renamed. */
  static Remedy forwardElsewhere(Sender sender, String name, String type) {
    return new Remedy(
        List.of(Text.of("ptr.do.either", name, sender.address(), type)),
        List.of(zoneFileRecord(name, sender.address()), terraform(name, sender.address())));
  }

  /** The PTR names a host that does not exist. */
  static Remedy forwardMissing(Sender sender, String name, String type) {
    return new Remedy(
        List.of(Text.of("ptr.do.create", name, sender.address(), type)),
        List.of(zoneFileRecord(name, sender.address()), terraform(name, sender.address())));
  }

  static String zoneFileRecord(String name, String address) {
    return "%s.  300  IN  %s  %s".formatted(nameOrPlaceholder(name), recordType(address), address);
  }

  /** Zone files and Route 53 have signs of their own. */
  private static String nameOrPlaceholder(String name) {
    return name.matches("[A-Za-z0-9._-]+") ? name : NAME_PLACEHOLDER;
  }

  private static String recordType(String address) {
    return address.contains(":") ? "AAAA" : "A";
  }

  /** The record where its zone is in Route 53. */
  private static String terraform(String name, String address) {
    return Hcl.resource("aws_route53_record", "mail")
        .text("zone_id", "ZONE-ID")
        .text("name", nameOrPlaceholder(name))
        .text("type", recordType(address))
        .set("ttl", 300)
        .texts("records", List.of(address))
        .toString();
  }

  /** The record, and the PTR that waits for it. */
  static String terraform(String name, String address, String allocationId) {
    return terraform(name, address)
        + "\n\n"
        + Hcl.resource("aws_eip_domain_name", "mail")
            .text("allocation_id", allocationId)
            .set("domain_name", "aws_route53_record.mail.fqdn");
  }

  static String requestCommand(String region, String allocationId, String name) {
    return "aws ec2 modify-address-attribute --allocation-id %s --domain-name %s --region %s"
        .formatted(
            ShellArgument.quote(allocationId),
            ShellArgument.quote(name),
            ShellArgument.quote(region));
  }
}
