package io.todoku.rule.address;

import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
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
  static Remedy with(Sender sender, String name) {
    return switch (sender.resource().type()) {
      case ELASTIC_IP ->
          new Remedy(
              List.of(
                  Text.of("ptr.do.record", name, sender.address()),
                  Text.of("ptr.do.request", name)),
              List.of(record(name, sender.address()), request(sender, name)));
      case NAT_GATEWAY ->
          new Remedy(
              List.of(Text.of("ptr.do.record", name, sender.address()), Text.of("ptr.do.nat")),
              List.of(record(name, sender.address())));
      default -> new Remedy(List.of(Text.of("ptr.do.elastic", sender.address())), List.of());
    };
  }

  static String record(String name, String address) {
    return "%s.  300  IN  %s  %s".formatted(name, address.contains(":") ? "AAAA" : "A", address);
  }

  private static String request(Sender sender, String name) {
    Resource resource = sender.resource();
    return "aws ec2 modify-address-attribute --allocation-id %s --domain-name %s --region %s"
        .formatted(Shell.word(resource.id()), Shell.word(name), Shell.word(sender.region()));
  }
}
