package io.todoku.checklist;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.rule.Question;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.Text;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;

/** A question to a person reads as a question, with what to do, and not as a missing setting. */
class QuestionTextsTests {

  private static final String ADDRESS = "203.0.113.9";

  private static Wording wording(Locale locale) {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/rules");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return new Wording(messages, locale);
  }

  private static Checklist judge(Snapshot snapshot) {
    try (var context = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      List<Rule> rules = List.copyOf(context.getBeansOfType(Rule.class).values());
      return new ChecklistMaker(new RuleEngine(rules)).make(snapshot, List.of());
    }
  }

  private static Item item(Checklist list, String rule, String resource) {
    return list.items().stream()
        .filter(item -> item.rule().id().equals(rule))
        .filter(item ->
            resource.equals(item.finding().resource().label())
                || resource.equals(item.finding().resource().address()))
        .findFirst()
        .orElseThrow();
  }

  /** A server that takes mail in, beside an SPF record that names only a relay service. */
  private static Snapshot receiverWithRelayService() {
    return aSnapshot()
        .withElasticIp(ADDRESS, Map.of())
        .withDomain("example.com")
        .dns("example.com", "MX", "10 mail.example.com")
        .dns("example.com", "TXT", "v=spf1 include:relay.example.net -all")
        .dns("relay.example.net", "TXT", "v=spf1 ip4:192.0.2.200 -all")
        .dns("mail.example.com", "A", ADDRESS)
        .ptr(ADDRESS, "mail.example.com")
        .build();
  }

  @Test
  void whetherAReceiverSendsIsAskedInBothLanguages() {
    Item item = item(judge(receiverWithRelayService()), "ptr-exists", ADDRESS);

    assertThat(item.urgency()).isEqualTo(Urgency.TO_ASK);
    assertThat(item.finding().summary().key()).isEqualTo("finding.role-asked");
    assertThat(wording(Locale.ENGLISH).of(item.finding().unknownReason()))
        .isEqualTo(
            "We need your answer: does 203.0.113.9 send mail by itself? SPF example.com alone does"
                + " not show it. Choose it for 203.0.113.9 under “Public addresses” on the account"
                + " page; or tag it todoku:mail = both if it sends, or = receives if it does not,"
                + " and rescan.");
    assertThat(wording(Locale.JAPANESE).of(item.finding().unknownReason()))
        .isEqualTo(
            "回答が必要です。203.0.113.9 は自分でメールを送信していますか。SPF example.com だけでは判断できません。"
                + "アカウントのページの「パブリックアドレスの役割」で 203.0.113.9 について選択します。"
                + "または、タグ todoku:mail = both（送信する）か receives（送信しない）を付けて再スキャンします。");
  }

  @Test
  void selectorsOfADomainAreAsked() {
    Item item = item(judge(receiverWithRelayService()), "dkim-published", "example.com");

    assertThat(item.urgency()).isEqualTo(Urgency.TO_ASK);
    assertThat(wording(Locale.ENGLISH).of(item.finding().unknownReason()))
        .startsWith("We need your answer: which DKIM selectors does example.com use?");
  }

  @Test
  void whatCouldNotBeLookedUpIsNoQuestion() {
    Snapshot snapshot =
        aSnapshot()
            .withSender(ADDRESS)
            .dnsUnknown("9.113.0.203.in-addr.arpa", "PTR", ReasonKind.TIMEOUT)
            .build();

    assertThat(item(judge(snapshot), "ptr-exists", ADDRESS).urgency()).isEqualTo(Urgency.UNCHECKED);
  }

  @Test
  void aMissingSettingIsNoQuestion() {
    Reason reason =
        new Reason(ReasonKind.NOT_CONFIGURED, "203.0.113.9:25", "", "todoku.probe.relay-recipient");

    assertThat(Question.isAskedBy(reason)).isFalse();
    assertThat(wording(Locale.ENGLISH).of(reason))
        .isEqualTo(
            "203.0.113.9:25 alone is not enough evidence, because a setting is missing. Needed:"
                + " todoku.probe.relay-recipient.");
  }

  @ParameterizedTest
  @EnumSource
  void eachQuestionHasATextThatNamesItsSubject(Question question) {
    Reason reason = question.about("SUBJECT", "SUBJECT");

    assertThat(reason.kind())
        .as("as earlier releases exported it")
        .isEqualTo(ReasonKind.NOT_CONFIGURED);
    assertThat(wording(Locale.ENGLISH).of(reason))
        .startsWith("We need your answer: ")
        .contains("SUBJECT", "?");
    assertThat(wording(Locale.JAPANESE).of(reason))
        .startsWith("回答が必要です。")
        .contains("SUBJECT", "か。");
  }

  @Test
  void theEvidenceOfARoleNamesNoCodes() {
    assertThat(
            wording(Locale.JAPANESE)
                .of(Text.of("sender.blind", Text.of("reason.DENIED", "ec2:DescribeInstances"))))
        .isEqualTo("未確認: ec2:DescribeInstances が拒否されました");
  }
}
