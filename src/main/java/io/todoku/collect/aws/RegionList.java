package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionAvailability;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists the Regions of an account. Any Region can tell it, so the next one is asked where one is
 * closed by a policy, does not accept the credentials or does not answer.
 */
final class RegionList {

  /**
   * A Region of the partition.
   *
   * @param status null where AWS does not tell it
   */
  record AccountRegion(String name, @Nullable OptInStatus status) {}

  /** Whether the account has a Region. */
  enum OptInStatus {
    /** By default, or because it opted in. */
    ENABLED,
    NOT_ENABLED
  }

  /** Causes that often concern one Region only, because policies may name Regions. */
  private static final Set<ReasonKind> CLOSED_THERE =
      Set.of(
          ReasonKind.DENIED_EXPLICITLY,
          ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY,
          ReasonKind.DENIED_BY_RESOURCE_CONTROL_POLICY,
          ReasonKind.DENIED_BY_PERMISSIONS_BOUNDARY,
          ReasonKind.DENIED_BY_SESSION_POLICY,
          ReasonKind.TOKEN_NOT_VALID_IN_REGION,
          ReasonKind.REGION_NOT_ENABLED);

  /** Causes that rarely concern one Region only. */
  private static final Set<ReasonKind> PERHAPS_THERE =
      Set.of(
          ReasonKind.DENIED,
          ReasonKind.DENIED_BY_ENDPOINT_POLICY,
          ReasonKind.TIMEOUT,
          ReasonKind.UNREACHABLE,
          ReasonKind.CUT_OFF,
          ReasonKind.UNAVAILABLE);

  /** Regions that are asked where the cause rarely concerns one Region only. */
  private static final int MAX_TRIES = 3;

  private final AwsClients clients;
  private final AccountSession session;
  private final ApiCaller caller;

  RegionList(AwsClients clients, AccountSession session, ApiCaller caller) {
    this.clients = clients;
    this.session = session;
    this.caller = caller;
  }

  /**
   * Returns which Regions the account has enabled, and records a gap where no Region tells them.
   */
  Observed<RegionAvailability> availability() {
    Observed<List<AccountRegion>> all = all();
    if (all instanceof Unknown<List<AccountRegion>>(Reason reason)) {
      caller.recordGap(null, reason);
    }
    return all.map(regions ->
        new RegionAvailability(
            names(regions, OptInStatus.ENABLED),
            names(regions, OptInStatus.NOT_ENABLED),
            names(regions, null)));
  }

  private static List<String> names(List<AccountRegion> regions, @Nullable OptInStatus status) {
    return regions.stream()
        .filter(region -> region.status() == status)
        .map(AccountRegion::name)
        .sorted()
        .toList();
  }

  /** Says that a Region is not enabled where that is why it does not accept the credentials. */
  Reason explain(String region, Reason reason) {
    return reason.kind() == ReasonKind.TOKEN_NOT_VALID_IN_REGION
            && all() instanceof Known<List<AccountRegion>>(var regions)
            && regions.stream()
                .anyMatch(r -> r.name().equals(region) && r.status() == OptInStatus.NOT_ENABLED)
        ? new Reason(ReasonKind.REGION_NOT_ENABLED, reason.source(), reason.detail(), "region")
        : reason;
  }

  /** Returns the answer of the first Region that gives one, or the reason of the home Region. */
  private Observed<List<AccountRegion>> all() {
    Partition partition = session.partition();
    Observed<List<AccountRegion>> home = ask(partition.homeRegion());
    Observed<List<AccountRegion>> answer = home;
    Iterator<String> others =
        partition.regions().filter(name -> !name.equals(partition.homeRegion())).iterator();
    int tries = 0;
    while (answer instanceof Unknown<List<AccountRegion>>(Reason reason)) {
      boolean mayDifferElsewhere =
          CLOSED_THERE.contains(reason.kind())
              || (PERHAPS_THERE.contains(reason.kind()) && ++tries < MAX_TRIES);
      if (!mayDifferElsewhere || !others.hasNext()) {
        return home;
      }
      answer = ask(others.next());
    }
    return answer;
  }

  private Observed<List<AccountRegion>> ask(String region) {
    return caller.callWithoutGap(
        region, ApiCall.DESCRIBE_REGIONS, new Ec2Queries(clients.ec2(region), session)::regions);
  }
}
