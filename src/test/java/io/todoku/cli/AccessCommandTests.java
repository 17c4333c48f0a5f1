package io.todoku.cli;

import static io.todoku.account.AccessTestData.denied;
import static io.todoku.account.AccessTestData.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.todoku.account.AccessTest;
import io.todoku.account.AccessTestData;
import io.todoku.account.AccessTester;
import io.todoku.account.Account;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccessCommandTests {

  private final PrintStream standardOutput = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(standardOutput);
  }

  private int run(AccessTest test, String... arguments) {
    AccessTester tester =
        new AccessTester() {
          @Override
          public Observed<String> resolveCallerAccount(Account account) {
            throw new AssertionError("an account is configured");
          }

          @Override
          public AccessTest test(Account account) {
            return test;
          }
        };
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/access", "messages/rules", "messages/web");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return TodokuCommandLine.run(
        arguments,
        (configuration, language) ->
            new CommandContext.CommandServices(
                List.of(AccessTestData.account()),
                null,
                null,
                null,
                tester,
                null,
                null,
                null,
                null,
                null,
                messages,
                Clock.systemUTC(),
                () -> {}),
        configuration -> {
          throw new AssertionError("no database is opened for it");
        },
        mock());
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aDenialIsPrintedWithItsStatementAndEndsWithOne() {
    int code = run(AccessTestData.test(denied("ses:GetAccount", "us-east-1")), "access");

    assertThat(code).isEqualTo(1);
    assertThat(printed())
        .isEqualTo(
            """
            111111111111 本番  Access is incomplete.
              3 of 4 actions allowed in 2 Regions. Denied: ses:GetAccount.
              arn:aws:sts::111111111111:assumed-role/Todoku/todoku

              Denied
                ses:GetAccount (us-east-1)
                  No policy of the role allows it. Needed: the statement below, added to the policy of the role.
                  AccessDenied: User: arn:aws:sts::111111111111:assumed-role/Todoku/todoku is not authorized to perform: ses:GetAccount because no identity-based policy allows it

              Add this statement to the policy of the role:
              {
                "Effect": "Allow",
                "Action": [
                  "ses:GetAccount"
                ],
                "Resource": "*"
              }
            """);
  }

  @Test
  void theExitCodeTellsHowItEnded() {
    assertThat(run(AccessTestData.test(), "access")).isZero();
    assertThat(
            run(
                AccessTestData.test(
                    failed("support:DescribeCases", ReasonKind.NOT_SUBSCRIBED, "", null)),
                "access"))
        .as("the account has no Business plan")
        .isZero();
    AccessTest throttled =
        AccessTestData.test(failed("ses:GetAccount", ReasonKind.THROTTLED, "", null, "us-east-1"));
    assertThat(run(throttled, "access", "--account", "111111111111")).isEqualTo(3);
    assertThat(run(throttled, "access", "--account", "222222222222")).isEqualTo(2);
    assertThat(run(throttled, "access", "--format", "yaml")).isEqualTo(2);
  }

  @Test
  void theJsonIsThatOfTheApi() {
    int code =
        run(
            AccessTest.failed(
                AccessTestData.account(),
                Instant.EPOCH,
                new Reason(ReasonKind.NO_ACCESS, "sts:AssumeRole", "no", "trust-policy")),
            "access",
            "--format",
            "json");

    assertThat(code).isEqualTo(1);
    JsonNode test = new JsonMapper().readTree(printed()).at("/accessTests/0");
    assertThat(test.get("account").asString()).isEqualTo("111111111111");
    assertThat(test.get("verdict").asString()).isEqualTo("INCOMPLETE");
    assertThat(test.at("/failure/cause").asString()).isEqualTo("NO_ACCESS");
  }
}
