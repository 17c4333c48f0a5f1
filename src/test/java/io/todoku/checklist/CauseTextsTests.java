package io.todoku.checklist;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.AllRules;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What people read of a cause, in both languages. */
class CauseTextsTests {

  private static List<CauseView> causes(Snapshot snapshot, Locale locale) {
    return CauseView.of(
        new ChecklistMaker(AllRules.engine()).make(snapshot, List.of()), wording(locale));
  }

  /** What the only option changes. */
  private static List<String> changes(CauseView cause) {
    assertThat(cause.remedy().options()).hasSize(1);
    return cause.remedy().options().getFirst().change().steps();
  }

  private static Wording wording(Locale locale) {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/rules", "messages/causes");
    messages.setUseCodeAsDefaultMessage(true); // the titles of rules
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return new Wording(messages, locale);
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
          DENIED_EXPLICITLY                 | explicit-deny           | A policy of Todoku’s own credentials explicitly denies assuming the role of this account               | In the IAM console, open the policy with the Deny statement for sts:AssumeRole, and add this to its Condition.
          DENIED_BY_SERVICE_CONTROL_POLICY  | service-control-policy  | A service control policy of the organization does not let Todoku assume the role of this account       | Ask whoever manages the organization of Todoku’s own credentials to add this to the Condition of the Deny statement: in the AWS Organizations console, Policies → Service control policies → the policy → Edit.
          DENIED_BY_RESOURCE_CONTROL_POLICY | resource-control-policy | A resource control policy of the organization does not let Todoku assume the role of this account      | Ask whoever manages the organization of this account to add this to the Condition of the Deny statement: in the AWS Organizations console, Policies → Resource control policies → the policy → Edit.
          DENIED_BY_PERMISSIONS_BOUNDARY    | permissions-boundary    | The permissions boundary of Todoku’s own credentials does not let them assume the role of this account | In the IAM console, open Todoku’s own role or user, then the policy under Permissions boundary, and add this statement to it.
          DENIED_BY_ENDPOINT_POLICY         | endpoint-policy         | The policy of a VPC endpoint does not let Todoku assume the role of this account                       | In the VPC console of the network that Todoku runs in, open Endpoints → the endpoint of sts → Actions → Manage policy, and add this statement.
          DENIED_BY_SESSION_POLICY          | session-policy          | The session policy of Todoku’s own credentials does not let them assume the role of this account       | Add this statement to the session policy with which Todoku’s own credentials are made, or use credentials without one.
          """)
  void aRefusedLoginIsAboutTheCredentialsThatAskedForTheRole(
      ReasonKind kind, String fix, String sentence, String help) {
    Snapshot snapshot = refusedLogin(kind, fix);

    CauseView english = causes(snapshot, Locale.ENGLISH).getFirst();
    assertThat(english.sentence()).isEqualTo(sentence);
    assertThat(changes(english)).containsExactly(help);
    assertThat(english.details()).containsExactly("AccessDenied: no");

    CauseView japanese = causes(snapshot, Locale.JAPANESE).getFirst();
    assertThat(japanese.sentence()).contains("ロール").matches(".*(ません|います)");
    assertThat(changes(japanese)).singleElement().asString().contains("ください。");
  }

  /** IAM Identity Center has no part in it, though its refusal may need the same remedy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WRONG_ACCOUNT | account-of-credentials | Todoku’s own credentials belong to account 222222222222, not to this account | enter a role of this account or choose a profile of it; or give the machine that Todoku runs on credentials of this account
          WRONG_ACCOUNT | account-of-role        | The role in this account’s settings belongs to account 222222222222         | enter the ARN of a role in this account
          WRONG_ACCOUNT | account-of-profile     | This account’s profile has credentials of account 222222222222              | choose a profile of this account; or correct this one on the machine that Todoku runs on
          WRONG_ACCOUNT | account-access         | The credentials belong to another account                                   | choose the role or the profile of this account
          NO_ACCESS     | account-access         | IAM Identity Center does not give this account’s profile the account or the role that it names | In the IAM Identity Center console
          """)
  void credentialsOfAnotherAccountAreNoFaultOfIamIdentityCenter(
      ReasonKind kind, String fix, String sentence, String help) {
    Reason reason = new Reason(kind, "sts:GetCallerIdentity", "222222222222", fix);
    Snapshot snapshot =
        copyOf(aSnapshot().withDomain("example.com").withGap(new Gap(null, reason)).build())
            .regions(Observed.unknown(reason))
            .build();

    CauseView english = causes(snapshot, Locale.ENGLISH).getFirst();
    assertThat(english.sentence()).isEqualTo(sentence);
    assertThat(changes(english)).singleElement().asString().contains(help);

    CauseView japanese = causes(snapshot, Locale.JAPANESE).getFirst();
    assertThat(japanese.sentence().contains("IAM Identity Center"))
        .isEqualTo(kind == ReasonKind.NO_ACCESS);
    assertThat(japanese.sentence().contains("222222222222"))
        .isEqualTo(fix.startsWith("account-of"));
    assertThat(changes(japanese)).singleElement().asString().contains("ください。");
  }

  /** An older snapshot lacks what its release did not look at. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ec2:DescribeRouteTables  | ec2:DescribeRouteTables was not called when the snapshot was made            | スナップショットの作成時に、AWSのAPI ec2:DescribeRouteTables を呼び出していません
          mail.example.com A       | mail.example.com was not looked up when the snapshot was made                | スナップショットの作成時に、mail.example.com を問い合わせていません
          203.0.113.9:25           | The mail server 203.0.113.9 was not tested when the snapshot was made        | スナップショットの作成時に、メールサーバー 203.0.113.9 を検査していません
          203.0.113.9:143          | The mailbox server 203.0.113.9 was not tested when the snapshot was made     | スナップショットの作成時に、メールボックスサーバー 203.0.113.9 を検査していません
          https://mta-sts.a.test/x | The MTA-STS policy https://mta-sts.a.test/x was not fetched when the snapshot was made | スナップショットの作成時に、MTA-STSポリシー https://mta-sts.a.test/x を取得していません
          """)
  void whatAnOlderSnapshotLacksIsToldAsWhatWasNotDone(
      String source, String english, String japanese) {
    Reason reason = Reason.of(ReasonKind.NOT_ASKED, source, "");
    Snapshot snapshot = aSnapshot().withGap(new Gap("ap-northeast-1", reason)).build();

    assertThat(notAsked(snapshot, Locale.ENGLISH).sentence()).isEqualTo(english);
    assertThat(changes(notAsked(snapshot, Locale.ENGLISH))).containsExactly("Rescan the account.");
    assertThat(notAsked(snapshot, Locale.JAPANESE).sentence()).isEqualTo(japanese);
    assertThat(changes(notAsked(snapshot, Locale.JAPANESE))).containsExactly("アカウントを再スキャンしてください。");
  }

  /** The list that the resolver gives no usable answer about is what the cause is about. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NXDOMAIN        | NXDOMAIN  | This resolver does not return the test entry of bl.spamcop.net    | 使用中のリゾルバーから bl.spamcop.net のテスト用の登録が返りません
          127.255.255.254 | NXDOMAIN  | bl.spamcop.net does not answer this resolver                      | bl.spamcop.net が使用中のリゾルバーに応答しません
          127.0.0.2       | 127.0.0.2 | bl.spamcop.net lists every address, so its answers prove nothing  | bl.spamcop.net はすべてのアドレスを登録済みと答えるため、判定に使えません
          """)
  void aBlocklistThatProvesNothingIsToldByWhatItAnswered(
      String testEntry, String negativeTestEntry, String english, String japanese) {
    Snapshot snapshot = blocklisted(testEntry, negativeTestEntry, "bl.spamcop.net");

    assertThat(aboutBlocklists(snapshot, Locale.ENGLISH).sentence()).isEqualTo(english);
    assertThat(aboutBlocklists(snapshot, Locale.ENGLISH).hides()).isEqualTo(2);
    assertThat(aboutBlocklists(snapshot, Locale.JAPANESE).sentence()).isEqualTo(japanese);
  }

  @Test
  void aResolverOfOnesOwnHelpsWhereAListReturnsNoTestEntry() {
    Snapshot snapshot = blocklisted("NXDOMAIN", "NXDOMAIN", "bl.spamcop.net");

    CauseView cause = aboutBlocklists(snapshot, Locale.ENGLISH);
    assertThat(changes(cause))
        .containsExactly(
            "Every blocklist that works has a test entry, but many refuse public resolvers such as 1.1.1.1 and 8.8.8.8. Name a resolver of your own in Todoku’s settings, and restart it. A list without the entry there too no longer works: take it out of todoku.dns.blocklists.");
    RemedyView.RemedyOptionView option = cause.remedy().options().getFirst();
    assertThat(option.change().blocks().getFirst().forms().getFirst().text())
        .isEqualTo("todoku:\n  dns:\n    resolvers: [RESOLVER-ADDRESS]");
    assertThat(option.verify().steps())
        .containsExactly(
            "An address that begins with 127.0.0. comes back for each list; then rescan.");
    assertThat(option.verify().blocks().getFirst().forms().getFirst().text())
        .isEqualTo("dig @RESOLVER-ADDRESS 2.0.0.127.bl.spamcop.net A +short");
    assertThat(changes(aboutBlocklists(snapshot, Locale.JAPANESE)))
        .singleElement()
        .asString()
        .contains("自社のリゾルバーを指定し、再起動してください。");
  }

  /** Two senders, and a list with these answers for the entries that it must and must not have. */
  private static Snapshot blocklisted(String testEntry, String negativeTestEntry, String list) {
    SnapshotBuilder snapshot =
        aSnapshot()
            .withSender("203.0.113.9")
            .withSender("203.0.113.10")
            .blocklists(Observed.known(List.of(list)));
    answer(snapshot, Blocklists.testEntryName(false, list), testEntry);
    answer(snapshot, Blocklists.negativeTestEntryName(false, list), negativeTestEntry);
    return snapshot.build();
  }

  private static void answer(SnapshotBuilder snapshot, String name, String answer) {
    if (answer.equals("NXDOMAIN")) {
      snapshot.dnsStatus(name, "A", DnsLookup.Status.NXDOMAIN);
    } else {
      snapshot.dns(name, "A", answer);
    }
  }

  private static CauseView aboutBlocklists(Snapshot snapshot, Locale locale) {
    return causes(snapshot, locale).stream()
        .filter(cause -> cause.id().startsWith("inconclusive-blocklist-"))
        .findFirst()
        .orElseThrow();
  }

  /** Why an address is not contacted stands in the sentence, and what lets it be. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.80              | Todoku does not contact 203.0.113.80: the address is private, reserved or for documentation  | 203.0.113.80 は、プライベート、予約済み、または文書用のアドレスのため、接続しません
          203.0.113.80 203.0.113.81 | Todoku does not contact 2 addresses: they are private, reserved or for documentation         | 2件のアドレスは、プライベート、予約済み、または文書用のアドレスのため、接続しません
          """)
  void whyAnAddressIsNotContactedIsTold(String addresses, String english, String japanese) {
    SnapshotBuilder builder = aSnapshot();
    for (String address : addresses.split(" ")) {
      builder.withGap(
          new Gap(
              "ap-northeast-1",
              new Reason(
                  ReasonKind.NOT_ALLOWED, address + ":25", "", "todoku.probe.allowed-networks")));
    }
    Snapshot snapshot = builder.build();

    assertThat(notAllowed(snapshot, Locale.ENGLISH).sentence()).isEqualTo(english);
    assertThat(changes(notAllowed(snapshot, Locale.ENGLISH)))
        .containsExactly(
            "Todoku contacts public unicast addresses only. If the network is yours, allow it in Todoku’s settings, and restart it.");
    assertThat(notAllowed(snapshot, Locale.JAPANESE).sentence()).isEqualTo(japanese);
    assertThat(changes(notAllowed(snapshot, Locale.JAPANESE)))
        .containsExactly("Todokuが接続するのは、公開のユニキャストアドレスだけです。自社のネットワークであれば、Todokuの設定で許可し、再起動してください。");
  }

  private static CauseView notAllowed(Snapshot snapshot, Locale locale) {
    return causes(snapshot, locale).stream()
        .filter(cause -> cause.kind() == ReasonKind.NOT_ALLOWED)
        .findFirst()
        .orElseThrow();
  }

  /** No scan finds out who holds an address outside of the accounts, so a waiver is offered. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | It is not known who holds an address that the MX of example.com leads to | On the account page, open the finding and waive it | The finding passes as soon as a scan of that account has found the address.
          ja | example.com のMXが指すアドレスの保有者が分かりません                        | 例外として承認してください。                         | そのアカウントのスキャンでアドレスが見つかると、この項目は適合になります。
          """)
  void anUnknownHolderIsSettledByHisAccountOrByAWaiver(
      String language, String sentence, String waiver, String verification) {
    Snapshot snapshot =
        aSnapshot()
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mx.example.com")
            .dns("mx.example.com", "A", "198.51.100.9")
            .dnsStatus("mx.example.com", "AAAA", DnsLookup.Status.NODATA)
            .dnsStatus("9.100.51.198.in-addr.arpa", "PTR", DnsLookup.Status.NXDOMAIN)
            .build();

    CauseView cause =
        causes(snapshot, Locale.forLanguageTag(language)).stream()
            .filter(found -> found.id().equals("inconclusive-dns-mx-holder"))
            .findFirst()
            .orElseThrow();
    assertThat(cause.sentence()).isEqualTo(sentence);
    assertThat(cause.remedy().options()).hasSize(3);
    assertThat(cause.remedy().options().getFirst().verify().steps()).containsExactly(verification);
    assertThat(cause.remedy().options().get(1).change().steps())
        .singleElement()
        .asString()
        .contains(waiver);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | 0 | leaves no finding unknown
          en | 1 | leaves 1 finding unknown
          en | 2 | leaves 2 findings unknown
          ja | 1 | 1件の項目を確認できません
          """)
  void howManyFindingsACauseLeavesUnknownIsTold(String language, int findings, String text) {
    assertThat(wording(Locale.forLanguageTag(language)).of("cause.hides", findings))
        .isEqualTo(text);
  }

  private static CauseView notAsked(Snapshot snapshot, Locale locale) {
    return causes(snapshot, locale).stream()
        .filter(cause -> cause.kind() == ReasonKind.NOT_ASKED && cause.hides() == 0)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ec2:DescribeRouteTables | ec2:DescribeRouteTables was not checked. | ec2:DescribeRouteTables は確認していません。
          203.0.113.9:25          | 203.0.113.9:25 was not checked.          | 203.0.113.9:25 は確認していません。
          i-0abc (stopped)        | i-0abc (stopped) was not checked.        | i-0abc (stopped) は確認していません。
          """)
  void aFindingTellsWhatWasNotChecked(String source, String english, String japanese) {
    Reason reason = Reason.of(ReasonKind.NOT_ASKED, source, "");

    assertThat(wording(Locale.ENGLISH).of(reason)).isEqualTo(english);
    assertThat(wording(Locale.JAPANESE).of(reason)).isEqualTo(japanese);
  }
}
