package io.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.todoku.bounce.BounceAddress.AddressRole;
import io.todoku.bounce.BounceDiagnosis.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BounceExplainerTests {

  private static final Path BOUNCES = Path.of("src/test/resources/bounce/bounces.txt");

  private final BounceExplainer explainer = new BounceExplainer();

  @TestFactory
  List<DynamicTest> bouncesFromPublicSourcesAreExplained() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String block : Files.readString(BOUNCES).split("(?m)^## ")) {
      String[] parts = block.split("\n", 2);
      if (!parts[0].startsWith("#")) {
        String[] cells = parts[0].split(" \\| ");
        tests.add(
            DynamicTest.dynamicTest(
                cells[0] + " " + cells[3] + " " + cells[5], () -> check(cells, parts[1])));
      }
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(60);
    return tests;
  }

  private void check(String[] cells, String text) {
    BounceExplanation found = explainer.explain(text);

    assertThat(found.recognized()).isTrue();
    assertThat(orDash(found.receiver())).as("receiver").isEqualTo(cells[0]);
    assertThat(orDash(found.replyCode())).as("reply code").isEqualTo(cells[1]);
    assertThat(orDash(found.statusCode())).as("status code").isEqualTo(cells[2]);
    assertThat(found.diagnoses().stream().map(BounceDiagnosis::id).findFirst())
        .as("diagnosis")
        .hasValue(cells[3]);
    if (!cells[4].equals("-")) {
      assertThat(senders(found)).as("sender").containsExactly(cells[4]);
    }
  }

  private static String orDash(Object value) {
    return value == null ? "-" : value.toString();
  }

  private static List<String> senders(BounceExplanation found) {
    return addresses(found, AddressRole.SENDER);
  }

  private static List<String> addresses(BounceExplanation found, AddressRole role) {
    return found.addresses().stream()
        .filter(address -> address.role() == role)
        .map(BounceAddress::address)
        .toList();
  }

  @Test
  void theDiagnosisNamesRulesSideAndSource() {
    BounceDiagnosis found =
        explainer
            .explain("550 5.7.25 The IP address does not have a PTR record")
            .diagnoses()
            .getFirst();

    assertThat(found.rules()).containsExactly("ptr-exists", "ptr-matches-a", "sender-ipv6-ptr");
    assertThat(found.side()).isEqualTo(Side.SENDER);
    assertThat(found.receiver()).isEqualTo("gmail");
    assertThat(found.source()).startsWith("https://knowledge.workspace.google.com/");
  }

  @Test
  void aBlocklistOfTheReceiverLeadsToTheBlocklistRule() {
    BounceExplanation found =
        explainer.explain(
            "554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using bl.spamcop.net;"
                + " Blocked - see https://www.spamcop.net/bl.shtml?203.0.113.9");

    assertThat(found.diagnoses().getFirst().rules()).containsExactly("dnsbl-not-listed");
    assertThat(found.receiver()).isNull();
    assertThat(senders(found)).containsExactly("203.0.113.9");
  }

  @Test
  void aTimeoutLeadsToTheWayOutAndTheSendingLimit() {
    BounceExplanation found =
        explainer.explain("connect to mx.example.org[192.0.2.7]:25: Connection timed out");

    assertThat(found.diagnoses().getFirst().rules())
        .containsExactly("smtp-egress-open", "send-limit-removed");
    assertThat(addresses(found, AddressRole.RECEIVER)).containsExactly("192.0.2.7");
    assertThat(senders(found)).isEmpty();
  }

  @Test
  void anUnknownTextIsExplainedByItsCodeAlone() {
    BounceExplanation found = explainer.explain("550 5.7.23 Zurueckgewiesen, so nicht");

    assertThat(found.phraseKnown()).isFalse();
    assertThat(found.statusMeaning()).isEqualTo("bounce.status.7.23");
    assertThat(found.statusSource()).isEqualTo("https://www.rfc-editor.org/rfc/rfc7372");
    assertThat(found.diagnoses()).extracting(BounceDiagnosis::id).containsExactly("spf-failed");
  }

  @Test
  void anUnknownCodeIsNotGuessed() {
    BounceExplanation found = explainer.explain("550 5.7.999 Nein");

    assertThat(found.recognized()).isTrue();
    assertThat(found.statusCode()).isEqualTo("5.7.999");
    assertThat(found.statusMeaning()).isNull();
    assertThat(found.diagnoses()).isEmpty();
  }

  @Test
  void whatTheReceiverMeansByACodeGoesBeforeTheStandard() {
    BounceExplanation gmail = explainer.explain("550-5.7.27 Sorry. 550 5.7.27 abc123 - gsmtp");
    BounceExplanation other = explainer.explain("550 5.7.27 Sorry");

    assertThat(gmail.diagnoses()).extracting(BounceDiagnosis::id).containsExactly("spf-failed");
    assertThat(gmail.statusMeaning()).isNull();
    assertThat(other.diagnoses()).extracting(BounceDiagnosis::id).containsExactly("sender-null-mx");
    assertThat(other.statusMeaning()).isEqualTo("bounce.status.7.27");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "hello",
        "203.0.113.9",
        "mail.example.com",
        "Received: by mx.example.com (Postfix 5.1.1) with ESMTP id 5505711; Mon, 15 Apr 2024"
            + " 10:21:55 +0900",
        "Message-ID: <550.5.7.1@example.com> size=550 nrcpt=1",
        "Todoku 5.7.25 was released on 2024-05-50 at 5:50:42",
        "build 4.5.3 of 450 files, 552 tests",
        "10.5.7.1 and 5.7.1.2 are no codes",
        "i-0123456789abcdef0"
      })
  void numbersThatAreNoCodesAreNotTakenForABounce(String text) {
    BounceExplanation found = explainer.explain(text);

    assertThat(found.recognized()).isFalse();
    assertThat(found.statusCode()).isNull();
    assertThat(found.diagnoses()).isEmpty();
  }

  @Test
  void theReceiversAddressesAndVersionsAreNotTakenForTheSenders() {
    BounceExplanation found =
        explainer.explain(
            """
            Received: from mx.example.net (10.0.0.5) by mx.example.net with Microsoft SMTP Server
             (version=TLS1_2) id 15.20.74.29; Mon, 15 Apr 2024 10:21:55 +0900
            X-Mailer: Exim 4.96.2.1
            <user@example.org>: host mx.example.org[192.0.2.7] said: 550 5.7.1 [IPv6:2001:DB8:0:0:0:0:0:9]
             listed at 9.113.0.203.zen.spamhaus.org as 127.0.0.2 (in reply to RCPT TO command)
            """);

    assertThat(senders(found)).containsExactly("2001:db8::9", "203.0.113.9");
    assertThat(addresses(found, AddressRole.RECEIVER)).containsExactly("192.0.2.7");
    assertThat(addresses(found, AddressRole.OTHER)).containsExactly("10.0.0.5");
  }

  @Test
  void codesInTheReturnedMessageAreNotThoseOfTheReceiver() {
    BounceExplanation found =
        explainer.explain(
            """
            host mx.example.org [192.0.2.7]: 550 5.1.1 User unknown
            ------ This is a copy of the message, including all the headers. ------
            Subject: Fwd: 550 5.7.25 does not have a PTR record, mailbox full
            Received: from web ([203.0.113.9]) by mail.example.jp
            """);

    assertThat(found.statusCode()).isEqualTo("5.1.1");
    assertThat(found.diagnoses()).extracting(BounceDiagnosis::id).containsExactly("user-unknown");
    assertThat(addresses(found, AddressRole.OTHER)).containsExactly("203.0.113.9");
    assertThat(found.names()).contains("mail.example.jp", "mx.example.org");
  }

  @Test
  void theLocalPartsOfMailAddressesAreNotKept() {
    BounceExplanation found =
        explainer.explain("550 5.1.1 <hanako.yamada@example.jp>: User unknown");

    assertThat(found.toString()).contains("example.jp").doesNotContain("hanako", "yamada");
  }

  @Test
  void namesInLinksAreNotHostsOfTheBounce() {
    BounceExplanation found =
        explainer.explain(
            "550 5.7.1 mail.example.jp see https://support.google.com/mail/answer/81126");

    assertThat(found.names()).containsExactly("mail.example.jp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3.4.5.6.7.8.",
        "a.",
        "client host ",
        "550-",
        "5.7.1 ",
        "[::1]",
        "https://",
        "((((",
        "blocked using ",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ":",
        "\u0000",
        "<x@",
        "550 5.7.25 \n"
      })
  void aHostileMegabyteIsReadInReasonableTime(String part) {
    String text = part.repeat(1_000_000 / part.length());

    BounceExplanation found =
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> explainer.explain(text));

    assertThat(found.cut()).isTrue();
    assertThat(found.addresses()).hasSizeLessThanOrEqualTo(50);
    assertThat(found.names()).hasSizeLessThanOrEqualTo(50);
  }
}
