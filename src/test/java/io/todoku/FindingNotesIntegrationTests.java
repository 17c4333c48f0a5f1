package io.todoku;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.todoku.testing.PageClient;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** Notes of people on findings. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:notes;DB_CLOSE_DELAY=-1")
class FindingNotesIntegrationTests extends ApiFixture {

  private static final String ACCOUNT_PATH = "/accounts/" + ACCOUNT_ID;
  private static final String RULE = "ptr-matches-a";
  private static final String NOTED = "address/ap-northeast-1/192.0.2.7";
  private static final String DECOY = "address/ap-northeast-1/192.0.2.8";
  private static final String HOSTILE =
      "<script>alert('1')</script> \u202Egnp.exe\r\n${7*7} [[${7*7}]] \u0000end";

  @Autowired private WebApplicationContext context;
  private PageClient pages;

  @BeforeEach
  void importTwoSendersWithWrongRecords() throws Exception {
    pages = new PageClient(context);
    scan();
  }

  private void scan() throws Exception {
    importSnapshot(
        snapshot(
            aSnapshot()
                .withSender("192.0.2.7")
                .ptr("192.0.2.7", "mail.example.com")
                .dns("mail.example.com", "A", "203.0.113.7")
                .withSender("192.0.2.8")
                .ptr("192.0.2.8", "other.example.com")
                .dns("other.example.com", "A", "203.0.113.8")));
  }

  private MvcTestResult add(String text, Locale locale, String back) {
    return pages.post(
        ACCOUNT_PATH + "/notes",
        locale,
        "rule",
        RULE,
        "resource",
        NOTED,
        "text",
        text,
        "back",
        back);
  }

  private JsonNode notes(String query) throws Exception {
    return get(ACCOUNT_PATH + "/notes" + query).json();
  }

  private String row(String resource, Locale locale) throws Exception {
    return pages.get(ACCOUNT_PATH + "?rule=" + RULE + "&open=" + RULE + "/" + resource, locale);
  }

  /** What the next page shows. */
  private static Map<String, Object> flash(MvcTestResult result) {
    return result.getMvcResult().getFlashMap();
  }

  @Test
  void aNoteIsShownWithItsAuthorAtItsFindingAloneAndStaysAcrossScans() throws Exception {
    MvcTestResult result = add("ken edits the zone", Locale.ENGLISH, "?rule=" + RULE);

    assertThat(result.getMvcResult().getFlashMap().get("message")).isEqualTo("Note added.");
    assertThat(result)
        .hasRedirectedUrl(
            ACCOUNT_PATH
                + "?rule="
                + RULE
                + "#ptr-matches-a%2Faddress%2Fap-northeast-1%2F192.0.2.7");
    scan();
    assertThat(row(NOTED, Locale.ENGLISH))
        .containsOnlyOnce("ken edits the zone")
        .containsSubsequence(
            "192.0.2.7",
            "<ul class=\"notes\"",
            "ken edits the zone",
            "<bdi>mika</bdi>",
            "192.0.2.8");
    assertThat(pages.get(ACCOUNT_PATH + "/addresses/192.0.2.7", Locale.ENGLISH))
        .containsOnlyOnce("ken edits the zone");
    assertThat(pages.get(ACCOUNT_PATH + "/addresses/192.0.2.8", Locale.ENGLISH))
        .doesNotContain("ken edits the zone");
  }

  @Test
  void aNoteIsShownOnThePageOfADomain() throws Exception {
    call("DELETE", ACCOUNT_PATH, null);
    importSnapshot(
        aSnapshot()
            .withSender("192.0.2.7")
            .withDomain("example.com", "s1")
            .dns("example.com", "TXT", "v=spf1 -all")
            .build());
    pages.post(
        ACCOUNT_PATH + "/notes",
        Locale.ENGLISH,
        "rule",
        "spf-authorises-senders",
        "resource",
        "mail-domain//example.com",
        "text",
        "the registrar asks for a fax");

    assertThat(pages.get(ACCOUNT_PATH + "/domains/example.com", Locale.ENGLISH))
        .containsOnlyOnce("the registrar asks for a fax")
        .contains("name=\"back\" value=\"/domains/example.com\"");
  }

  @Test
  void aHostileNoteIsTextAndNothingElse() throws Exception {
    add(HOSTILE, Locale.ENGLISH, "");

    for (String page :
        new String[] {
          row(NOTED, Locale.ENGLISH),
          pages.get(ACCOUNT_PATH + "/addresses/192.0.2.7", Locale.ENGLISH),
          pages.get(ACCOUNT_PATH + "/finding?rule=" + RULE + "&resource=" + NOTED, Locale.ENGLISH)
        }) {
      assertThat(page)
          .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;", "${7*7} [[${7*7}]]  end")
          .doesNotContain("<script>alert");
    }
    assertThat(notes("").get(0).get("text").asString())
        .isEqualTo("<script>alert('1')</script> \u202Egnp.exe\n${7*7} [[${7*7}]]  end");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'Enter a note of at most 1,000 characters.', Enter a note.",
    "ja, 'メモは 1,000 文字以内で入力してください。', メモを入力してください。",
  })
  void aNoteThatIsTooLongOrEmptyIsRefusedAndShownAgain(
      String language, String tooLong, String empty) throws Exception {
    Locale locale = Locale.forLanguageTag(language);
    MvcTestResult refused = add("x".repeat(1001), locale, "");

    assertThat(flash(refused)).containsEntry("problem", tooLong).doesNotContainKey("message");
    assertThat(row(NOTED, locale))
        .as("the form has it again")
        .containsOnlyOnce("x".repeat(1001) + "</textarea>");
    assertThat(flash(add("  ", locale, ""))).containsEntry("problem", empty);
    assertThat(notes("")).isEmpty();

    add("届".repeat(1000), locale, "");
    assertThat(notes("").get(0).get("text").asString()).hasSize(1000);
  }

  @Test
  void onlyItsAuthorDeletesANote() throws Exception {
    add("mine", Locale.ENGLISH, "");
    String id = notes("").get(0).get("id").asString();
    String path = ACCOUNT_PATH + "/notes/" + id;

    MvcTestResult ofKen =
        pages
            .mvc()
            .post()
            .uri(path + "/delete")
            .with(user("ken"))
            .with(csrf())
            .locale(Locale.ENGLISH)
            .exchange();

    assertThat(flash(ofKen))
        .containsEntry("problem", "Not deleted: only its author can delete a note, and only once.");
    assertThat(call("DELETE", path, null).status()).isEqualTo(404);
    assertThat(notes("")).hasSize(1);
    String pageOfKen =
        pages
            .mvc()
            .get()
            .uri(ACCOUNT_PATH + "?rule=" + RULE)
            .with(user("ken"))
            .locale(Locale.ENGLISH)
            .exchange()
            .getResponse()
            .getContentAsString();
    assertThat(pageOfKen).contains("mine").doesNotContain(id);

    assertThat(row(NOTED, Locale.ENGLISH)).contains("action=\"" + path + "/delete\"");
    pages.post(path + "/delete", Locale.ENGLISH);

    assertThat(notes("")).isEmpty();
  }

  @Test
  void theApiListsAddsAndDeletesNotes() throws Exception {
    add("on the page", Locale.ENGLISH, "");
    JsonResponse added =
        call(
            "POST",
            ACCOUNT_PATH + "/notes",
            "{\"rule\":\"%s\",\"resource\":\"%s\",\"text\":\"by a script\"}"
                .formatted(RULE, DECOY));

    assertThat(added.status()).isEqualTo(201);
    String id = added.json().get("id").asString();
    assertThat(added.response().headers().firstValue("Location"))
        .hasValue("/api/v1" + ACCOUNT_PATH + "/notes/" + id);
    assertThat(added.json().get("author").asString()).isEqualTo("api-token");
    assertThat(notes("").valueStream().map(note -> note.get("text").asString()))
        .as("newest first")
        .containsExactly("by a script", "on the page");
    assertThat(notes("?rule=" + RULE + "&resource=" + NOTED)).hasSize(1);
    assertThat(notes("?rule=ptr-exists")).isEmpty();
    assertThat(call("DELETE", ACCOUNT_PATH + "/notes/" + id, null).status()).isEqualTo(204);
    assertProblem(call("DELETE", ACCOUNT_PATH + "/notes/" + id, null), 404);
    assertProblem(
        call("POST", ACCOUNT_PATH + "/notes", "{\"rule\":\"x\",\"resource\":\"y\",\"text\":\"z\"}"),
        400);
    assertProblem(get("/accounts/123456789012/notes"), 404);
  }

  @Test
  void notesAreRemovedWithTheirAccount() throws Exception {
    add("soon gone", Locale.ENGLISH, "");

    call("DELETE", ACCOUNT_PATH, null);
    scan();

    assertThat(notes("")).isEmpty();
  }
}
