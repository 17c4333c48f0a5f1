package io.todoku.inventory;

import io.todoku.mailpath.AddressHolder;
import io.todoku.rule.Fingerprint;
import io.todoku.rule.Sender;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was collected of an address.
 *
 * @param kind of resource, as in the API
 * @param tags of the address and of the instance that has it
 */
record AddressFacts(
    String kind,
    String region,
    boolean idle,
    @Nullable String allocationId,
    @Nullable String instanceId,
    @Nullable String instanceName,
    @Nullable String networkInterfaceId,
    @Nullable String subnetId,
    List<String> securityGroups,
    Map<String, String> tags,
    List<NameFacts> names,
    ServerFacts server) {

  /**
   * A name of the address.
   *
   * @param inPtr whether the PTR of the address is this name
   * @param pointsHere whether it has a record with the address; null where that is not known
   * @param records of the name
   */
  record NameFacts(
      String name, boolean inPtr, @Nullable Boolean pointsHere, List<String> records) {}

  /**
   * What answered on port 25.
   *
   * @param state {@code ANSWERED}, {@code CLOSED} or {@code NOT_KNOWN}
   * @param software as its replies show it; null where they do not
   * @param tls the protocol that STARTTLS led to; null where there was none
   * @param reason why nothing is known; null where something is
   */
  record ServerFacts(
      String state,
      @Nullable String software,
      @Nullable String greeting,
      @Nullable String ehlo,
      List<String> extensions,
      @Nullable String tls,
      Instant at,
      @Nullable Reason reason) {

    static ServerFacts of(MailServer server) {
      return switch (server.dialogue()) {
        case Known<SmtpDialogue>(SmtpDialogue dialogue) when dialogue.listening() ->
            new ServerFacts(
                "ANSWERED",
                software(dialogue),
                dialogue.greeting(),
                dialogue.ehlo(),
                dialogue.extensions(),
                protocol(dialogue.tls()),
                server.at(),
                null);
        case Known<SmtpDialogue> _ ->
            new ServerFacts("CLOSED", null, null, null, List.of(), null, server.at(), null);
        case Unknown<SmtpDialogue>(Reason reason) ->
            new ServerFacts("NOT_KNOWN", null, null, null, List.of(), null, server.at(), reason);
      };
    }

    private static @Nullable String protocol(Observed<Tls> tls) {
      return tls instanceof Known<Tls>(Tls made) && made.failure() == null ? made.protocol() : null;
    }

    private static @Nullable String software(SmtpDialogue dialogue) {
      Fingerprint.SmtpSoftware software = Fingerprint.identify(dialogue);
      return software == null
          ? null
          : Fingerprint.of(dialogue)
              .filter(found -> found.software() == software)
              .map(Fingerprint::version)
              .map(version -> software + " " + version)
              .orElse(software.toString());
    }
  }

  static AddressFacts of(Snapshot snapshot, Sender sender) {
    @Nullable AddressHolder holder = AddressHolder.find(snapshot, sender).orElse(null);
    Map<String, String> tags = new TreeMap<>();
    if (holder != null) {
      tags.putAll(holder.instanceTags());
      tags.putAll(holder.address().tags());
    }
    var nic = holder == null ? null : holder.networkInterface();
    return new AddressFacts(
        sender.resource().type().id(),
        sender.region(),
        sender.idle(),
        sender.allocationId(),
        sender.instanceId(),
        holder == null ? null : holder.nameOf(sender.instanceId()).orElse(null),
        nic == null ? null : nic.id(),
        nic == null ? null : nic.subnetId(),
        nic == null ? List.of() : nic.securityGroupIds(),
        tags,
        names(snapshot, sender.address()),
        ServerFacts.of(snapshot.mailServer(sender.address())));
  }

  private static List<NameFacts> names(Snapshot snapshot, String address) {
    List<String> pointers =
        snapshot.ptrLookup(address).answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
            ? answer.records().stream().map(DnsLookup::canonical).distinct().toList()
            : List.of();
    String type = DnsLookup.addressType(address);
    return Stream.concat(
            pointers.stream(),
            snapshot.lookups().stream()
                .filter(lookup -> lookup.type().equals(type) && lookup.resolvesTo(address))
                .map(DnsLookup::name)
                .sorted())
        .distinct()
        .map(name -> name(snapshot, name, address, pointers.contains(name)))
        .toList();
  }

  private static NameFacts name(Snapshot snapshot, String name, String address, boolean inPtr) {
    return snapshot.forwardLookup(name, address).answer()
            instanceof Known<DnsAnswer>(DnsAnswer answer)
        ? new NameFacts(name, inPtr, answer.hasAddress(address), answer.records())
        : new NameFacts(name, inPtr, null, List.of());
  }
}
