package io.todoku.rule;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Judges senders one by one, and says what could not be judged because it was not seen. */
public final class Senders {

  private Senders() {}

  /**
   * The findings about each address that sends or may send, and UNKNOWN for what was not listed and
   * for instances whose mail leaves by an address that is not known.
   *
   * @param judge for one sender; empty where the rule has nothing to say of it
   */
  public static List<Finding> judgeEach(
      String rule, Snapshot snapshot, Function<Sender, Stream<Finding>> judge) {
    return Stream.concat(
            judgeEach(rule, snapshot, Sender.possibleIn(snapshot), judge).stream(),
            SendersWithoutEgressPath.findings(rule, snapshot).stream())
        .toList();
  }

  /**
   * The same for addresses that the rule has chosen.
   *
   * @param senders of this snapshot
   */
  public static List<Finding> judgeEach(
      String rule,
      Snapshot snapshot,
      List<Sender> senders,
      Function<Sender, Stream<Finding>> judge) {
    return Stream.concat(
            senders.stream()
                .flatMap(sender -> judge.apply(sender).map(f -> unknownUnlessSender(sender, f))),
            NotCollected.addressFindings(rule, snapshot).stream())
        .toList();
  }

  /** The instances with a sign of mail that leave by this NAT gateway, or may; empty: none seen. */
  public static List<Instance> instancesBehind(
      Snapshot snapshot, RegionInventory region, String gateway) {
    return SenderClassifier.of(snapshot).instancesBehind(region, gateway);
  }

  /**
   * A verdict about an address that may not send at all is neither good nor bad: it is unknown,
   * with what hid the role. One of several that a sender's mail may leave by is good where it is
   * shown to be, and else unknown.
   */
  public static Finding unknownUnlessSender(Sender sender, Finding finding) {
    boolean holds =
        switch (sender.role()) {
          case SENDS, RECEIVES, NO_SIGN, OVERRULED -> true;
          case CANDIDATE -> finding.verdict() == Verdict.PASS;
          case UNDETERMINED -> false;
        };
    return switch (finding.verdict()) {
      case UNKNOWN, NOT_APPLICABLE -> finding;
      case PASS, FAIL, WARN ->
          holds
              ? finding
              : asUnknown(sender, finding, Objects.requireNonNull(sender.uncertainty()));
    };
  }

  private static Finding asUnknown(Sender sender, Finding finding, Reason doubt) {
    return new Finding(
        finding.rule(),
        finding.resource(),
        Verdict.UNKNOWN,
        Text.of("finding.role-unknown", sender.address(), finding.summary()),
        doubt,
        finding.evidence(),
        finding.remedy());
  }
}
