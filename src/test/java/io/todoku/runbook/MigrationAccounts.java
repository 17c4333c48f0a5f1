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
 * The accounts, mail servers and DNS records of a plan for tests, which change them step by step.
 *
 * @param <S> the type of this object, which each method returns
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
  private final Map<String, Map<String, ElasticIp>> elasticIps = new HashMap<>();
  private final Map<String, String> instances = new TreeMap<>();
  private final Map<String, Map<String, ReverseDns>> reverse = new HashMap<>();
  private final Map<String, Observed<SmtpDialogue>> servers = new LinkedHashMap<>();
  private final Set<String> denied = new HashSet<>();
  private final Set<String> unreachableServers = new HashSet<>();
  private final List<Attestation> attestations = new ArrayList<>();
  private boolean spfUnknown;
  private boolean dkimUnknown;
  private String spf = "v=spf1 ip4:192.0.2.1 -all";
  Instant now = SnapshotBuilder.NOW;

  MigrationAccounts(Plan plan) {
    this.plan = plan;
  }

  abstract S self();

  /** Adds an Elastic IP to an account, associated with a running instance; null: with none. */
  public S elasticIp(String account, String address, @Nullable String instance) {
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
    return self();
  }

  public S releaseElasticIp(String account, String address) {
    elasticIps.getOrDefault(account, Map.of()).remove(address);
    return self();
  }

  public S instance(String id, String state) {
    instances.put(id, state);
    return self();
  }

  /** Sets the attribute of EC2 and the PTR record together; null removes both. */
  public S reverse(String address, @Nullable String name) {
    reverseDnsAttribute(TARGET_ACCOUNT, address, name, null);
    dns.publish(
        MigrationScenario.ptr(address), 300, name == null ? new String[0] : new String[] {name});
    return self();
  }

  public S reverseDnsAttribute(
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

  /** Starts a mail server that relays nothing. */
  public S server(String address, String name) {
    SmtpReply refusal = new SmtpReply(554, "5.7.1 <b@probe.example>: Relay access denied");
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
                        refusal))));
    SmtpDialogue base = SnapshotBuilder.dialogueOf(attempts, true, SmtpEnding.COMPLETE);
    return server(
        address,
        new SmtpDialogue(
            true,
            name + " ESMTP",
            name,
            List.of(),
            base.attempts(),
            List.of(),
            base.tls(),
            base.recipientDomain(),
            true,
            SmtpEnding.COMPLETE,
            List.of()));
  }

  public S server(String address, SmtpDialogue dialogue) {
    servers.put(address, Observed.known(dialogue));
    return self();
  }

  public S serverTimesOut(String address) {
    servers.put(address, Observed.unknown(Reason.of(Cause.TIMEOUT, address + ":25", "test")));
    return self();
  }

  public S spf(String... addresses) {
    spf = "v=spf1 ip4:" + String.join(" ip4:", addresses) + " -all";
    dns.publish(SPF, 300, spf);
    dns.publish(DKIM, 300, KEY);
    return self();
  }

  /** Replaces the SPF record in the snapshot with another TXT record. */
  public S txt(String text) {
    spf = text;
    return self();
  }

  /** Adds an attestation about the send limit. */
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
   * Makes something unknown until {@link #makeAllKnown}: {@code ns2 example.com MX}, {@code api
   * ec2:DescribeAddresses}, {@code smtp 192.0.2.1}, {@code txt spf}, {@code txt dkim}.
   */
  public S makeUnknown(String input) {
    String[] parts = input.split(" ", 2);
    switch (parts[0]) {
      case "api" -> denied.add(parts[1]);
      case "smtp" -> unreachableServers.add(parts[1]);
      case "txt" -> {
        spfUnknown |= parts[1].equals("spf");
        dkimUnknown |= parts[1].equals("dkim");
      }
      default -> dns.fail(input);
    }
    return self();
  }

  public S makeAllKnown() {
    denied.clear();
    unreachableServers.clear();
    spfUnknown = false;
    dkimUnknown = false;
    dns.recover();
    return self();
  }

  final Snapshot snapshot(String account) {
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
        case Observed<SmtpDialogue> _ -> builder.serverUnknown(address, Cause.TIMEOUT);
      }
    });
    plan.newAddresses().forEach(address -> builder.withRoleOverride(address, true));
    builder
        .dns("probe.example", "MX", "10 mx.probe.example")
        .dns("mx.probe.example", "A", "203.0.113.99")
        .dnsStatus("mx.probe.example", "AAAA", DnsLookup.Status.NODATA);
    if (spfUnknown) {
      builder.dnsUnknown("example.com", "TXT", Cause.SERVFAIL);
    } else {
      builder.dns("example.com", "TXT", spf);
    }
    if (dkimUnknown) {
      builder.dnsUnknown("s1._domainkey.example.com", "TXT", Cause.SERVFAIL);
    } else {
      builder.dns("s1._domainkey.example.com", "TXT", KEY);
    }
    Snapshot snapshot = builder.build();
    return snapshot.judgedAt(snapshot.judgedAt(), snapshot.account(), List.copyOf(attestations));
  }
}
