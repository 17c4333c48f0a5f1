package io.todoku.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedCausesTests {

  private static final SharedCauses QUIET = new SharedCauses(true, false, false, "");

  private static Optional<String> hiding(
      SharedCauses causes, ReasonKind kind, String source, String fix) {
    return causes.hiding(new Reason(kind, source, "", fix), "eu-west-1").map(SharedCause::id);
  }

  @ParameterizedTest
  @CsvSource({
    "INTERNAL_ERROR, region eu-west-1, , bug",
    "CREDENTIALS_EXPIRED, sts:AssumeRole, , credentials",
    "NO_CREDENTIALS, AWS default credentials chain, credentials, credentials",
    "CLOCK_SKEW, sts:GetCallerIdentity, , credentials",
    "TIMEOUT, sts:AssumeRole, , login",
    "UNAVAILABLE, sts:GetCallerIdentity, , login",
    "UNREACHABLE, ec2:DescribeAddresses, , aws-service ec2 eu-west-1",
    "UNAVAILABLE, rds:DescribeDBInstances, , aws-service rds eu-west-1",
    "THROTTLED, sts:AssumeRole, , login",
    "BLOCKED, TCP port 25, open-port, port-25",
    "INCONCLUSIVE, zen.spamhaus.org, blocklist-refuses-resolver, blocklist zen.spamhaus.org",
    "NOT_CONFIGURED, TCP port 25, todoku.probe.relay-recipient,"
        + " setting todoku.probe.relay-recipient"
  })
  void causesOfTodokuItselfAreShared(ReasonKind kind, String source, String fix, String expected) {
    assertThat(hiding(QUIET, kind, source, fix)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED, ec2:DescribeAddresses, ec2:DescribeAddresses",
    "DENIED_BY_SERVICE_CONTROL_POLICY, ec2:DescribeAddresses, ",
    "NO_ACCESS, sts:AssumeRole, trust-policy",
    "WRONG_ACCOUNT, sts:GetCallerIdentity, account-of-credentials",
    "THROTTLED, ec2:DescribeInstances, ",
    "SUSPENDED, ec2:DescribeAddresses, suspended",
    "SERVFAIL, mail.example.com A @192.0.2.53, ",
    "TIMEOUT, mail.example.com A @192.0.2.53, ",
    "TIMEOUT, 192.0.2.7:25, ",
    "UNREACHABLE, 192.0.2.7:143, ",
    "TIMEOUT, https://mta-sts.example.com/.well-known/mta-sts.txt, ",
    "NOT_CONFIGURED, example.com, dkim-selectors",
    "NOT_RECORDED, eu-west-1, ",
    "INCONCLUSIVE, 192.0.2.7:25, does-it-send"
  })
  void causesOfAnAccountAreNot(ReasonKind kind, String source, String fix) {
    assertThat(hiding(QUIET, kind, source, fix)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SERVFAIL, mail.example.com A @192.0.2.53, resolvers",
    "TIMEOUT, mail.example.com A @192.0.2.53, resolvers",
    "INCONCLUSIVE, 192.0.2.7:25, resolvers",
    "NOT_RECORDED, eu-west-1, resolvers",
    "DENIED, ec2:DescribeAddresses, ",
    "NO_ACCESS, sts:AssumeRole, "
  })
  void withoutResolversWhatRestsOnNamesIsHiddenByThem(
      ReasonKind kind, String source, String expected) {
    assertThat(hiding(new SharedCauses(true, true, false, ""), kind, source, null))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "INCONCLUSIVE, 192.0.2.7:25, port-25",
    "SERVFAIL, mail.example.com A @192.0.2.53, ",
    "OUTDATED, eu-west-1, ",
    "DENIED, ec2:DescribeAddresses, "
  })
  void behindABlockedPortOnlyWhatRestsOnServersIsHiddenByIt(
      ReasonKind kind, String source, String expected) {
    assertThat(hiding(new SharedCauses(true, false, true, ""), kind, source, null))
        .isEqualTo(Optional.ofNullable(expected));
  }

  /** Each profile has credentials of its own: the next one that expires is news again. */
  @Test
  void credentialsAreToldApartByProfile() {
    assertThat(
            hiding(
                new SharedCauses(true, false, false, "agency"),
                ReasonKind.SSO_SIGN_IN_NEEDED,
                "sso:GetRoleCredentials",
                "sso-login"))
        .contains("credentials agency");
  }

  @Test
  void inAFileOfAnotherMachineNothingIsShared() {
    SharedCauses elsewhere = new SharedCauses(false, true, true, "");

    assertThat(hiding(elsewhere, ReasonKind.BLOCKED, "TCP port 25", "open-port")).isEmpty();
    assertThat(hiding(elsewhere, ReasonKind.TIMEOUT, "mail.example.com A", null)).isEmpty();
    assertThat(hiding(elsewhere, ReasonKind.CREDENTIALS_EXPIRED, "sts:AssumeRole", null)).isEmpty();
  }
}
