package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SnapshotFileTests {

  private static Snapshot snapshot() {
    return SnapshotBuilder.aSnapshot()
        .withSender("203.0.113.9")
        .withDomain("example.com")
        .ptr("203.0.113.9", "mail.example.com")
        .dnsUnknown("mail.example.com", "A", Reason.Cause.TIMEOUT)
        .serverUnknown("203.0.113.9", Reason.Cause.TIMEOUT)
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
  void refusesWhatIsCutOffAnywhere() {
    byte[] whole = SnapshotFile.write(snapshot());
    for (int length = 0; length < whole.length - 1; length += whole.length / 97) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(SnapshotFormatException.class)
          .isThrownBy(() -> SnapshotFile.read(part));
    }
  }

  @Test
  void namesThePartThatIsMissing() {
    String text =
        new String(SnapshotFile.write(snapshot()), StandardCharsets.UTF_8)
            .replace("\"client\" : \"Example KK\",", "");

    assertThatThrownBy(() -> SnapshotFile.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining("snapshot.account.client is missing");
  }

  @Test
  void whatAnOlderFileDoesNotTellOfWasNotAsked() {
    ObjectNode tree = (ObjectNode) new JsonMapper().readTree(SnapshotFile.write(snapshot()));
    ObjectNode region = (ObjectNode) tree.at("/regions/value/0");
    region.remove(List.of("networkAcls", "ses"));
    tree.remove("zones");
    ((ObjectNode) region.at("/securityGroups/value/0")).remove("egress");

    Snapshot older = SnapshotFile.read(new JsonMapper().writeValueAsBytes(tree));
    RegionInventory read = older.knownRegions().getFirst();

    assertThat(
            List.of(
                older.zones(),
                read.networkAcls(),
                read.ses(),
                read.securityGroups().orElse(List.of()).getFirst().egress()))
        .allSatisfy(seen ->
            assertThat(((Observed.Unknown<?>) seen).reason().cause())
                .isEqualTo(Reason.Cause.NOT_ASKED));
  }

  @Test
  void readsAFileThatKnowsOfNoBlocklists() {
    String text =
        new String(SnapshotFile.write(snapshot()), StandardCharsets.UTF_8)
            .replace("\"blocklists\"", "\"other\"");

    assertThat(SnapshotFile.read(text.getBytes(StandardCharsets.UTF_8)).blocklists())
        .isInstanceOf(Observed.Unknown.class);
  }

  @Test
  void readsAFileThatKnowsOfNoMailboxes() {
    ObjectNode tree = (ObjectNode) new JsonMapper().readTree(SnapshotFile.write(snapshot()));
    tree.remove("mailboxes");

    Snapshot read = SnapshotFile.read(new JsonMapper().writeValueAsBytes(tree));

    assertThat(read.mailboxes()).isEmpty();
    assertThat(read.mailboxServer("203.0.113.9", MailboxServer.Protocol.IMAP).dialogue())
        .isInstanceOfSatisfying(
            Observed.Unknown.class,
            seen -> assertThat(seen.reason().cause()).isEqualTo(Reason.Cause.NOT_ASKED));
  }

  @Test
  void refusesANewerForm() {
    String text =
        new String(SnapshotFile.write(snapshot()), StandardCharsets.UTF_8)
            .replace("\"version\" : 1", "\"version\" : 2");

    assertThatThrownBy(() -> SnapshotFile.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining("newer release");
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
