package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.snapshot.SnapshotFormatException.SnapshotProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFileTests {

  private static Snapshot snapshot() {
    return SnapshotBuilder.aSnapshot()
        .withSender("203.0.113.9")
        .withDomain("example.com")
        .ptr("203.0.113.9", "mail.example.com")
        .dnsUnknown("mail.example.com", "A", ReasonKind.TIMEOUT)
        .serverUnknown("203.0.113.9", ReasonKind.TIMEOUT)
        .mailbox(
            "203.0.113.9",
            MailboxServer.Protocol.IMAP,
            Observed.known(
                new MailboxServer.MailboxDialogue(
                    MailboxServer.MailboxEnding.COMPLETE,
                    "* OK hi",
                    List.of("LOGINDISABLED"),
                    List.of(new MailServer.TranscriptLine(false, "* OK hi", SnapshotBuilder.NOW)))))
        .mailbox(
            "203.0.113.9",
            MailboxServer.Protocol.POP3,
            Observed.known(MailboxServer.MailboxDialogue.CONNECTION_REFUSED))
        .database("shop", "mysql", true, null, null)
        .subnetGroup("a", "c")
        .zones(
            Observed.known(
                List.of(
                    new HostedZone(
                        "Z1",
                        "example.com",
                        Observed.known(
                            List.of(
                                new HostedZone.RecordSet(
                                    "*.example.com", "A", null, List.of("203.0.113.9"))))))))
        .build();
  }

  @Test
  void readsWhatItWrites() {
    assertThat(SnapshotFile.read(SnapshotFile.write(snapshot()))).isEqualTo(snapshot());
  }

  @Test
  void keepsWhichRegionsAreEnabledWhichOlderFilesLack() {
    Snapshot snapshot =
        SnapshotCopy.copyOf(snapshot())
            .regionAvailability(
                new RegionAvailability(
                    List.of("ap-northeast-1"), List.of("me-south-1"), List.of("xx-new-1")))
            .build();
    byte[] file = SnapshotFile.write(snapshot);
    String older =
        new String(file, StandardCharsets.UTF_8)
            .replaceFirst("(?s),\\s*\"regionAvailability\".*\\}\\s*$", "}");

    assertThat(SnapshotFile.read(file)).isEqualTo(snapshot);
    assertThat(older).doesNotContain("me-south-1");
    assertThat(SnapshotFile.read(older.getBytes(StandardCharsets.UTF_8)).regionAvailability())
        .isEqualTo(Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "ec2:DescribeRegions", "")));
  }

  @Test
  void refusesWhatIsCutOffAnywhere() {
    byte[] whole = SnapshotFile.write(snapshot());
    for (int length = 0; length < whole.length - 1; length += whole.length / 97) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(SnapshotFormatException.class)
          .isThrownBy(() -> SnapshotFile.read(part));
    }
  }

  @Test
  void aFileMayBeAsLargeAsTheLimitAndNoLarger() throws IOException {
    byte[] small = SnapshotFile.write(snapshot());
    byte[] largest = Arrays.copyOf(small, SnapshotFile.MAX_BYTES);
    Arrays.fill(largest, small.length, largest.length, (byte) ' ');
    byte[] larger = Arrays.copyOf(largest, largest.length + 1);

    assertThat(SnapshotFile.read(new ByteArrayInputStream(largest))).isEqualTo(snapshot());
    assertThatThrownBy(() -> SnapshotFile.read(new ByteArrayInputStream(larger)))
        .hasMessage("the snapshot is larger than 67108864 bytes")
        .extracting(e -> ((SnapshotFormatException) e).problem())
        .isEqualTo(SnapshotProblem.TOO_LARGE);
  }

  @Test
  void aPartIsReadAsItWasWritten() {
    DnsLookup lookup = snapshot().lookups().getFirst();

    assertThat(SnapshotFile.readPart(SnapshotFile.writePart(lookup), DnsLookup.class))
        .isEqualTo(lookup);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "7", "{\"version\": \"1\"}", "{\"version\": null}"})
  void refusesWhatHasNoVersionNumber(String text) {
    assertThatThrownBy(() -> SnapshotFile.read(text.getBytes(StandardCharsets.UTF_8)))
        .hasMessage("this is not a Todoku snapshot: it has no \"version\" number")
        .extracting(e -> ((SnapshotFormatException) e).problem())
        .isEqualTo(SnapshotProblem.NO_SNAPSHOT);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  void refusesAFormThatThisReleaseDoesNotRead(int version) {
    assertThatThrownBy(() ->
            SnapshotFile.read(
                "{\"version\": %d}".formatted(version).getBytes(StandardCharsets.UTF_8)))
        .hasMessage(
            "the snapshot is of form %d, this release reads forms 1 to 1: use a newer release",
            version)
        .extracting(e -> ((SnapshotFormatException) e).problem())
        .isEqualTo(SnapshotProblem.NEWER);
  }

  @Test
  void namesLineAndColumnOfWhatIsNoJson() {
    assertThatThrownBy(
            () -> SnapshotFile.read("{\n  \"version\": 1,\n  ?".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("the file is not valid JSON in snapshot (line 3, column 3)")
        .extracting(e -> ((SnapshotFormatException) e).problem())
        .isEqualTo(SnapshotProblem.BROKEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"version": 1, "account": 7}                         | snapshot.account     | 27
          {"version": 1, "lookups": [{"name": {}}]}            | snapshot.lookups[0].name | 37
          {"version": 1, "startedAt": "yesterday"}             | snapshot.startedAt   | 29
          {"version": 1, "account": {"environment": "nowhere"}} | snapshot.account.environment | 43
          """)
  void namesTheValueOfTheWrongKind(String text, String path, int column) {
    assertThatThrownBy(() -> SnapshotFile.read(text.getBytes(StandardCharsets.UTF_8)))
        .hasMessage("the value of %s is of the wrong kind (line 1, column %d)", path, column);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"version": 1, "lookups": [{"name": ?   | not valid JSON in snapshot.lookups[0]
          {"version": 1, "lookups": [{"name": "a" | ends within snapshot.lookups[0]
          {"version": 1, "account": {"id": "1", "id": "2"}} | snapshot.account
          """)
  void namesThePathOfWhatCannotBeReadAndNoClass(String text, String what) {
    assertThatThrownBy(() -> readFile(text))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining(what)
        .hasMessageNotContainingAny("Source", "java", "Object", "Stream", "marker");
  }

  @Test
  void aNestingWithoutEndIsToldWithoutTheLimitsOfTheReader() {
    assertThatThrownBy(() -> readFile("{\"version\": 1, \"x\": " + "[".repeat(2000)))
        .hasMessageContaining(" holds a text, a number or a nesting that is too large")
        .hasMessageStartingWith("snapshot")
        .extracting(e -> ((SnapshotFormatException) e).problem())
        .isEqualTo(SnapshotProblem.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\": 1, \"account\": {}, \"account\": {}}",
        "{\"version\": 1, \"account\": {\"id\": \"111111111111\", \"id\": \"222222222222\"}}",
        "{\"version\": 1, \"x\": {\"y\": 1, \"y\": 1}}"
      })
  void refusesAFileThatNamesAThingTwice(String text) {
    assertThatThrownBy(() -> readFile(text))
        .hasMessageContaining(" has a part that is named more than once (line 1, column ")
        .extracting(e -> ((SnapshotFormatException) e).problem())
        .isEqualTo(SnapshotProblem.BROKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "lookups"})
  void refusesAFileOfTooManyThingsBeforeTheyFillTheMemory(String name) {
    String text = "{\"version\":1,\"" + name + "\":[" + "{},".repeat(3_000_000) + "{}]}";

    assertThatThrownBy(() -> readFile(text))
        .hasMessage("the snapshot holds more than 5000000 names, values and brackets")
        .extracting(e -> ((SnapshotFormatException) e).problem())
        .isEqualTo(SnapshotProblem.TOO_LARGE);
  }

  private static Snapshot readFile(String text) throws IOException {
    return SnapshotFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void assertRefused(Snapshot snapshot, String why) {
    byte[] bytes = SnapshotFile.write(snapshot);
    assertThatThrownBy(() -> SnapshotFile.read(bytes))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining(why);
    assertThatThrownBy(() -> SnapshotFile.writeCompact(snapshot))
        .as("nor is it stored")
        .isInstanceOf(SnapshotFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.999", "localhost", "203.0.113.9\nINFO Sign in once", ""})
  void refusesAnAddressThatIsNone(String address) {
    assertRefused(SnapshotBuilder.aSnapshot().withIdleElasticIp(address).build(), "");
  }

  private static byte[] withRecord(String type, String record) {
    return SnapshotFile.write(
        SnapshotBuilder.aSnapshot()
            .dns("other.example.com", "TXT", "any text")
            .dns("mail.example.com", type, record)
            .build());
  }

  @ParameterizedTest
  @CsvSource({
    "A, not-an-address",
    "A, 2001:db8::1",
    "A, 192.0.2.999",
    "A, ''",
    "AAAA, 192.0.2.1",
    "AAAA, not-an-address",
    "PTR, mail example com",
    "PTR, ' '",
    "PTR, mail.example.com\u202e",
    "MX, mail.example.com",
    "MX, 10 mail example.com",
    "MX, 10"
  })
  void aFileWithARecordThatIsNoneOfItsTypeIsRefusedByItsPath(String type, String record) {
    byte[] file = withRecord(type, record);

    assertThatThrownBy(() -> SnapshotFile.read(new ByteArrayInputStream(file)))
        .hasMessage(
            "snapshot.lookups[1].answer.value.records[0]: \"%s\" is not a valid %s record",
            record, type)
        .extracting(e -> ((SnapshotFormatException) e).problem())
        .isEqualTo(SnapshotProblem.BROKEN);
    assertThat(SnapshotFile.read(file).lookups()).as("one that was stored is read").hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "A, 192.0.2.1",
    "AAAA, 2001:db8::1",
    "AAAA, ::ffff:192.0.2.1",
    "PTR, mail.example.com",
    "PTR, a\\032b.example.com",
    "PTR, .",
    "MX, 10 mail.example.com",
    "MX, 0 .",
    "TXT, any text"
  })
  void aFileWithRecordsOfTheirTypeIsRead(String type, String record) throws IOException {
    assertThat(
            SnapshotFile.read(new ByteArrayInputStream(withRecord(type, record)))
                .lookup("mail.example.com", type)
                .recordsOrReport(_ -> {}))
        .containsExactly(record);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2J", "a\rb", "\u0000"})
  void refusesWhatCouldSteerATerminal(String text) {
    assertRefused(SnapshotBuilder.aSnapshot().withDomain(text).build(), "control characters");
  }

  @Test
  void refusesTextWithoutEnd() {
    assertRefused(SnapshotBuilder.aSnapshot().withDomain("x".repeat(6000)).build(), "longer than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T00:00:00Z"})
  void refusesATimeOfNoAge(String time) {
    String text =
        new String(SnapshotFile.write(snapshot()), StandardCharsets.UTF_8)
            .replaceFirst("\"finishedAt\" : \"[^\"]+\"", "\"finishedAt\" : \"" + time + "\"");

    assertThatThrownBy(() -> SnapshotFile.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SnapshotFormatException.class);
  }

  @Test
  void refusesMoreThanAnyAccountHolds() {
    SnapshotBuilder world =
        SnapshotBuilder.aSnapshot()
            .dns(
                "a.example",
                "A",
                new DnsLookup.DnsAnswer(
                    DnsLookup.Status.ANSWERED,
                    Collections.nCopies(5_000_000, "192.0.2.1"),
                    List.of(),
                    null));

    assertThatThrownBy(() -> SnapshotFile.writeCompact(world.build()))
        .isInstanceOf(SnapshotFormatException.class)
        .extracting(e -> ((SnapshotFormatException) e).problem())
        .isEqualTo(SnapshotFormatException.SnapshotProblem.TOO_LARGE);
  }

  @Test
  void ofEqualQuestionsTheFirstCounts() {
    Snapshot snapshot =
        SnapshotBuilder.aSnapshot()
            .dns("mail.example.com", "A", "192.0.2.1")
            .dns("mail.example.com", "A", "192.0.2.2")
            .build();

    assertThat(snapshot.lookup("MAIL.example.com.", "A").answer())
        .isEqualTo(snapshot.lookups().getFirst().answer());
    assertThat(snapshot.lookup("mail.example.com", "MX").answer())
        .isInstanceOf(Observed.Unknown.class);
  }
}
