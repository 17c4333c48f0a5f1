package io.todoku.collect;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Mailbox;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.SupportCase;
import io.todoku.snapshot.WebPolicy;
import java.util.List;

/** What one cell brought home: a part of the snapshot to be. */
public sealed interface Part {

  /** What could not be collected. */
  List<Gap> gaps();

  /** Whether the stage that it belongs to has failed by it. */
  default boolean dark() {
    return false;
  }

  /**
   * @param regions names of those to be read, or why the account cannot be entered
   */
  record Entry(Observed<List<String>> regions, List<Gap> gaps) implements Part {
    @Override
    public boolean dark() {
      return regions instanceof Unknown;
    }
  }

  record Region(RegionInventory inventory, List<Gap> gaps) implements Part {}

  record Support(Observed<List<SupportCase>> cases, List<Gap> gaps) implements Part {}

  record Zones(Observed<List<HostedZone>> zones, List<Gap> gaps) implements Part {}

  /**
   * @param exchanges addresses at which the relay test's recipient takes mail
   */
  record Names(
      List<DnsLookup> lookups,
      Observed<List<String>> blocklists,
      List<WebPolicy> policies,
      List<String> exchanges,
      List<Gap> gaps)
      implements Part {
    @Override
    public boolean dark() {
      return !gaps.isEmpty();
    }
  }

  /**
   * @param lookups that the servers' answers led to, beyond those of {@link Names}
   */
  record Servers(
      List<DnsLookup> lookups, List<MailServer> servers, List<Mailbox> mailboxes, List<Gap> gaps)
      implements Part {
    @Override
    public boolean dark() {
      return !gaps.isEmpty();
    }
  }

  /** The type of what a cell of this source brings home. */
  static Class<? extends Part> type(Cell.Source source) {
    return switch (source) {
      case ACCOUNT -> Entry.class;
      case REGION -> Region.class;
      case SUPPORT -> Support.class;
      case ZONES -> Zones.class;
      case DNS -> Names.class;
      case SERVERS -> Servers.class;
    };
  }

  /** What stands for a cell that was given up: nothing is known of it, and why. */
  static Part missing(Cell cell, Reason reason) {
    List<Gap> gaps = List.of(new Gap(cell.region().isEmpty() ? null : cell.region(), reason));
    return switch (cell.source()) {
      case ACCOUNT -> new Entry(Observed.unknown(reason), gaps);
      case REGION -> new Region(RegionInventory.unseen(cell.region(), reason), gaps);
      case SUPPORT -> new Support(Observed.unknown(reason), gaps);
      case ZONES -> new Zones(Observed.unknown(reason), gaps);
      case DNS -> new Names(List.of(), Observed.unknown(reason), List.of(), List.of(), gaps);
      case SERVERS -> new Servers(List.of(), List.of(), List.of(), gaps);
    };
  }
}
