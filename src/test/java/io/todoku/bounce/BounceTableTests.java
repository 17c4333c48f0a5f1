package io.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.bounce.BounceTable.BouncePhrase;
import io.todoku.bounce.BounceTable.BounceReceiver;
import io.todoku.bounce.BounceTable.RegisteredStatus;
import io.todoku.locale.Languages;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

class BounceTableTests {

  private final BounceTable table = new BounceTable();

  @Test
  void everyRowHasASource() {
    List<String> sources =
        Stream.concat(
                table.phrases().stream().map(BouncePhrase::source),
                table.statuses().stream().map(RegisteredStatus::source))
            .toList();

    assertThat(sources)
        .hasSizeGreaterThan(200)
        .allSatisfy(source ->
            assertThat(URI.create(source)).hasHost(URI.create(source).getHost()).hasNoUserInfo());
    assertThat(sources).allMatch(source -> source.matches("https?://[a-z].+\\.[a-z]+/?.*"));
  }

  @Test
  void phrasesNameKnownReceiversAndDiagnoses() {
    List<String> receivers = table.receivers().stream().map(BounceReceiver::id).toList();

    assertThat(table.phrases())
        .allSatisfy(row -> {
          assertThat(receivers).containsAll(row.receivers());
          assertThat(table.diagnosisIds()).contains(row.diagnosis());
          assertThat(row.phrase()).isEqualTo(row.phrase().toLowerCase(Locale.ROOT));
          assertThat(row.phrase() + row.status()).isNotEmpty();
        });
    assertThat(table.phrases())
        .extracting(row -> row.receivers() + row.code() + row.status() + row.phrase())
        .doesNotHaveDuplicates();
  }

  @Test
  void everyDiagnosisIsUsed() {
    List<String> used =
        Stream.concat(
                table.phrases().stream().map(BouncePhrase::diagnosis),
                table.statuses().stream().map(RegisteredStatus::diagnosis))
            .toList();

    assertThat(used).containsAll(table.diagnosisIds());
  }

  @Test
  void rulesOfDiagnosesExist() {
    assertThat(table.diagnosisIds())
        .flatMap(id -> table.diagnosis(id, null, "").rules())
        .isNotEmpty()
        .allSatisfy(rule ->
            assertThat(Files.exists(Path.of("src/main/resources/rules", rule + ".en.md")))
                .as(rule)
                .isTrue());
  }

  @Test
  void everyDiagnosisCodeAndReceiverHasTextsInEveryLanguage() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/bounce");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    List<String> keys =
        Stream.of(
                table.diagnosisIds().stream()
                    .flatMap(id ->
                        Stream.of(
                            "bounce.diagnosis." + id + ".means", "bounce.diagnosis." + id + ".do")),
                table.statuses().stream().map(row -> "bounce.status." + row.code()),
                table.receivers().stream().map(row -> "bounce.receiver." + row.id()))
            .flatMap(stream -> stream)
            .toList();

    for (Locale locale : Languages.locales()) {
      assertThat(keys)
          .allSatisfy(key -> assertThat(messages.getMessage(key, null, locale)).isNotBlank());
    }
  }
}
