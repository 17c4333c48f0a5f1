package io.todoku.rule.address;

import io.todoku.rule.Hcl;
import io.todoku.rule.Remedy;
import io.todoku.rule.Sender;
import io.todoku.rule.Shell;
import io.todoku.rule.Text;
import java.util.List;

/** How to come to a PTR, in the order that AWS accepts: the A record first. */
final class PtrRequest {

  /** Stands where only a person knows the name. */
  private static final String NAME = "MAIL-HOST-NAME";

  private PtrRequest() {}

  static Remedy forMissing(Sender sender) {
    return with(sender, NAME);
  }

  /** A record for {@code name}, then the PTR that says the same. */
  private static Remedy with(Sender sender, String name) {
    return switch (sender.resource().type()) {
      case ELASTIC_IP, NAT_GATEWAY -> {
        String record = record(name, sender.address());
        yield new Remedy(
            List.of(
                Text.of("ptr.do.record", name, sender.address()), Text.of("ptr.do.request", name)),
            sender.allocationId() == null
                ? List.of(record, terraform(name, sender.address()))
                : List.of(
                    record,
                    request(sender.region(), sender.allocationId(), name),
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
        List.of(record(name, sender.address()), terraform(name, sender.address())));
  }

  /** The PTR names a host that does not exist. */
  static Remedy forwardMissing(Sender sender, String name, String type) {
    return new Remedy(
        List.of(Text.of("ptr.do.create", name, sender.address(), type)),
        List.of(record(name, sender.address()), terraform(name, sender.address())));
  }

  static String record(String name, String address) {
    return "%s.  300  IN  %s  %s".formatted(plain(name), type(address), address);
  }

  /** Zone files and Route 53 have signs of their own. */
  private static String plain(String name) {
    return name.matches("[A-Za-z0-9._-]+") ? name : NAME;
  }

  private static String type(String address) {
    return address.contains(":") ? "AAAA" : "A";
  }

  /** The record where its zone is in Route 53. */
  private static String terraform(String name, String address) {
    return Hcl.resource("aws_route53_record", "mail")
        .text("zone_id", "ZONE-ID")
        .text("name", plain(name))
        .text("type", type(address))
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

  static String request(String region, String allocationId, String name) {
    return "aws ec2 modify-address-attribute --allocation-id %s --domain-name %s --region %s"
        .formatted(Shell.word(allocationId), Shell.word(name), Shell.word(region));
  }
}
