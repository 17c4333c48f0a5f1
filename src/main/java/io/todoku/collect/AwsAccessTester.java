package io.todoku.collect;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.todoku.account.AccessResult;
import io.todoku.account.AccessTest;
import io.todoku.account.AccessTester;
import io.todoku.account.Account;
import io.todoku.account.ActionAccess;
import io.todoku.collect.aws.AwsCollector;
import io.todoku.collect.aws.AwsLoginParameters;
import io.todoku.collect.aws.ProbedAccess;
import io.todoku.collect.aws.ProbedAction;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tests the access to an account by trying the calls that the collectors make. */
@Component
class AwsAccessTester implements AccessTester {

  /** Results that are one line: Regions may differ in it by nothing but the words of AWS. */
  private record ResultGroup(String action, AccessResult result, String kind) {

    static ResultGroup of(ProbedAction probed) {
      return new ResultGroup(
          probed.action(),
          result(probed.evidence()),
          switch (probed.evidence()) {
            case Unknown<String>(Reason reason) -> reason.kind() + " " + reason.fix();
            case Known<String>(String evidence) -> evidence;
            case null -> "";
          });
    }

    private static AccessResult result(@Nullable Observed<String> evidence) {
      return switch (evidence) {
        case Known<String> _ -> AccessResult.ALLOWED;
        case Unknown<String>(Reason reason) -> AccessResult.of(reason.kind());
        case null -> AccessResult.NOT_OFFERED;
      };
    }
  }

  private final AwsCollector aws;
  private final Clock clock;

  AwsAccessTester(AwsCollector aws, Clock clock) {
    this.aws = aws;
    this.clock = clock;
  }

  @Override
  public Observed<String> resolveCallerAccount(@Nullable Account account) {
    return aws.identify(
        account == null
            ? new AwsLoginParameters("", null, null, null)
            : AccountCollector.loginParameters(account));
  }

  @Override
  public AccessTest test(Account account) {
    ProbedAccess probed =
        aws.probeAccess(AccountCollector.loginParameters(account), account.regions());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return switch (probed.caller()) {
      case Unknown<String>(Reason reason) -> AccessTest.failed(account, now, reason);
      case Known<String>(String arn) -> AccessTest.of(account, now, arn, grouped(probed.actions()));
    };
  }

  private static List<ActionAccess> grouped(List<ProbedAction> probed) {
    return probed.stream().collect(groupingBy(ResultGroup::of, toList())).entrySet().stream()
        .map(group -> access(group.getKey(), group.getValue()))
        .sorted(
            Comparator.comparing(ActionAccess::action)
                .thenComparing(ActionAccess::result)
                .thenComparing(access -> String.valueOf(access.evidence())))
        .toList();
  }

  private static ActionAccess access(ResultGroup group, List<ProbedAction> same) {
    List<String> regions =
        same.stream().flatMap(probed -> Stream.ofNullable(probed.region())).sorted().toList();
    Observed<String> first = same.getFirst().evidence();
    return new ActionAccess(
        group.action(),
        regions,
        group.result(),
        first instanceof Known<String>(String evidence) ? evidence : null,
        first instanceof Unknown<String>(Reason reason) ? reason : null);
  }
}
