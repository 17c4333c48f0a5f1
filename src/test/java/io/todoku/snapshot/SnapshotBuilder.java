package io.todoku.snapshot;

import io.todoku.rule.Finding;
import io.todoku.rule.Rule;
import io.todoku.snapshot.AccountFacts.MailDomain;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Builds snapshots for tests: one account, one Region, what a test needs in it. */
public final class SnapshotBuilder extends NetworkObservationsBuilder<SnapshotBuilder> {

  public static final Instant NOW = Instant.parse("2026-11-18T00:00:00Z");
  public static final String REGION = "ap-northeast-1";

  private final List<MailDomain> domains = new ArrayList<>();
  private final List<Attestation> attestations = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final Map<String, RoleOverride> overrides = new HashMap<>();
  private Observed<List<SupportCase>> supportCases = Observed.known(List.of());
  private Environment environment = Environment.PRODUCTION;
  private Observed<List<HostedZone>> zones = Observed.known(List.of());
  private String account = "111111111111";

  @Override
  SnapshotBuilder self() {
    return this;
  }

  /** Of another account than 111111111111. */
  public SnapshotBuilder account(String id) {
    account = id;
    return this;
  }

  public static SnapshotBuilder aSnapshot() {
    return new SnapshotBuilder();
  }

  /** The account's public zones of Route 53. */
  public SnapshotBuilder zones(Observed<List<HostedZone>> observed) {
    zones = observed;
    return this;
  }

  public SnapshotBuilder environment(Environment other) {
    environment = other;
    return this;
  }

  public SnapshotBuilder with(Consumer<SnapshotBuilder> more) {
    more.accept(this);
    return this;
  }

  public SnapshotBuilder withDomain(String name, String... selectors) {
    domains.add(new MailDomain(name, List.of(selectors)));
    return this;
  }

  public SnapshotBuilder withRoleOverride(String address, boolean sends, boolean receives) {
    overrides.put(address, new RoleOverride(sends, "mika", NOW, "she knows", receives, List.of()));
    return this;
  }

  public SnapshotBuilder withRoleOverride(String address, boolean sends) {
    overrides.put(address, new RoleOverride(sends, "mika", NOW, "she knows"));
    return this;
  }

  public SnapshotBuilder withAttestation(Attestation.AttestationState state, LocalDate date) {
    return withAttestation(state, date, null);
  }

  /**
   * @param expires null: never
   */
  public SnapshotBuilder withAttestation(
      Attestation.AttestationState state, LocalDate date, LocalDate expires) {
    attestations.add(
        new Attestation(
            "att-" + attestations.size(),
            "send-limit-removed",
            REGION,
            state,
            date,
            "mika",
            null,
            null,
            NOW.plusSeconds(attestations.size()),
            expires));
    return this;
  }

  public SnapshotBuilder withAttestation(Attestation attestation) {
    attestations.add(attestation);
    return this;
  }

  public SnapshotBuilder supportCases(Observed<List<SupportCase>> observed) {
    supportCases = observed;
    return this;
  }

  /** Something could not be collected: the scan is partial. */
  public SnapshotBuilder withGap(Gap gap) {
    gaps.add(gap);
    return this;
  }

  public Snapshot build() {
    return new Snapshot(
        Snapshot.VERSION,
        "scan-1",
        new AccountFacts(account, "test", "Example KK", environment, domains, overrides, Map.of()),
        NOW.minusSeconds(30),
        NOW,
        NOW,
        Observed.known(List.of(region())),
        supportCases,
        List.copyOf(lookups),
        List.copyOf(servers),
        List.copyOf(attestations),
        List.copyOf(gaps),
        blocklists,
        List.copyOf(policies),
        zones,
        List.copyOf(mailboxes),
        Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "ec2:DescribeRegions", "")));
  }

  /** The only finding of a rule on this world. */
  public static Finding onlyFinding(Rule rule, SnapshotBuilder world) {
    List<Finding> findings = rule.judge(world.build());
    if (findings.size() != 1) {
      throw new AssertionError("one finding expected, not " + Arrays.toString(findings.toArray()));
    }
    return findings.getFirst();
  }
}
