package io.todoku.runbook;

import static io.todoku.snapshot.SnapshotBuilder.REGION;

import io.todoku.runbook.observe.ScriptedNameServers;
import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a plan's accounts hold and its servers say, for tests, which change it bit by bit.
 *
 * @param <S> what all of them give back
 */
public abstract class MigrationAccounts<S extends MigrationAccounts<S>> {

  public static final String TARGET_ACCOUNT = "111111111111";
  public static final String SOURCE_ACCOUNT = "222222222222";
  public static final String OLD_ADDRESS = "192.0.2.1";
  public static final String FIRST_ADDRESS = "198.51.100.1";
  public static final String SECOND_ADDRESS = "198.51.100.2";
  public static final String MX = "example.com MX";
  public static final String MAIL = "mail.example.com A";
  public static final String MAIL2 = "mail2.example.com A";
  public static final String SPF = "example.com TXT";
  public static final String DKIM = "s1._domainkey.example.com TXT";

  private static final String KEY =
      "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  public final ScriptedNameServers dns = new ScriptedNameServers();

  final Plan plan;
  private final Map<String, Map<String, ElasticIp>> addresses = new HashMap<>();
  private final Map<String, String> instances = new TreeMap<>();
  private final Map<String, Map<String, ReverseDns>> reverse = new HashMap<>();
  private final Map<String, Observed<SmtpDialogue>> servers = new LinkedHashMap<>();
  private final Set<String> denied = new HashSet<>();
  private final Set<String> silentServers = new HashSet<>();
  private final List<Attestation> attestations = new ArrayList<>();
  private boolean spfUnseen;
  private boolean dkimUnseen;
  private String spf = "v=spf1 ip4:192.0.2.1 -all";
  Instant now = SnapshotBuilder.NOW;

  MigrationAccounts(Plan plan) {
    this.plan = plan;
  }

  abstract S self();

  /** An Elastic IP of that account, at an instance that runs; null: at none. */
  public S address(String account, String address, @Nullable String instance) {
    addresses
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
    return self();
  }

  public S released(String account, String address) {
    addresses.getOrDefault(account, Map.of()).remove(address);
    return self();
  }

  public S instance(String id, String state) {
    instances.put(id, state);
    return self();
  }

  /** EC2's attribute and the record at once; null: neither. */
  public S reverse(String address, @Nullable String name) {
    attribute(TARGET_ACCOUNT, address, name, null);
    dns.all(
        MigrationScenario.ptr(address), 300, name == null ? new String[0] : new String[] {name});
    return self();
  }

  public S attribute(
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
    return self();
  }

  /** A server that relays nothing. */
  public S server(String address, String name) {
    SmtpReply no = new SmtpReply(554, "5.7.1 <b@probe.example>: Relay access denied");
    List<RelayAttempt> attempts = new ArrayList<>();
    Map.of(RecipientForm.PLAIN, 4, RecipientForm.ROUTED, 2, RecipientForm.ODD_LOCAL_PART, 7)
        .forEach((form, times) ->
            attempts.addAll(
                Collections.nCopies(
                    times,
                    new RelayAttempt(
                        form,
                        "a@probe.example",
                        "b@probe.example",
                        new SmtpReply(250, "ok"),
                        no))));
    SmtpDialogue talk = SnapshotBuilder.dialogueOf(attempts, true, SmtpEnding.COMPLETE);
    return server(
        address,
        new SmtpDialogue(
            true,
            name + " ESMTP",
            name,
            List.of(),
            talk.attempts(),
            List.of(),
            talk.tls(),
            talk.recipientDomain(),
            true,
            SmtpEnding.COMPLETE,
            List.of()));
  }

  public S server(String address, SmtpDialogue dialogue) {
    servers.put(address, Observed.known(dialogue));
    return self();
  }

  public S serverSilent(String address) {
    servers.put(address, Observed.unknown(Reason.of(Cause.TIMEOUT, address + ":25", "test")));
    return self();
  }

  public S spf(String... addresses) {
    spf = "v=spf1 ip4:" + String.join(" ip4:", addresses) + " -all";
    dns.all(SPF, 300, spf);
    dns.all(DKIM, 300, KEY);
    return self();
  }

  /** What the domain's TXT record says, instead of an SPF record. */
  public S txt(String text) {
    spf = text;
    return self();
  }

  /** The word of a person about port 25. */
  public S attestSendLimit(Attestation.AttestationState state) {
    attestations.add(
        new Attestation(
            "att-" + attestations.size(),
            "send-limit-removed",
            REGION,
            state,
            LocalDate.ofInstant(now, ZoneOffset.UTC),
            "mika",
            null,
            null,
            now.plusSeconds(attestations.size()),
            null));
    return self();
  }

  /**
   * Something cannot be found out until all is seen again: {@code ns2 example.com MX}, {@code api
   * ec2:DescribeAddresses}, {@code smtp 192.0.2.1}, {@code txt spf}, {@code txt dkim}.
   */
  public S makeUnknown(String what) {
    String[] words = what.split(" ", 2);
    switch (words[0]) {
      case "api" -> denied.add(words[1]);
      case "smtp" -> silentServers.add(words[1]);
      case "txt" -> {
        spfUnseen |= words[1].equals("spf");
        dkimUnseen |= words[1].equals("dkim");
      }
      default -> dns.silence(what);
    }
    return self();
  }

  public S makeAllKnown() {
    denied.clear();
    silentServers.clear();
    spfUnseen = false;
    dkimUnseen = false;
    dns.hear();
    return self();
  }

  final Snapshot snapshot(String account) {
    SnapshotBuilder world =
        SnapshotBuilder.aSnapshot()
            .account(account)
            .withDomain("example.com", "s1")
            .openToTheWorld(25);
    denied.forEach(world::denied);
    addresses.getOrDefault(account, Map.of()).values().forEach(world::withElasticIp);
    reverse.getOrDefault(account, Map.of()).values().forEach(world::reverseDns);
    instances.forEach(
        (id, state) -> world.withInstance(new Instance(id, state, "vpc-1", "subnet-a", Map.of())));
    servers.forEach((address, dialogue) -> {
      switch (dialogue) {
        case Observed.Known<SmtpDialogue>(SmtpDialogue known)
            when !silentServers.contains(address) ->
            world.dialogue(address, known);
        case Observed<SmtpDialogue> _ -> world.serverUnknown(address, Cause.TIMEOUT);
      }
    });
    plan.newAddresses().forEach(address -> world.withRoleOverride(address, true));
    world
        .dns("probe.example", "MX", "10 mx.probe.example")
        .dns("mx.probe.example", "A", "203.0.113.99")
        .dnsStatus("mx.probe.example", "AAAA", DnsLookup.Status.NODATA);
    if (spfUnseen) {
      world.dnsUnknown("example.com", "TXT", Cause.SERVFAIL);
    } else {
      world.dns("example.com", "TXT", spf);
    }
    if (dkimUnseen) {
      world.dnsUnknown("s1._domainkey.example.com", "TXT", Cause.SERVFAIL);
    } else {
      world.dns("s1._domainkey.example.com", "TXT", KEY);
    }
    Snapshot seen = world.build();
    return seen.judgedAt(seen.judgedAt(), seen.account(), List.copyOf(attestations));
  }
}
