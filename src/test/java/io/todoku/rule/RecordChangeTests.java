package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One change of DNS in three forms. */
class RecordChangeTests {

  private static DnsLookup texts(String name, String... texts) {
    SnapshotBuilder world = aSnapshot();
    Snapshot snapshot =
        (texts.length == 0
                ? world.dnsStatus(name, "TXT", Status.NXDOMAIN)
                : world.dns(name, "TXT", texts))
            .build();
    return snapshot.lookup(name, "TXT");
  }

  private static RecordChange spf(String name, String text, String... others) {
    return RecordChange.ofText(
        name, text, texts(name, others), other -> other.startsWith("v=spf1"));
  }

  private static String form(RecordChange change, BlockKind kind) {
    return change.block().orElseThrow().forms().stream()
        .filter(form -> form.kind() == kind)
        .map(BlockForm::text)
        .findFirst()
        .orElse("");
  }

  @Test
  void anAddressRecordHasThreeForms() {
    assertThat(RecordChange.ofAddress("mail.example.com", "203.0.113.9").block().orElseThrow())
        .isEqualTo(
            new RemedyBlock(
                List.of(
                    new BlockForm(
                        BlockKind.ZONE_RECORD, "mail.example.com.  300  IN  A  203.0.113.9"),
                    new BlockForm(
                        BlockKind.ROUTE53_CLI,
                        "aws route53 change-resource-record-sets --hosted-zone-id ZONE-ID"
                            + " --change-batch '{\"Changes\":[{\"Action\":\"UPSERT\","
                            + "\"ResourceRecordSet\":{\"Name\":\"mail.example.com.\",\"Type\":\"A\","
                            + "\"TTL\":300,\"ResourceRecords\":[{\"Value\":\"203.0.113.9\"}]}}]}'"),
                    new BlockForm(
                        BlockKind.TERRAFORM,
                        """
                        resource "aws_route53_record" "mail_example_com_203_0_113_9" {
                          zone_id = "ZONE-ID"
                          name    = "mail.example.com"
                          type    = "A"
                          ttl     = 300
                          records = ["203.0.113.9"]
                        }\
                        """))));
  }

  @Test
  void aNameThatCannotBePastedIsAPlaceholder() {
    RecordChange change = RecordChange.ofAddress("$(reboot).example.com", "203.0.113.9");

    assertThat(form(change, BlockKind.ZONE_RECORD))
        .isEqualTo("MAIL-HOST-NAME.  300  IN  A  203.0.113.9");
    assertThat(change.label()).isEqualTo("ip_203_0_113_9");
    assertThat(change.block().orElseThrow().forms().getLast().placeholders())
        .containsExactly(Placeholder.ZONE_ID, Placeholder.MAIL_HOST_NAME);
  }

  /** Route 53 and Terraform replace all values of a name. */
  @Test
  void theOtherTextsOfTheNameStay() {
    RecordChange change =
        spf("example.com", "v=spf1 mx -all", "v=spf1 mx +all", "it's=\"1\"", "a=b");

    assertThat(form(change, BlockKind.ZONE_RECORD))
        .isEqualTo("example.com.  300  IN  TXT  \"v=spf1 mx -all\"");
    assertThat(form(change, BlockKind.ROUTE53_CLI))
        .contains(
            "\"ResourceRecords\":[{\"Value\":\"\\\"v=spf1 mx -all\\\"\"},"
                + "{\"Value\":\"\\\"it\\u0027s=\\\\\\\"1\\\\\\\"\\\"\"},"
                + "{\"Value\":\"\\\"a=b\\\"\"}]")
        .doesNotContain("+all");
    assertThat(form(change, BlockKind.TERRAFORM))
        .contains("records = [\"v=spf1 mx -all\", \"it's=\\\\\\\"1\\\\\\\"\", \"a=b\"]");
  }

  @Test
  void whereTheOtherTextsAreNotKnownOnlyTheLineIsGiven() {
    DnsLookup notAsked = aSnapshot().build().lookup("example.com", "TXT");
    RecordChange unknown = RecordChange.ofText("example.com", "v=spf1 -all", notAsked, _ -> false);
    RecordChange binary = spf("example.com", "v=spf1 -all", "\\255x");

    assertThat(List.of(unknown, binary))
        .allSatisfy(change ->
            assertThat(change.block().orElseThrow().forms())
                .extracting(BlockForm::kind)
                .containsExactly(BlockKind.ZONE_RECORD));
  }

  @Test
  void aLongTextIsSplitIntoStrings() {
    RecordChange change = spf("_dmarc.example.com", "x".repeat(255) + "y".repeat(5));

    assertThat(form(change, BlockKind.ZONE_RECORD)).endsWith("xxx\" \"yyyyy\"");
    assertThat(form(change, BlockKind.ROUTE53_CLI)).contains("xxx\\\" \\\"yyyyy\\\"\"}");
    assertThat(form(change, BlockKind.TERRAFORM)).contains("xxx\\\"\\\"yyyyy\"]");
  }

  @Test
  void aMacroOfSpfIsNoTemplate() {
    assertThat(form(spf("example.com", "v=spf1 exists:%{i}.x.example -all"), BlockKind.TERRAFORM))
        .contains("records = [\"v=spf1 exists:%%{i}.x.example -all\"]");
  }

  @ParameterizedTest
  @CsvSource({"$include x, v", "a\"b, v", "example.com, a\"b", "example.com, a\\b", "a..b, v"})
  void takesNothingThatMeansSomethingToAZoneFile(String name, String text) {
    assertThat(spf(name, text).block()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "254, 1", "255, 1", "256, 2", "510, 2", "511, 3"})
  void aStringHasTwoHundredAndFiftyFiveOctetsAtMost(int length, int strings) {
    String line = form(spf("_dmarc.example.com", "x".repeat(length)), BlockKind.ZONE_RECORD);

    assertThat(line).startsWith("_dmarc.example.com.  300  IN  TXT  \"").endsWith("\"");
    assertThat(line.chars().filter(c -> c == '"').count()).isEqualTo(2L * strings);
  }
}
