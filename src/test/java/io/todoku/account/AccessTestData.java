package io.todoku.account;

import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tests of the access to an account, as AWS would let them end. */
public final class AccessTestData {

  public static final String ROLE = "arn:aws:iam::111111111111:role/Todoku";

  private static final String CALLER =
      "User: arn:aws:sts::111111111111:assumed-role/Todoku/todoku is not authorized to perform: ";

  private AccessTestData() {}

  public static Account account() {
    return new Account(
        "111111111111",
        "本番",
        "Example KK",
        Environment.PRODUCTION,
        new Access.IamRole(ROLE, "between-us"),
        List.of(),
        List.of());
  }

  public static ActionAccess allowed(String action, String... regions) {
    return new ActionAccess(
        action, List.of(regions), AccessResult.ALLOWED, "DryRunOperation", null);
  }

  public static ActionAccess denied(String action, String... regions) {
    return failed(
        action,
        ReasonKind.DENIED,
        "AccessDenied: " + CALLER + action + " because no identity-based policy allows it",
        action,
        regions);
  }

  public static ActionAccess failed(
      String action, ReasonKind kind, String detail, String fix, String... regions) {
    return new ActionAccess(
        action,
        List.of(regions),
        AccessResult.of(kind),
        null,
        new Reason(kind, action, detail, fix));
  }

  /** Three actions that are allowed in two Regions, and these. */
  public static AccessTest test(ActionAccess... others) {
    List<ActionAccess> actions =
        new ArrayList<>(
            List.of(
                allowed("ec2:DescribeRegions"),
                allowed("ec2:DescribeAddresses", "ap-northeast-1", "us-east-1"),
                allowed("rds:DescribeDBInstances", "ap-northeast-1", "us-east-1")));
    actions.addAll(List.of(others));
    return AccessTest.of(
        account(),
        Instant.parse("2026-11-30T09:14:00Z"),
        "arn:aws:sts::111111111111:assumed-role/Todoku/todoku",
        actions);
  }
}
