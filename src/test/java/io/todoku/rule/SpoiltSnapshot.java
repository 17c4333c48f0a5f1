package io.todoku.rule;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Changes to snapshots, each of which spoils one observation or hides it. */
final class SpoiltSnapshot {

  private SpoiltSnapshot() {}

  /** A look-up that got no answer. */
  static UnaryOperator<Snapshot> noAnswer(String name, String type) {
    return lookup(
        name, type, Observed.unknown(Reason.of(ReasonKind.TIMEOUT, name + " " + type, "")));
  }

  static UnaryOperator<Snapshot> records(String name, String type, String... records) {
    return lookup(
        name,
        type,
        Observed.known(new DnsAnswer(Status.ANSWERED, List.of(records), List.of(), 300L)));
  }

  static UnaryOperator<Snapshot> status(String name, String type, Status status) {
    return lookup(name, type, Observed.known(new DnsAnswer(status, List.of(), List.of(), null)));
  }

  private static UnaryOperator<Snapshot> lookup(
      String name, String type, Observed<DnsAnswer> answer) {
    return elements(
        "lookups",
        (DnsLookup lookup) -> lookup.name().equals(name) && lookup.type().equals(type),
        lookup -> RecordCopy.with(lookup, "answer", answer));
  }

  /** A server that did not answer in time. */
  static UnaryOperator<Snapshot> noDialogue(String address) {
    return elements(
        "servers",
        (MailServer server) -> server.address().equals(address),
        server ->
            RecordCopy.with(
                server,
                "dialogue",
                Observed.unknown(Reason.of(ReasonKind.TIMEOUT, address + ":25", ""))));
  }

  static UnaryOperator<Snapshot> dialogue(String address, UnaryOperator<SmtpDialogue> change) {
    return elements(
        "servers",
        (MailServer server) -> server.address().equals(address),
        server ->
            RecordCopy.replace(
                server, "dialogue", (Observed<SmtpDialogue> dialogue) -> dialogue.map(change)));
  }

  static UnaryOperator<Snapshot> region(String name, UnaryOperator<RegionInventory> change) {
    return snapshot ->
        RecordCopy.replace(
            snapshot,
            "regions",
            (Observed<List<RegionInventory>> regions) ->
                regions.map(all -> changed(all, region -> region.name().equals(name), change)));
  }

  /** Changes an entry of one of the lists of a Region. */
  static <T> UnaryOperator<Snapshot> listed(
      String region, String list, Predicate<T> which, UnaryOperator<T> change) {
    return region(
        region,
        inventory ->
            RecordCopy.replace(
                inventory,
                list,
                (Observed<List<T>> entries) -> entries.map(all -> changed(all, which, change))));
  }

  /** Changes an entry of one of the lists of the snapshot itself. */
  static <T> UnaryOperator<Snapshot> elements(
      String list, Predicate<T> which, UnaryOperator<T> change) {
    return snapshot ->
        RecordCopy.replace(snapshot, list, (List<T> all) -> changed(all, which, change));
  }

  /**
   * @throws AssertionError where there is no such entry, because nothing would be spoilt
   */
  static <T> List<T> changed(List<T> all, Predicate<T> which, UnaryOperator<T> change) {
    if (all.stream().noneMatch(which)) {
      throw new AssertionError("nothing to spoil");
    }
    return all.stream().map(one -> which.test(one) ? change.apply(one) : one).toList();
  }
}
