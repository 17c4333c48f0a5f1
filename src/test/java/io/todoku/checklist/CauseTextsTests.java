package io.todoku.checklist;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.AllRules;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What people read of a cause, in both languages. */
class CauseTextsTests {

  private static List<CauseView> causes(Snapshot snapshot, Locale locale) {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/rules", "messages/causes");
    messages.setUseCodeAsDefaultMessage(true); // the titles of rules
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return CauseView.of(
        new ChecklistMaker(AllRules.engine()).make(snapshot, List.of()),
        new Wording(messages, locale));
  }

  private static Snapshot refusedLogin(ReasonKind kind, String fix) {
    Reason reason = new Reason(kind, "sts:AssumeRole", "AccessDenied: no", fix);
    return copyOf(aSnapshot().withDomain("example.com").withGap(new Gap(null, reason)).build())
        .regions(Observed.unknown(reason))
        .build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DENIED_EXPLICITLY                 | explicit-deny           | A policy of Todoku’s own credentials explicitly denies assuming the role of this account               | Change the Deny statement for sts:AssumeRole in the policies of Todoku’s own role or user: an Allow does not help against it.
          DENIED_BY_SERVICE_CONTROL_POLICY  | service-control-policy  | A service control policy of the organization does not let Todoku assume the role of this account       | Ask whoever manages the organization of Todoku’s own credentials to allow sts:AssumeRole: an Allow in an account does not help.
          DENIED_BY_RESOURCE_CONTROL_POLICY | resource-control-policy | A resource control policy of the organization does not let Todoku assume the role of this account      | Ask whoever manages the organization of this account to except Todoku from that policy: an Allow in the account does not help.
          DENIED_BY_PERMISSIONS_BOUNDARY    | permissions-boundary    | The permissions boundary of Todoku’s own credentials does not let them assume the role of this account | Add sts:AssumeRole to the permissions boundary of Todoku’s own role or user: an Allow in another policy does not help.
          DENIED_BY_ENDPOINT_POLICY         | endpoint-policy         | The policy of a VPC endpoint does not let Todoku assume the role of this account                       | Add sts:AssumeRole to the policy of the VPC endpoint that Todoku’s network uses.
          DENIED_BY_SESSION_POLICY          | session-policy          | The session policy of Todoku’s own credentials does not let them assume the role of this account       | Use credentials whose session policy allows sts:AssumeRole.
          """)
  void aRefusedLoginIsAboutTheCredentialsThatAskedForTheRole(
      ReasonKind kind, String fix, String sentence, String help) {
    Snapshot snapshot = refusedLogin(kind, fix);

    CauseView english = causes(snapshot, Locale.ENGLISH).getFirst();
    assertThat(english.sentence()).isEqualTo(sentence);
    assertThat(english.steps()).containsExactly(help);
    assertThat(english.details()).containsExactly("AccessDenied: no");

    CauseView japanese = causes(snapshot, Locale.JAPANESE).getFirst();
    assertThat(japanese.sentence()).contains("ロール").matches(".*(ません|います)");
    assertThat(japanese.steps()).singleElement().asString().contains("ください。");
  }
}
