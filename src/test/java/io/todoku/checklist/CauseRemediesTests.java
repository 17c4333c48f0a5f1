package io.todoku.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.RemedyView.BlockFormView;
import io.todoku.checklist.RemedyView.RemedyOptionView;
import io.todoku.checklist.RemedyView.RemedyStageView;
import io.todoku.rule.CauseScope;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What helps against each kind of cause: what to do, what to paste and how to verify. */
class CauseRemediesTests {

  private static final String ACCOUNT = "111111111111";
  private static final String ROLE =
      "User: arn:aws:sts::111111111111:assumed-role/Todoku/todoku-1 is not authorized to perform: ";

  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.JAPANESE);

  private static Wording wording(Locale locale) {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/rules", "messages/causes");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return new Wording(messages, locale);
  }

  private static CauseView view(Cause cause, Locale locale) {
    return CauseView.of(cause, ACCOUNT, wording(locale));
  }

  private static Cause cause(Reason reason, String... subjects) {
    return new Cause(
        "a-cause",
        reason.kind(),
        CauseScope.of(reason),
        List.of(subjects),
        List.of("ap-northeast-1"),
        List.of(reason),
        List.of());
  }

  private static Cause denied(ReasonKind kind, String phrase, String... actions) {
    Reason reason =
        new Reason(
            kind,
            actions[0],
            "AccessDenied: " + ROLE + actions[0] + " " + phrase,
            kind == ReasonKind.DENIED ? actions[0] : null);
    return cause(reason, actions);
  }

  private static Stream<BlockFormView> forms(CauseView cause) {
    return cause.remedy().options().stream()
        .flatMap(option -> option.stages().stream())
        .flatMap(stage -> stage.blocks().stream())
        .flatMap(block -> block.forms().stream());
  }

  private static List<String> texts(CauseView cause, String kind) {
    return forms(cause).filter(form -> form.kind().equals(kind)).map(BlockFormView::text).toList();
  }

  /** One cause of each kind for everything that can be asked. */
  private static Stream<Cause> causesOf(ReasonKind kind) {
    String fix = kind == ReasonKind.NOT_CONFIGURED ? "dkim-selectors" : null;
    return Stream.of(
            "sts:AssumeRole",
            "ec2:DescribeAddresses",
            "mail.example.com A",
            "192.0.2.7:25",
            "192.0.2.7:143",
            "https://mta-sts.example.com/.well-known/mta-sts.txt",
            "example.com")
        .map(source -> cause(new Reason(kind, source, "Todoku", fix), source.split("[ ]")[0]));
  }

  @ParameterizedTest
  @EnumSource(ReasonKind.class)
  void everyCauseHasAnOptionThatSaysWhatToDoAndHowToVerify(ReasonKind kind) {
    for (Locale language : LANGUAGES) {
      causesOf(kind)
          .forEach(cause -> {
            CauseView view = view(cause, language);
            assertThat(view.remedy().options()).as(cause.toString()).isNotEmpty();
            for (RemedyOptionView option : view.remedy().options()) {
              assertThat(option.change().steps()).as(cause.toString()).isNotEmpty();
              assertThat(option.verify().steps()).as(cause.toString()).isNotEmpty();
              assertThat(option.label() == null)
                  .as("a label where there is a choice: %s", cause)
                  .isEqualTo(view.remedy().options().size() == 1);
              assertThat(option.stages().stream().filter(stage -> !stage.blocks().isEmpty()))
                  .as("a sentence says what the text is for: %s", cause)
                  .noneMatch(stage -> stage.steps().isEmpty());
            }
            assertThat(view.remedy().steps()).doesNotContain("");
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "todoku.probe.relay-recipient",
        "todoku.dns.resolvers",
        "does-it-send",
        "does-relay-send",
        "does-host-send",
        "does-target-send",
        "sends-for-domain",
        "tags-contradict",
        "tag-value",
        "which-domain",
        "dkim-selectors",
        "egress-elsewhere",
        "way-out"
      })
  void everyMissingSettingHasAChangeOfItsOwn(String fix) {
    Cause cause = cause(new Reason(ReasonKind.NOT_CONFIGURED, "example.com", "192.0.2.7", fix));

    for (Locale language : LANGUAGES) {
      assertThat(view(cause, language).remedy().options())
          .isNotEmpty()
          .allSatisfy(option -> assertThat(option.change().steps()).hasSize(1));
    }
    if (fix.startsWith("todoku.")) {
      assertThat(texts(view(cause, Locale.ENGLISH), "CONFIGURATION"))
          .singleElement()
          .asString()
          .startsWith("todoku:\n  ")
          .contains(fix.substring(fix.lastIndexOf('.') + 1) + ": ");
    }
  }

  @Test
  void aMissingPermissionIsTheStatementForExactlyTheDeniedCalls() {
    CauseView view =
        view(
            denied(
                ReasonKind.DENIED,
                "because no identity-based policy allows the action",
                "ec2:DescribeAddresses",
                "rds:DescribeDBInstances"),
            Locale.ENGLISH);

    assertThat(texts(view, "POLICY"))
        .containsExactly(
            """
            {
              "Effect": "Allow",
              "Action": [
                "ec2:DescribeAddresses",
                "rds:DescribeDBInstances"
              ],
              "Resource": "*"
            }\
            """);
    assertThat(texts(view, "AWS_CLI"))
        .containsExactly(
            "aws iam put-role-policy --role-name Todoku --policy-name Todoku-"
                + Integer.toHexString(
                    List.of("ec2:DescribeAddresses", "rds:DescribeDBInstances").hashCode())
                + " --policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ec2:DescribeAddresses\",\"rds:DescribeDBInstances\"],\"Resource\":\"*\"}]}'",
            "aws iam simulate-principal-policy --policy-source-arn"
                + " arn:aws:iam::111111111111:role/Todoku --action-names ec2:DescribeAddresses"
                + " rds:DescribeDBInstances --query"
                + " 'EvaluationResults[].[EvalActionName,EvalDecision]' --output text");
    assertThat(texts(view, "TERRAFORM")).singleElement().asString().contains("aws_iam_role_policy");
    assertThat(view.remedy().links())
        .singleElement()
        .satisfies(link -> {
          assertThat(link.text()).isEqualTo("Role Todoku in the AWS console");
          assertThat(link.url())
              .isEqualTo("https://console.aws.amazon.com/iam/home#/roles/details/Todoku");
        });
    assertThat(view.remedy().cautions()).isEmpty();
  }

  @Test
  void aRoleThatAwsDoesNotNameIsAFieldToFillIn() {
    Cause cause =
        cause(
            new Reason(ReasonKind.DENIED, "ec2:DescribeAddresses", "AccessDenied: no", null),
            "ec2:DescribeAddresses");

    RemedyOptionView option = view(cause, Locale.ENGLISH).remedy().options().getFirst();

    assertThat(option.placeholders())
        .extracting(RemedyView.PlaceholderView::token)
        .containsExactly("ROLE-NAME");
    assertThat(view(cause, Locale.ENGLISH).remedy().links())
        .extracting(RemedyView.RemedyLinkView::url)
        .containsExactly("https://console.aws.amazon.com/iam/home#/roles");
  }

  @ParameterizedTest
  @EnumSource(value = ReasonKind.class, mode = Mode.MATCH_ALL, names = "DENIED_.*")
  void whereAnotherPolicyDecidesARoleCannotHelp(ReasonKind kind) {
    Cause cause = denied(kind, "with an explicit deny", "ec2:DescribeAddresses");

    assertThat(view(cause, Locale.ENGLISH).remedy().cautions())
        .singleElement()
        .asString()
        .matches(
            "A policy of the role cannot help: .*|Another policy of the role cannot help: .*|An Allow in a policy of the role cannot help: .*");
    assertThat(view(cause, Locale.JAPANESE).remedy().cautions())
        .singleElement()
        .asString()
        .startsWith("ロールの")
        .containsPattern("解決できません|効果はありません");
    assertThat(texts(view(cause, Locale.ENGLISH), "AWS_CLI"))
        .noneMatch(command -> command.contains("put-role-policy"));
  }

  @Test
  void anOrganizationExceptsTheRoleFromItsDeny() {
    CauseView view =
        view(
            denied(
                ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY,
                "with an explicit deny in a service control policy",
                "ec2:DescribeAddresses"),
            Locale.ENGLISH);

    assertThat(texts(view, "POLICY"))
        .containsExactly(
            "{ \"ArnNotLike\": { \"aws:PrincipalArn\": \"arn:aws:iam::111111111111:role/Todoku\" } }");
    assertThat(texts(view, "AWS_CLI"))
        .containsExactly(
            "aws organizations list-policies-for-target --target-id 111111111111 --filter"
                + " SERVICE_CONTROL_POLICY");
    assertThat(view.remedy().links())
        .extracting(RemedyView.RemedyLinkView::url)
        .containsExactly(
            "https://console.aws.amazon.com/organizations/v2/home/policies/service-control-policy");
  }

  @Test
  void anOrganizationThatAllowsNothingGetsTheStatement() {
    CauseView view =
        view(
            denied(
                ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY,
                "because no service control policy allows the action",
                "ec2:DescribeAddresses"),
            Locale.ENGLISH);

    assertThat(texts(view, "POLICY"))
        .singleElement()
        .asString()
        .contains("\"Effect\": \"Allow\"", "\"Action\": \"ec2:DescribeAddresses\"");
  }

  @Test
  void aRoleThatDoesNotAdmitTodokuGetsTheStatementOfItsTrust() {
    Reason reason =
        new Reason(
            ReasonKind.NO_ACCESS,
            "sts:AssumeRole",
            "AccessDenied: User: arn:aws:sts::999999999999:assumed-role/Server/i-0abc is not"
                + " authorized to perform: sts:AssumeRole on resource:"
                + " arn:aws:iam::111111111111:role/audit/Todoku",
            "trust-policy");
    CauseView view = view(cause(reason), Locale.ENGLISH);

    assertThat(texts(view, "POLICY"))
        .containsExactly(
            """
            {
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::999999999999:role/Server" },
              "Action": "sts:AssumeRole",
              "Condition": { "StringEquals": { "sts:ExternalId": "EXTERNAL-ID" } }
            }\
            """);
    assertThat(view.remedy().options().getFirst().placeholders())
        .extracting(RemedyView.PlaceholderView::token)
        .containsExactly("EXTERNAL-ID");
    assertThat(view.remedy().links())
        .extracting(RemedyView.RemedyLinkView::url)
        .containsExactly("https://console.aws.amazon.com/iam/home#/roles/details/Todoku");
  }

  @Test
  void aCallerThatMayNotAssumeTheRoleGetsTheStatementOfItsOwn() {
    Reason reason =
        new Reason(
            ReasonKind.MAY_NOT_ASSUME_ROLE,
            "sts:AssumeRole",
            "AccessDenied: User: arn:aws-cn:iam::999999999999:user/ops/todoku is not authorized to"
                + " perform: sts:AssumeRole on resource: arn:aws-cn:iam::111111111111:role/Todoku",
            "sts:AssumeRole");
    CauseView view = view(cause(reason), Locale.ENGLISH);

    assertThat(texts(view, "POLICY"))
        .singleElement()
        .asString()
        .contains("\"Resource\": \"arn:aws-cn:iam::111111111111:role/Todoku\"");
    assertThat(texts(view, "AWS_CLI").getFirst())
        .startsWith("aws iam put-user-policy --user-name todoku ");
    assertThat(view.remedy().links())
        .extracting(RemedyView.RemedyLinkView::url)
        .containsExactly("https://console.amazonaws.cn/iam/home#/users/details/todoku");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User: arn:aws:sts::111111111111:assumed-role/$(reboot)/x is not authorized",
        "User: arn:aws:sts::111111111111:assumed-role/-rf/x is not authorized",
        "User: arn:aws:sts::111111111111:assumed-role/a\"b/x",
        "User: arn:aws:iam::111111111111:user/'; reboot"
      })
  void noNameFromOutsideBreaksOutOfATextToPaste(String detail) {
    for (ReasonKind kind : ReasonKind.values()) {
      Cause cause =
          cause(new Reason(kind, "ec2:DescribeAddresses", detail, null), "ec2:DescribeAddresses");
      assertThat(forms(view(cause, Locale.ENGLISH)).map(BlockFormView::text))
          .noneMatch(
              text -> text.contains("reboot") || text.contains(" -rf") || text.contains("a\"b"));
    }
  }

  @ParameterizedTest
  @EnumSource(ReasonKind.class)
  void everyPolicyIsJson(ReasonKind kind) {
    List<Cause> causes =
        Stream.concat(
                causesOf(kind),
                Stream.of(denied(kind, "because no ", "ec2:DescribeAddresses", "ses:GetAccount")))
            .toList();
    for (Cause cause : causes) {
      for (String policy : texts(view(cause, Locale.ENGLISH), "POLICY")) {
        JsonNode json = JsonMapper.shared().readTree(policy);
        assertThat(json.has("Effect") || json.has("ArnNotLike")).as(policy).isTrue();
        if (json.has("Effect")) {
          assertThat(json.get("Effect").asString()).isEqualTo("Allow");
          assertThat(
                  json.get("Action").isArray()
                      ? json.get("Action").valueStream()
                      : Stream.of(json.get("Action")))
              .allSatisfy(
                  action -> assertThat(action.asString()).matches("[a-z0-9-]+:[A-Za-z0-9]+"));
        }
      }
    }
  }

  /** The commands are read, never run. */
  @Test
  void everyCommandIsValidForAShell(@TempDir Path dir) throws IOException, InterruptedException {
    String commands =
        Arrays.stream(ReasonKind.values())
            .flatMap(kind ->
                Stream.concat(
                    causesOf(kind), Stream.of(denied(kind, "no", "ec2:DescribeAddresses"))))
            .flatMap(cause -> forms(view(cause, Locale.ENGLISH)))
            .filter(form -> List.of("SHELL", "AWS_CLI").contains(form.kind()))
            .map(BlockFormView::text)
            .distinct()
            .reduce("", (one, other) -> one + other + "\n");
    Path script = Files.writeString(dir.resolve("script"), commands);

    Process shell = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();

    assertThat(shell.waitFor()).isZero();
    assertThat(commands)
        .contains(
            "dig mail.example.com A\n",
            "delv mail.example.com A\n",
            "nc -vz -w 10 192.0.2.7 25\n",
            "curl -sSI https://mta-sts.example.com/.well-known/mta-sts.txt\n",
            "curl -sS -o /dev/null -w '%{http_code}\\n' https://ec2.ap-northeast-1.amazonaws.com/\n",
            "aws sso login --profile Todoku\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mail.example.com A @127.0.0.1:5399 | dig @127.0.0.1 -p 5399 mail.example.com A",
        "mail.example.com A @1.1.1.1 | dig @1.1.1.1 mail.example.com A",
        "mail.example.com A @1.1.1.1:53 | dig @1.1.1.1 mail.example.com A",
        "_dmarc.example.com TXT @[2001:db8::53]:5399 | dig @2001:db8::53 -p 5399 _dmarc.example.com TXT",
        "mail.example.com A @[2001:DB8::53]:53 | dig @2001:DB8::53 mail.example.com A",
        "mail.example.com A @2606:4700:4700::1111 | dig @2606:4700:4700::1111 mail.example.com A",
        "mail.example.com A @2001:db8::1 | dig @2001:db8::1 mail.example.com A",
        "mail.example.com A @FD00::1 | dig @FD00::1 mail.example.com A",
        "mail.example.com A @::1 | dig @::1 mail.example.com A",
        "mail.example.com A @::ffff:192.0.2.53 | dig @::ffff:192.0.2.53 mail.example.com A",
        "mail.example.com A @2001:db8::zz | dig mail.example.com A",
        "mail.example.com A @192.0.2.53:99999999 | dig mail.example.com A",
        "mail.example.com A @ns1.example.com | dig @ns1.example.com mail.example.com A",
        "mail.example.com A @;reboot | dig mail.example.com A"
      })
  void theQueryIsRepeatedToTheServerThatWasAsked(String source, String command) {
    for (ReasonKind kind : List.of(ReasonKind.TIMEOUT, ReasonKind.UNREACHABLE)) {
      RemedyOptionView option =
          view(cause(Reason.of(kind, source, ""), "mail.example.com"), Locale.ENGLISH)
              .remedy()
              .options()
              .getFirst();

      assertThat(option.look().blocks().getFirst().forms())
          .extracting(BlockFormView::text)
          .containsExactly(command);
    }
  }

  @Test
  void aServerThatCannotBeReachedIsAskedForOneName() {
    List<Reason> reasons =
        Stream.of("a.example A @192.0.2.53", "b.example A @192.0.2.53", "a.example A @192.0.2.54")
            .map(source -> Reason.of(ReasonKind.UNREACHABLE, source, ""))
            .toList();
    Cause cause =
        new Cause(
            "a-cause",
            ReasonKind.UNREACHABLE,
            CauseScope.DNS,
            List.of("a.example", "b.example"),
            List.of(),
            reasons,
            List.of());

    RemedyOptionView option = view(cause, Locale.ENGLISH).remedy().options().getFirst();

    assertThat(option.look().blocks().getFirst().forms())
        .extracting(BlockFormView::text)
        .containsExactly("dig @192.0.2.53 a.example A\ndig @192.0.2.54 a.example A");
    assertThat(option.change().steps())
        .containsExactly(
            "Open the way from Todoku’s network to these resolvers (port 53 or the one shown, UDP"
                + " and TCP), or name others that it reaches:");
    assertThat(option.change().blocks().getFirst().forms())
        .extracting(BlockFormView::text)
        .containsExactly("todoku:\n  dns:\n    resolvers: [RESOLVER-ADDRESS]");
  }

  @Test
  void whoPointsAnMxElsewhereIsWarned() {
    Reason reason = new Reason(ReasonKind.INCONCLUSIVE, "example.com MX", "", "mx-holder");
    for (Locale language : LANGUAGES) {
      assertThat(view(cause(reason, "example.com"), language).remedy().cautions()).hasSize(1);
    }
    RemedyView remedy = view(cause(reason, "example.com"), Locale.ENGLISH).remedy();

    assertThat(remedy.cautions())
        .containsExactly(
            "Somebody may read the mail of the domain at that server now. Before you change the"
                + " MX, ask who set it.");
    assertThat(remedy.options().getLast().change().steps())
        .containsExactly(
            "First let your own server take mail for the domain. Then point the MX, or the record"
                + " of its host, to it.");
  }

  @Test
  void noSettingIsProposedForWhatNoneAllows() {
    Reason reason = new Reason(ReasonKind.NOT_ALLOWED, "168.63.129.16:25", "", "never-probed");
    CauseView cause = view(cause(reason, "168.63.129.16"), Locale.ENGLISH);

    assertThat(cause.sentence())
        .isEqualTo(
            "Todoku never contacts 168.63.129.16: the address leads to the network or the cloud"
                + " that a machine is in");
    assertThat(forms(cause)).isEmpty();
    assertThat(cause.remedy().steps())
        .first()
        .asString()
        .startsWith("No setting allows it. Correct the record");
  }

  @Test
  void aSilentMailServerShouldAnswerOrIsNone() {
    RemedyView remedy =
        view(cause(Reason.of(ReasonKind.TIMEOUT, "192.0.2.7:25", ""), "192.0.2.7"), Locale.ENGLISH)
            .remedy();

    assertThat(remedy.options())
        .extracting(RemedyOptionView::label)
        .containsExactly("It should answer", "It sends and receives nothing");
    RemedyStageView change = remedy.options().getFirst().change();
    assertThat(change.blocks().getFirst().forms())
        .extracting(BlockFormView::text)
        .containsExactly(
            "aws ec2 authorize-security-group-ingress --region ap-northeast-1 --group-id"
                + " SECURITY-GROUP-ID --protocol tcp --port 25 --cidr TODOKU-ADDRESS/32");
  }
}
