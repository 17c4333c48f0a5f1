package io.todoku.rule;

import io.todoku.rule.Sender.Role;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out, from the evidence in a snapshot, which public addresses send mail. */
final class SenderRoles {

  private static final String TAG = "todoku:mail";
  private static final List<Integer> MAIL_PORTS = List.of(25, 465, 587);

  /** A place that a sign of mail could be in, and why it was not seen. */
  private record Blind(Text what, Reason reason) {}

  private final Snapshot snapshot;

  SenderRoles(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  List<Sender> all() {
    return snapshot.knownRegions().stream()
        .flatMap(region -> PublicAddress.in(region).stream().map(a -> judge(region, a)))
        .sorted(
            Comparator.comparing(Sender::role)
                .thenComparing(Sender::region)
                .thenComparing(Sender::address))
        .toList();
  }

  private Sender judge(RegionInventory region, PublicAddress address) {
    Boolean chosen = snapshot.account().roleOverrides().get(address.address());
    if (chosen != null) {
      return sender(
          region,
          address,
          chosen ? Role.SENDS : Role.OVERRULED,
          List.of(Text.of(chosen ? "sender.person-yes" : "sender.person-no")));
    }
    String tag = tag(region, address);
    if ("no".equalsIgnoreCase(tag)) {
      return sender(region, address, Role.OVERRULED, List.of(Text.of("sender.tag-no")));
    }
    List<Text> signs = new ArrayList<>();
    List<Blind> blind = new ArrayList<>();
    if ("yes".equalsIgnoreCase(tag)) {
      signs.add(Text.of("sender.tag-yes"));
    }
    domains(address.address(), signs, blind);
    instanceTag(region, address, tag, blind);
    customPtr(region, address, signs, blind);
    openPorts(region, address, signs, blind);
    answers(address, signs);
    if (!signs.isEmpty()) {
      return sender(region, address, Role.SENDS, signs);
    }
    return blind.isEmpty()
        ? sender(region, address, Role.NO_SIGN, List.of())
        : sender(
            region,
            address,
            Role.UNDETERMINED,
            blind.stream().map(Blind::what).toList(),
            blind.getFirst().reason());
  }

  private void domains(String address, List<Text> signs, List<Blind> blind) {
    for (var domain : snapshot.account().mailDomains()) {
      switch (snapshot.lookup(domain.name(), "MX").answer()) {
        case Known<DnsAnswer>(DnsAnswer mx) ->
            mx.records().stream()
                .map(SenderRoles::exchange)
                .forEach(host -> exchange(domain.name(), host, address, signs, blind));
        case Unknown<DnsAnswer>(var reason) ->
            blind.add(
                new Blind(
                    Text.of("sender.blind-dns", domain.name() + " MX", reason.cause().name()),
                    reason));
      }
      switch (snapshot.lookup(domain.name(), "TXT").answer()) {
        case Known<DnsAnswer>(DnsAnswer txt) -> {
          if (txt.records().stream().anyMatch(record -> SpfTerms.namedBySpf(record, address))) {
            signs.add(Text.of("sender.spf", domain.name()));
          }
        }
        case Unknown<DnsAnswer>(var reason) ->
            blind.add(
                new Blind(
                    Text.of("sender.blind-dns", domain.name() + " TXT", reason.cause().name()),
                    reason));
      }
    }
  }

  private void exchange(
      String domain, String host, String address, List<Text> signs, List<Blind> blind) {
    String type = address.contains(":") ? "AAAA" : "A";
    switch (snapshot.lookup(host, type).answer()) {
      case Known<DnsAnswer>(DnsAnswer answer) -> {
        if (answer.records().contains(address)) {
          signs.add(Text.of("sender.mx", domain, host));
        }
      }
      case Unknown<DnsAnswer>(var reason) ->
          blind.add(
              new Blind(
                  Text.of("sender.blind-dns", host + " " + type, reason.cause().name()), reason));
    }
  }

  /** The tag of the instance counts too; where instances are not known, it was not looked at. */
  private static void instanceTag(
      RegionInventory region, PublicAddress address, String tag, List<Blind> blind) {
    if (tag.isEmpty()
        && address.instanceId() != null
        && region.instances() instanceof Unknown<List<RegionInventory.Instance>>(var reason)) {
      blind.add(notSeen(reason));
    }
  }

  /** Only an Elastic IP, also that of a NAT gateway, can have a PTR of its own. */
  private static void customPtr(
      RegionInventory region, PublicAddress address, List<Text> signs, List<Blind> blind) {
    switch (region.reverseDns()) {
      case Known<List<RegionInventory.ReverseDns>>(var known) ->
          known.stream()
              .filter(r -> r.address().equals(address.address()))
              .map(RegionInventory.ReverseDns::ptrRecord)
              .filter(ptr -> ptr != null && !ptr.isBlank())
              .findFirst()
              .ifPresent(ptr -> signs.add(Text.of("sender.ptr", DnsLookup.canonical(ptr))));
      case Unknown<List<RegionInventory.ReverseDns>>(var reason) -> {
        if (address.kind() == PublicAddress.Kind.ELASTIC_IP
            || address.kind() == PublicAddress.Kind.NAT_GATEWAY) {
          blind.add(notSeen(reason));
        }
      }
    }
  }

  private static Blind notSeen(Reason reason) {
    return new Blind(Text.of("sender.blind-aws", reason.source(), reason.cause().name()), reason);
  }

  private void openPorts(
      RegionInventory region, PublicAddress address, List<Text> signs, List<Blind> blind) {
    if (address.networkInterfaceId() == null) {
      return;
    }
    Observed<List<NetworkInterface>> interfaces = region.networkInterfaces();
    if (interfaces instanceof Unknown<List<NetworkInterface>>(var reason)) {
      blind.add(notSeen(reason));
      return;
    }
    List<String> groups =
        interfaces.orElse(List.of()).stream()
            .filter(i -> i.id().equals(address.networkInterfaceId()))
            .flatMap(i -> i.securityGroupIds().stream())
            .toList();
    switch (region.securityGroups()) {
      case Known<List<RegionInventory.SecurityGroup>>(var known) ->
          MAIL_PORTS.stream()
              .filter(port -> Ingresses.open(known, groups, port))
              .findFirst()
              .ifPresent(port -> signs.add(Text.of("sender.port", String.valueOf(port))));
      case Unknown<List<RegionInventory.SecurityGroup>>(var reason) -> blind.add(notSeen(reason));
    }
  }

  private void answers(PublicAddress address, List<Text> signs) {
    if (snapshot.server(address.address()).dialogue() instanceof Known<MailServer.Dialogue>(var d)
        && d.listening()) {
      signs.add(Text.of("sender.answered"));
    }
  }

  private static String tag(RegionInventory region, PublicAddress address) {
    String own = address.tags().get(TAG);
    if (own != null) {
      return own;
    }
    return region.instances().orElse(List.of()).stream()
        .filter(i -> i.id().equals(address.instanceId()))
        .map(i -> i.tags().getOrDefault(TAG, ""))
        .findFirst()
        .orElse("");
  }

  /** The host of an MX record in presentation form, {@code 10 mail.example.com}. */
  static String exchange(String record) {
    return DnsLookup.canonical(record.substring(record.lastIndexOf(' ') + 1));
  }

  private static Sender sender(
      RegionInventory region, PublicAddress address, Role role, List<Text> why) {
    return sender(region, address, role, why, null);
  }

  private static Sender sender(
      RegionInventory region,
      PublicAddress address,
      Role role,
      List<Text> why,
      @Nullable Reason doubt) {
    Map<String, String> tags = address.tags();
    String name = tags.get("Name");
    if (name == null) {
      name =
          region.instances().orElse(List.of()).stream()
              .filter(i -> i.id().equals(address.instanceId()))
              .map(i -> i.tags().get("Name"))
              .filter(java.util.Objects::nonNull)
              .findFirst()
              .orElse(null);
    }
    return new Sender(
        new Resource(
            Resource.Type.valueOf(address.kind().name()),
            address.id(),
            region.name(),
            address.address(),
            name),
        region.name(),
        address.instanceId(),
        address.idle(),
        role,
        List.copyOf(why),
        doubt);
  }
}
