package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import io.todoku.cli.TodokuCommandLine;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotFile;
import jakarta.servlet.Filter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Snapshots that were not made by this release: what it does not know is shown as it is. */
class ForeignSnapshotsIntegrationTests extends ApiFixture {

  @TempDir Path dir;
  @Autowired private WebApplicationContext context;

  private String page(String path, Locale locale) throws Exception {
    MockMvcTester mvc =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
    var response =
        mvc.get().uri(URI.create(path)).locale(locale).with(user("mika")).exchange().getResponse();
    assertThat(response.getStatus()).as(path).isEqualTo(200);
    return response.getContentAsString();
  }

  /** Also with a chosen role of an address that the account does not have. */
  private static Snapshot withAttestationOfANewerRelease() {
    Snapshot snapshot =
        snapshot(
            SnapshotBuilder.aSnapshot()
                .withSender("192.0.2.7")
                .withRoleOverride("198.51.100.99", true));
    return snapshot.judgedAt(
        snapshot.judgedAt(),
        snapshot.account(),
        List.of(
            new Attestation(
                "1",
                "rule-of-2031",
                null,
                AttestationState.GRANTED,
                LocalDate.of(2026, 1, 2),
                "mika",
                null,
                null,
                SnapshotBuilder.NOW,
                null)));
  }

  @Test
  void everyFormatAndPageShowsAnAttestationOfANewerRelease() throws Exception {
    importSnapshot(withAttestationOfANewerRelease());

    for (String format : List.of("html", "pdf", "xlsx", "csv", "json")) {
      assertThat(get("/accounts/" + ACCOUNT_ID + "/report?format=" + format).status())
          .as(format)
          .isEqualTo(200);
    }
    assertThat(get("/accounts/" + ACCOUNT_ID + "/checklist").status()).isEqualTo(200);
    assertThat(get("/accounts/" + ACCOUNT_ID + "/snapshot").response().body())
        .contains("rule-of-2031");
    for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
      for (String path : List.of("", "/addresses", "/addresses/192.0.2.7", "/history")) {
        assertThat(page("/accounts/" + ACCOUNT_ID + path, locale))
            .as(path)
            .doesNotContain("??rule", "??");
      }
      assertThat(page("/accounts/" + ACCOUNT_ID, locale)).contains("<b>rule-of-2031</b>");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "html", "pdf", "xlsx", "csv", "json"})
  void theCommandLineJudgesItInEachFormat(String format) throws Exception {
    Path file =
        Files.write(
            dir.resolve("snapshot.json"), SnapshotFile.write(withAttestationOfANewerRelease()));
    Path output = dir.resolve("out");

    int code =
        TodokuCommandLine.run(
            new String[] {
              "judge", file.toString(), "--format", format, "--output", output.toString()
            },
            CommandLineConfiguration::openContext,
            SecretsCommandConfiguration::open,
            new TransferCommandConfiguration.DatabaseOpener());

    assertThat(code).as("neither a crash nor a usage error").isIn(0, 1, 3);
    assertThat(output).isNotEmptyFile();
  }

  private static String withoutNameOfAccount() {
    return new String(SnapshotFile.write(snapshot(senderWithWrongPtr())), StandardCharsets.UTF_8)
        .replaceFirst("\"name\" : \"Example 本番\"", "\"name\" : null");
  }

  @ParameterizedTest
  @CsvSource({"en, snapshot.account.name is missing", "ja, snapshot.account.name がありません"})
  void whatIsWrongWithAFileIsToldByItsPathInTheLanguageOfTheReader(String language, String text)
      throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/snapshots"))
                .header("Authorization", "Bearer a-token-for-tests-V7nKq3xWz9Lr")
                .header("Accept-Language", language)
                .POST(BodyPublishers.ofString(withoutNameOfAccount()))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonMapper().readTree(answer.body()).get("detail").asString()).isEqualTo(text);

    Path file = Files.writeString(dir.resolve("broken.json"), withoutNameOfAccount());
    PrintStream standardError = System.err;
    var errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      assertThat(
              TodokuCommandLine.run(
                  new String[] {"judge", file.toString(), "--lang", language},
                  CommandLineConfiguration::openContext,
                  SecretsCommandConfiguration::open,
                  new TransferCommandConfiguration.DatabaseOpener()))
          .isEqualTo(2);
    } finally {
      System.setErr(standardError);
    }
    assertThat(errors.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("todoku: " + file + ": " + text);

    MockMvcTester mvc =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
    var posted =
        mvc.post()
            .uri("/snapshots")
            .multipart()
            .file("file", withoutNameOfAccount().getBytes(StandardCharsets.UTF_8))
            .locale(Locale.forLanguageTag(language))
            .with(user("mika"))
            .with(csrf())
            .exchange();
    assertThat(posted.getMvcResult().getFlashMap().get("problem")).asString().contains(text);
  }

  @Test
  void aPageShowsMarksOfDirectionByTheirCodePoints() throws Exception {
    importSnapshot(
        snapshot(
            SnapshotBuilder.aSnapshot()
                .withElasticIp(
                    "192.0.2.7", Map.of("Name", "mail\u202egnp\u2066.exe", "todoku:mail", "yes"))));
    MockMvcTester mvc =
        MockMvcTester.from(
            context,
            builder ->
                builder
                    .addFilters(context.getBean("directionMarkFilter", Filter.class))
                    .apply(springSecurity())
                    .build());

    for (String path : List.of("", "/addresses", "/addresses/192.0.2.7")) {
      String page =
          mvc.get()
              .uri("/accounts/" + ACCOUNT_ID + path)
              .with(user("mika"))
              .exchange()
              .getResponse()
              .getContentAsString();
      assertThat(page)
          .contains("mail[U+202E]gnp[U+2066].exe")
          .doesNotContainPattern("[\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");
    }
  }
}
