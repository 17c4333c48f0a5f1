package io.todoku.rule;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Judges each sender, and adds UNKNOWN for what could not be collected. */
public final class Senders {

  private Senders() {}

  /**
   * The findings about each address that sends or may send, and UNKNOWN for what was not listed and
   * for hosts whose mail leaves by an address that is not known. Hosts whose mail leaves by another
   * account are listed as not applicable.
   *
   * @param judge the findings about one sender; empty where the rule does not apply to it
   */
  public static List<Finding> judgeEach(
      String rule, Snapshot snapshot, Function<Sender, Stream<Finding>> judge) {
    return Stream.of(
            judgeEach(rule, snapshot, Sender.possibleIn(snapshot), judge),
            SendersWithoutEgressPath.findings(rule, snapshot),
            SendersBehindOtherAccounts.findings(rule, snapshot))
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The same for addresses that the rule has chosen.
   *
   * @param senders the senders of this snapshot that the rule judges
   */
  public static List<Finding> judgeEach(
      String rule,
      Snapshot snapshot,
      List<Sender> senders,
      Function<Sender, Stream<Finding>> judge) {
    return Stream.concat(
            senders.stream()
                .flatMap(sender ->
                    judge.apply(sender).map(finding -> unknownUnlessSender(sender, finding))),
            NotCollected.addressFindings(rule, snapshot).stream())
        .toList();
  }

  /**
   * The findings about each address where a mail server is, or may be, whether it sends or not; and
   * UNKNOWN for what was not listed. What a server answered holds whatever it is for.
   */
  public static List<Finding> judgeEachServer(
      String rule, Snapshot snapshot, Function<Sender, Stream<Finding>> judge) {
    return Stream.concat(
            Sender.allIn(snapshot).stream()
                .filter(sender -> sender.mayBeServer() && !sender.idle())
                .filter(sender -> sender.canListen())
                .flatMap(judge),
            NotCollected.addressFindings(rule, snapshot).stream())
        .toList();
  }

  /**
   * The hosts without a public address whose mail leaves by a NAT gateway or NAT instance, or may.
   *
   * @param translator the id of the gateway, or of the interface of the instance
   */
  public static List<HostBehind> hostsBehind(
      Snapshot snapshot, RegionInventory region, String translator) {
    return SenderClassifier.of(snapshot).hostsBehind(region, translator).stream()
        .map(host -> new HostBehind(host.id(), interfacesTowards(region, host, translator)))
        .toList();
  }

  /**
   * The interfaces by whose routes mail gets to the translator; all where routes do not show it.
   */
  private static List<NetworkInterface> interfacesTowards(
      RegionInventory region, PrivateHosts.PrivateHost host, String translator) {
    List<NetworkInterface> routed =
        host.interfaces().stream()
            .filter(nic ->
                InternetRoutes.from(region, host.vpcId(), nic.subnetId())
                    .contains(new WayOut.Translated(translator)))
            .toList();
    return routed.isEmpty() ? host.interfaces() : routed;
  }

  /** A private host and its interfaces; none where they were not listed. */
  public record HostBehind(String id, List<NetworkInterface> interfaces) {}

  /**
   * Turns a verdict about an address that may not send at all into UNKNOWN, with the reason why its
   * role is not known. For one of several addresses that a sender's mail may leave by, only PASS is
   * kept.
   */
  public static Finding unknownUnlessSender(Sender sender, Finding finding) {
    boolean verdictHolds =
        switch (sender.role()) {
          case SENDS, NO_SIGN, OVERRULED -> true;
          case CANDIDATE -> finding.verdict() == Verdict.PASS;
          case UNDETERMINED -> false;
        };
    return switch (finding.verdict()) {
      case UNKNOWN, NOT_APPLICABLE -> finding;
      case PASS, FAIL, WARN ->
          verdictHolds
              ? finding
              : asUnknown(sender, finding, Objects.requireNonNull(sender.uncertainty()));
    };
  }

  private static Finding asUnknown(Sender sender, Finding finding, Reason uncertainty) {
    String key = Question.isAskedBy(uncertainty) ? "finding.role-asked" : "finding.role-unknown";
    return new Finding(
        finding.rule(),
        finding.resource(),
        Verdict.UNKNOWN,
        Text.of(key, sender.address(), finding.summary()),
        uncertainty,
        finding.evidence(),
        finding.remedy());
  }
}
