package io.todoku.runbook;

import static io.todoku.snapshot.SmtpDialogueBuilder.aServer;

import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Elastic IPs, instances, mail servers and TXT records that snapshots of a plan contain. */
final class MigrationAccounts {

  static final String KEY = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  private final Plan plan;
  private final Map<String, Map<String, ElasticIp>> elasticIps = new HashMap<>();
  private final Map<String, String> instances = new TreeMap<>();
  private final Map<String, Map<String, ReverseDns>> reverse = new HashMap<>();
  private final Map<String, Observed<SmtpDialogue>> servers = new LinkedHashMap<>();
  private final Set<String> denied = new HashSet<>();
  private final Set<String> unreachableServers = new HashSet<>();
  private boolean spfUnknown;
  private boolean dkimUnknown;
  private String spf = "v=spf1 ip4:192.0.2.1 -all";

  MigrationAccounts(Plan plan) {
    this.plan = plan;
  }

  /** Adds an Elastic IP to an account, associated with a running instance; null: with none. */
  void elasticIp(String account, String address, @Nullable String instance) {
    elasticIps
        .computeIfAbsent(account, _ -> new TreeMap<>())
        .put(
            address,
            new ElasticIp(
                "eipalloc-" + address,
                address,
                instance == null ? null : "eipassoc-" + address,
                instance,
                instance == null ? null : "eni-" + address,
                Map.of()));
    if (instance != null) {
      instances.putIfAbsent(instance, "running");
    }
  }

  void releaseElasticIp(String account, String address) {
    elasticIps.getOrDefault(account, Map.of()).remove(address);
  }

  void instance(String id, String state) {
    instances.put(id, state);
  }

  void reverseDnsAttribute(
      String account, String address, @Nullable String name, @Nullable String status) {
    reverse
        .computeIfAbsent(account, _ -> new TreeMap<>())
        .put(
            address,
            new ReverseDns(
                "eipalloc-" + address,
                address,
                name == null ? null : name + ".",
                null,
                status,
                null));
  }

  /** Starts a mail server that relays nothing. */
  void server(String address, String name) {
    SmtpReply refusal = new SmtpReply(554, "5.7.1 <b@probe.example>: Relay access denied");
    server(
        address,
        aServer()
            .names(name + " ESMTP", name)
            .extensions()
            .relayAttempts(refusal, refusal, refusal)
            .build());
  }

  void server(String address, SmtpDialogue dialogue) {
    servers.put(address, Observed.known(dialogue));
  }

  void serverTimesOut(String address) {
    servers.put(address, Observed.unknown(Reason.of(ReasonKind.TIMEOUT, address + ":25", "test")));
  }

  /** Replaces the SPF record in the snapshot with another TXT record. */
  void txt(String text) {
    spf = text;
  }

  /**
   * @param input an API after {@code api}, an address after {@code smtp}, {@code txt spf} or {@code
   *     txt dkim}
   * @return whether it is one of these
   */
  boolean makeUnknown(String input) {
    String[] parts = input.split(" ", 2);
    switch (parts[0]) {
      case "api" -> denied.add(parts[1]);
      case "smtp" -> unreachableServers.add(parts[1]);
      case "txt" -> {
        spfUnknown |= parts[1].equals("spf");
        dkimUnknown |= parts[1].equals("dkim");
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  void makeAllKnown() {
    denied.clear();
    unreachableServers.clear();
    spfUnknown = false;
    dkimUnknown = false;
  }

  Snapshot snapshot(String account, List<Attestation> attestations) {
    SnapshotBuilder builder =
        SnapshotBuilder.aSnapshot()
            .account(account)
            .withDomain("example.com", "s1")
            .openToTheWorld(25);
    denied.forEach(builder::denied);
    elasticIps.getOrDefault(account, Map.of()).values().forEach(builder::withElasticIp);
    reverse.getOrDefault(account, Map.of()).values().forEach(builder::reverseDns);
    instances.forEach((id, state) ->
        builder.withInstance(new Instance(id, state, "vpc-1", "subnet-a", Map.of())));
    servers.forEach((address, dialogue) -> {
      switch (dialogue) {
        case Observed.Known<SmtpDialogue>(SmtpDialogue known)
            when !unreachableServers.contains(address) ->
            builder.dialogue(address, known);
        case Observed<SmtpDialogue> _ -> builder.serverUnknown(address, ReasonKind.TIMEOUT);
      }
    });
    plan.newAddresses().forEach(address -> builder.withRoleOverride(address, true));
    builder
        .dns("probe.example", "MX", "10 mx.probe.example")
        .dns("mx.probe.example", "A", "203.0.113.99")
        .dnsStatus("mx.probe.example", "AAAA", DnsLookup.Status.NODATA);
    if (spfUnknown) {
      builder.dnsUnknown("example.com", "TXT", ReasonKind.SERVFAIL);
    } else {
      builder.dns("example.com", "TXT", spf);
    }
    if (dkimUnknown) {
      builder.dnsUnknown("s1._domainkey.example.com", "TXT", ReasonKind.SERVFAIL);
    } else {
      builder.dns("s1._domainkey.example.com", "TXT", KEY);
    }
    Snapshot snapshot = builder.build();
    return snapshot.judgedAt(snapshot.judgedAt(), snapshot.account(), List.copyOf(attestations));
  }
}
