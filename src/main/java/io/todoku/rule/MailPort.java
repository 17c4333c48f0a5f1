package io.todoku.rule;

import io.todoku.snapshot.Lightsail;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.PublicAddress.AddressKind;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the mail port of an address shows: whether a mail server answers there, or may be there. */
final class MailPort {

  /** The port was not tried, so that even a firewall that opens every port may hide a server. */
  private static final Set<ReasonKind> NOT_TRIED =
      Set.of(
          ReasonKind.NOT_ASKED,
          ReasonKind.BLOCKED,
          ReasonKind.NOT_ALLOWED,
          ReasonKind.INTERNAL_ERROR);

  private final RegionInventory region;
  private final RegionIndex inventory;
  private final PublicAddress address;
  private final Observed<SmtpDialogue> dialogue;

  MailPort(
      Snapshot snapshot, RegionInventory region, RegionIndex inventory, PublicAddress address) {
    this.region = region;
    this.inventory = inventory;
    this.address = address;
    this.dialogue = snapshot.mailServer(address.address()).dialogue();
  }

  /** Whether nothing listens, which speaks against a server whatever a firewall opens. */
  boolean refusedConnection() {
    return dialogue instanceof Known<SmtpDialogue>(SmtpDialogue d) && !d.listening();
  }

  /** Adds that something answered, or, where that is not known, why a server may be there. */
  void addEvidence(RoleEvidence receiving) {
    switch (dialogue) {
      case Known<SmtpDialogue>(SmtpDialogue d) -> {
        if (d.listening()) {
          receiving.add("sender.answered");
        }
      }
      case Unknown<SmtpDialogue>(Reason reason) -> {
        if (!canListen()) {
          return;
        }
        if (address.kind() == AddressKind.LIGHTSAIL_ADDRESS) {
          addOpenLightsailPort(reason, receiving);
        } else {
          addOpenPort(reason, receiving);
        }
      }
    }
  }

  private boolean canListen() {
    return !address.idle()
        && address.kind() != AddressKind.NAT_GATEWAY
        && address.kind() != AddressKind.SES_ADDRESS;
  }

  private void addOpenPort(Reason notAnswered, RoleEvidence receiving) {
    if (address.networkInterfaceId() == null) {
      return;
    }
    if (region.networkInterfaces() instanceof Unknown<?>(Reason reason)) {
      receiving.addUnknown(reason);
      return;
    }
    List<String> groupIds = inventory.groupsOf(address.networkInterfaceId());
    switch (region.securityGroups()) {
      case Unknown<List<SecurityGroup>>(Reason reason) -> receiving.addUnknown(reason);
      case Known<List<SecurityGroup>>(List<SecurityGroup> groups) -> {
        Optional<Integer> open =
            NOT_TRIED.contains(notAnswered.kind())
                ? IngressRules.openMailPort(groups, groupIds, address.address())
                : IngressRules.specificMailPort(groups, groupIds, address.address());
        open.ifPresent(port -> addQuestion(port, notAnswered, receiving));
        IngressRules.reasonForUnlistedGroup(groups, groupIds).ifPresent(receiving::addUnknown);
      }
    }
  }

  private void addOpenLightsailPort(Reason notAnswered, RoleEvidence receiving) {
    region
        .lightsail()
        .orElse(Lightsail.NONE)
        .instanceAt(address.address())
        .flatMap(instance -> IngressRules.openMailPort(instance, address.address()))
        .ifPresent(port -> addQuestion(port, notAnswered, receiving));
  }

  private static void addQuestion(int port, Reason notAnswered, RoleEvidence receiving) {
    receiving.addUnknown(
        Text.of("sender.port", String.valueOf(port), Text.ofCause(notAnswered)), notAnswered);
  }
}
