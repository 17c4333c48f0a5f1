package io.todoku.bounce;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.todoku.bounce.BounceDiagnosis.Side;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The published codes and phrases, from the files in {@code resources/bounce}. */
final class BounceTable {

  /**
   * A receiver of mail.
   *
   * @param hosts the ends of the names of its servers
   * @param markers what only its answers contain, in lower case
   * @param mailboxes domains of its mailboxes
   */
  record BounceReceiver(
      String id, List<String> hosts, List<String> markers, List<String> mailboxes) {}

  /**
   * A phrase or code that is published.
   *
   * @param receivers ids of those that use it; empty: any
   * @param code SMTP reply code that it comes with; empty: any
   * @param status enhanced status code that it comes with; empty: any
   * @param phrase in lower case, with {@code …} for what varies; empty: the code alone tells
   */
  record BouncePhrase(
      List<String> receivers,
      String code,
      String status,
      String phrase,
      String diagnosis,
      String source) {}

  /**
   * An enhanced status code by its standard.
   *
   * @param diagnosis empty where the code tells too little
   */
  record RegisteredStatus(String code, String diagnosis, String source) {}

  private record DiagnosisRow(String id, Side side, List<String> rules) {}

  private final Map<String, DiagnosisRow> diagnoses;
  private final List<BounceReceiver> receivers;
  private final List<BouncePhrase> phrases;
  private final Map<String, RegisteredStatus> statuses;

  BounceTable() {
    this.diagnoses =
        read("diagnoses").stream()
            .map(row ->
                new DiagnosisRow(
                    row.get("id"), Side.valueOf(row.get("side")), split(row.get("rules"), " ")))
            .collect(toUnmodifiableMap(DiagnosisRow::id, row -> row));
    this.receivers =
        read("receivers").stream()
            .map(row ->
                new BounceReceiver(
                    row.get("id"),
                    split(row.get("hosts"), " "),
                    split(row.get("markers"), "\\|"),
                    split(row.get("mailboxes"), " ")))
            .toList();
    this.phrases =
        read("phrases").stream()
            .map(row ->
                new BouncePhrase(
                    split(row.get("receiver"), " "),
                    row.get("code"),
                    row.get("status"),
                    row.get("phrase"),
                    row.get("diagnosis"),
                    row.get("source")))
            .toList();
    this.statuses =
        read("status-codes").stream()
            .map(row ->
                new RegisteredStatus(row.get("code"), row.get("diagnosis"), row.get("source")))
            .collect(toUnmodifiableMap(RegisteredStatus::code, row -> row));
  }

  private static List<CSVRecord> read(String file) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var in =
            Objects.requireNonNull(
                BounceTable.class.getResourceAsStream("/bounce/" + file + ".csv"));
        var parser = format.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> split(String cell, String separator) {
    return Arrays.stream(cell.split(separator)).filter(part -> !part.isEmpty()).toList();
  }

  List<BounceReceiver> receivers() {
    return receivers;
  }

  List<BouncePhrase> phrases() {
    return phrases;
  }

  List<RegisteredStatus> statuses() {
    return List.copyOf(statuses.values());
  }

  List<String> diagnosisIds() {
    return List.copyOf(diagnoses.keySet());
  }

  Optional<RegisteredStatus> status(String code) {
    return Optional.ofNullable(statuses.get(code));
  }

  /**
   * @param receiver null where several use the phrase
   */
  BounceDiagnosis diagnosis(String id, @Nullable String receiver, String source) {
    DiagnosisRow row =
        Objects.requireNonNull(diagnoses.get(id), () -> "no diagnosis \"" + id + "\"");
    return new BounceDiagnosis(id, row.side(), row.rules(), receiver, source);
  }
}
