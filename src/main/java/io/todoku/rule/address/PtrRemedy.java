package io.todoku.rule.address;

import io.todoku.rule.AwsConsole;
import io.todoku.rule.BlockKind;
import io.todoku.rule.Hcl;
import io.todoku.rule.Placeholder;
import io.todoku.rule.RecordChange;
import io.todoku.rule.Remedy;
import io.todoku.rule.Remedy.Audience;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyOption;
import io.todoku.rule.RemedyStage;
import io.todoku.rule.Sender;
import io.todoku.rule.ShellArgument;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to set a PTR, in the order that AWS accepts: the A record first. AWS has no reverse zone of a
 * range that the customer brought (BYOIP), and takes requests for GovCloud by a form only.
 */
final class PtrRemedy {

  /** Stands for a name that only a person knows. */
  static final String MAIL_HOST_NAME = Placeholder.MAIL_HOST_NAME.token();

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
          Remedy.of(
              Text.of("ptr.do.v4-only", sender.address()),
              RemedyBlock.shell("postconf -P 'smtp/unix/inet_protocols = ipv4'\npostfix reload"));
      case LIGHTSAIL_ADDRESS ->
          addressRecord(name, sender.address())
              .then(Remedy.of(Text.of("ptr.do.lightsail", sender.address(), name)))
              .then(requestedByForm(sender.region()))
              .verifying(ptrVerification(sender.address()));
      case CARRIER_ADDRESS -> Remedy.of(Text.of("ptr.do.carrier", sender.address()));
      case SES_ADDRESS ->
          Remedy.of(Text.of("ptr.do.ses", sender.address()))
              .linking(AwsConsole.supportCases(sender.region()))
              .forAudience(Audience.CLIENT);
      default -> Remedy.of(Text.of("ptr.do.elastic", sender.address()));
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
    String pool = accountPool(snapshot, region, address);
    if (pool != null) {
      return ofOwnRange(address, pool, name);
    }
    Remedy record = addressRecord(name, address);
    if (region.startsWith(GOV_CLOUD)) {
      return record
          .then(Remedy.of(Text.of("ptr.do.gov-cloud", address, name)))
          .then(requestedByForm(region))
          .verifying(ptrVerification(address));
    }
    Text request = Text.of("ptr.do.request", name);
    return record
        .then(
            allocationId == null
                ? Remedy.of(request)
                : Remedy.of(request, requestBlock(region, address, allocationId, name)))
        .verifying(ptrVerification(address));
  }

  private static Remedy ofOwnRange(String address, String pool, String name) {
    List<RemedyBlock> blocks = new ArrayList<>();
    RecordChange.ofAddress(name, address).block().ifPresent(blocks::add);
    blocks.add(
        RemedyBlock.of(
            BlockKind.ZONE_RECORD,
            "%s.  300  IN  PTR  %s."
                .formatted(DnsLookup.reverseName(address), RecordChange.pasteableName(name))));
    return Remedy.of(
            List.of(
                Text.of("ptr.do.own-range", address, pool, name),
                Text.of("ptr.do.own-range.amazon", pool)),
            blocks)
        .verifying(ptrVerification(address));
  }

  /** A form of AWS Support takes it, from the root user of the account. */
  private static Remedy requestedByForm(String region) {
    return Remedy.NONE.linking(AwsConsole.sendingLimitForm(region)).forAudience(Audience.CLIENT);
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
    RemedyOption moved =
        only(changeOfRecord(
                Text.of("ptr.do.either.move", name, sender.address(), type), sender, name))
            .withLabel(Text.of("ptr.do.either.move.label", name));
    Remedy ownName =
        Remedy.of(Text.of("ptr.do.either.keep", name, sender.address()))
            .then(recordThenPtr(snapshot, sender, MAIL_HOST_NAME));
    RemedyOption kept = only(ownName).withLabel(Text.of("ptr.do.either.keep.label", name));
    return Remedy.oneOf(moved, kept)
        .linking(AwsConsole.hostedZones(sender.region()))
        .linking(ownName.links());
  }

  private static RemedyOption only(Remedy remedy) {
    return remedy.options().getFirst();
  }

  /** The PTR's name does not exist. */
  static Remedy forwardMissing(Sender sender, String name, String type) {
    return changeOfRecord(Text.of("ptr.do.create", name, sender.address(), type), sender, name);
  }

  /** The address record of a name that is in the PTR already. */
  static Remedy changeOfRecord(Text step, Sender sender, String name) {
    RecordChange change = RecordChange.ofAddress(name, sender.address());
    return Remedy.of(List.of(step), change.block().stream().toList())
        .verifying(change.verification())
        .linking(AwsConsole.hostedZones(sender.region()));
  }

  private static Remedy addressRecord(String name, String address) {
    return Remedy.of(
        List.of(Text.of("ptr.do.record", name, address)),
        RecordChange.ofAddress(name, address).block().stream().toList());
  }

  private static RemedyStage ptrVerification(String address) {
    return RemedyStage.of(
        Text.of("remedy.verify.dns"), RemedyBlock.shell("dig +short -x " + address));
  }

  private static RemedyBlock requestBlock(
      String region, String address, String allocationId, String name) {
    RecordChange record = RecordChange.ofAddress(name, address);
    return RemedyBlock.aws(
        "aws ec2 modify-address-attribute --allocation-id %s --domain-name %s --region %s"
            .formatted(
                ShellArgument.quote(allocationId),
                ShellArgument.quote(name),
                ShellArgument.quote(region)),
        Hcl.resource("aws_eip_domain_name", record.label())
            .text("allocation_id", allocationId)
            .set("domain_name", record.reference("fqdn")));
  }
}
