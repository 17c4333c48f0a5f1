package io.todoku.snapshot;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.snapshot.MtaStsPolicyLookup.HttpAnswer;
import io.todoku.snapshot.SnapshotFormatException.SnapshotProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Each wrong value is named by the path that it has in the file. */
class SnapshotValidatorTests {

  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode tree =
      (ObjectNode)
          JSON.readTree(
              SnapshotFile.write(
                  aSnapshot()
                      .withSender("203.0.113.9")
                      .withIpv6("2001:db8::25")
                      .withDomain("example.com", "s1", "s2")
                      .withDomain("example.net")
                      .withRoleOverride("203.0.113.9", true)
                      .ptr("203.0.113.9", "mail.example.com")
                      .policy("example.com", Observed.known(new HttpAnswer(200, "", "", null)))
                      .zones(
                          Observed.known(
                              List.of(
                                  new HostedZone(
                                      "Z1",
                                      "example.com",
                                      Observed.known(
                                          List.of(
                                              new HostedZone.RecordSet(
                                                  "a.example.com", "A", "tokyo", List.of())))))))
                      .build()));

  /** Replaces the value at a JSON pointer. */
  private void set(String pointer, JsonNode value) {
    int slash = pointer.lastIndexOf('/');
    String last = pointer.substring(slash + 1);
    switch (tree.at(pointer.substring(0, slash))) {
      case ArrayNode array -> array.set(Integer.parseInt(last), value);
      case ObjectNode object -> object.set(last, value);
      default -> throw new IllegalArgumentException(pointer);
    }
  }

  private void read() {
    SnapshotFile.read(JSON.writeValueAsBytes(tree));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessage(message)
        .extracting(e -> ((SnapshotFormatException) e).problem())
        .isEqualTo(SnapshotProblem.BROKEN);
  }

  @Test
  void acceptsTheSnapshotThatTheOtherTestsSpoil() {
    assertThatCode(this::read).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "/scanId, snapshot.scanId",
    "/account, snapshot.account",
    "/account/client, snapshot.account.client",
    "/account/environment, snapshot.account.environment",
    "/account/mailDomains, snapshot.account.mailDomains",
    "/account/mailDomains/1/name, snapshot.account.mailDomains[1].name",
    "/account/roleOverrides/203.0.113.9, snapshot.account.roleOverrides.203.0.113.9",
    "/account/roleOverrides/203.0.113.9/by, snapshot.account.roleOverrides.203.0.113.9.by",
    "/startedAt, snapshot.startedAt",
    "/regions, snapshot.regions",
    "/regions/value, snapshot.regions.value",
    "/regions/value/0, snapshot.regions.value[0]",
    "/regions/value/0/elasticIps, snapshot.regions.value[0].elasticIps",
    "/lookups, snapshot.lookups",
    "/lookups/0, snapshot.lookups[0]",
    "/lookups/0/answer/value/records/0, snapshot.lookups[0].answer.value.records[0]",
    "/servers, snapshot.servers",
    "/attestations, snapshot.attestations",
    "/gaps, snapshot.gaps",
    "/policies/0/url, snapshot.policies[0].url",
    "/policies/0/answer/value/body, snapshot.policies[0].answer.value.body",
    "/zones/value/0/records/value/0/values, snapshot.zones.value[0].records.value[0].values",
    "/regions/value/0/ses/value/account/reason/detail,"
        + " snapshot.regions.value[0].ses.value.account.reason.detail"
  })
  void namesWhatIsMissing(String pointer, String path) {
    set(pointer, JSON.getNodeFactory().nullNode());

    assertRefused(path + " is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "/zones/value/0/records/value/0/set",
    "/policies/0/answer/value/tlsError",
    "/regions/value/0/elasticIps/value/0/instanceId",
    "/lookups/0/answer/value/ttl"
  })
  void acceptsNullWhereNullHasAMeaning(String pointer) {
    set(pointer, JSON.getNodeFactory().nullNode());

    assertThatCode(this::read).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "/account/client, snapshot.account.client",
    "/account/mailDomains/0/dkimSelectors/1, snapshot.account.mailDomains[0].dkimSelectors[1]",
    "/account/roleOverrides/203.0.113.9/reason, snapshot.account.roleOverrides.203.0.113.9.reason",
    "/lookups/0/name, snapshot.lookups[0].name",
    "/regions/value/0/name, snapshot.regions.value[0].name",
    "/zones/value/0/records/value/0/set, snapshot.zones.value[0].records.value[0].set",
    "/policies/0/domain, snapshot.policies[0].domain"
  })
  void namesTheTextThatHasControlCharactersOrIsTooLong(String pointer, String path) {
    set(pointer, JSON.valueToTree("a\u001b[2J"));
    assertRefused(path + " has control characters");

    set(pointer, JSON.valueToTree("a".repeat(5001)));
    assertRefused(path + " is longer than 5000 characters");
  }

  @Test
  void aTextMayHaveFiveThousandCharactersLinesAndTabs() {
    set("/account/client", JSON.valueToTree("a\n\tb" + "c".repeat(4996)));

    assertThatCode(this::read).doesNotThrowAnyException();
  }

  @Test
  void namesTheMapWhoseKeyHasControlCharacters() {
    set("/account/roleOverrides/a\rb", tree.at("/account/roleOverrides/203.0.113.9"));

    assertRefused("snapshot.account.roleOverrides key has control characters");
  }

  @ParameterizedTest
  @CsvSource({
    "/finishedAt, 1999-12-31T23:59:59.999999999Z, snapshot.finishedAt",
    "/lookups/0/at, 2200-01-01T00:00:00.000000001Z, snapshot.lookups[0].at"
  })
  void namesTheTimeThatIsOfAnotherAge(String pointer, String time, String path) {
    set(pointer, JSON.valueToTree(time));

    assertRefused(path + " is not a time between 2000 and 2200");
  }

  @ParameterizedTest
  @CsvSource({"2000-01-01T00:00:00Z", "2200-01-01T00:00:00Z"})
  void acceptsTheFirstAndTheLastTime(String time) {
    set("/finishedAt", JSON.valueToTree(time));

    assertThatCode(this::read).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"12345678901", "1234567890123", "12345678901a", "''", "１２３４５６７８９０１２"})
  void refusesAnAccountIdOfOtherThanTwelveDigits(String id) {
    set("/account/id", JSON.valueToTree(id));

    assertRefused("snapshot.account.id is not 12 digits");
  }

  @ParameterizedTest
  @CsvSource({"''", "Tokyo", "ap_northeast_1", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx"})
  void refusesANameThatIsNoRegion(String name) {
    set("/regions/value/0/name", JSON.valueToTree(name));

    assertRefused("snapshot.regions.value[0].name: \"" + name + "\" is not a Region");
  }

  @Test
  void acceptsARegionNameOfFortyCharacters() {
    set("/regions/value/0/name", JSON.valueToTree("aaaaaaaaaabbbbbbbbbbccccccccccdddddddd-1"));

    assertThatCode(this::read).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.999", "localhost", "''", "203.0.113.9/32"})
  void refusesAnAddressThatIsNone(String address) {
    set("/regions/value/0/elasticIps/value/0/address", JSON.valueToTree(address));

    assertRefused("snapshot.regions.value[0]: \"" + address + "\" is not an address");
  }
}
