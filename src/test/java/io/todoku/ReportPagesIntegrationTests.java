package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.PageClient;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** The pages on which reports are made. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:reports;DB_CLOSE_DELAY=-1")
class ReportPagesIntegrationTests extends ApiFixture {

  @Autowired private WebApplicationContext context;
  private PageClient pages;

  @BeforeEach
  void scan() throws Exception {
    pages = new PageClient(context);
    importSnapshot(snapshot(senderWithWrongPtr()));
  }

  private MvcTestResult order(String path, String language) {
    return pages.post(
        path,
        Locale.ENGLISH,
        "accounts",
        ACCOUNT_ID,
        "format",
        "html",
        "lang",
        language,
        "zone",
        "Asia/Tokyo");
  }

  @Test
  void aReportInAnotherLanguageLeavesTheLanguageOfTheApplication() throws Exception {
    MvcTestResult preview = order("/reports/look", "ja");
    assertThat(preview).hasStatusOk();
    assertThat(preview.getResponse().getContentAsString())
        .contains("lang=\"ja\"", "Asia/Tokyo, UTC+09:00");
    assertThat(preview.getResponse().getHeaders(HttpHeaders.SET_COOKIE))
        .noneMatch(cookie -> cookie.startsWith("lang="));

    MvcTestResult made = order("/reports", "ja");
    assertThat(made).hasStatus(302).hasRedirectedUrl("/reports");
    assertThat(made.getResponse().getHeaders(HttpHeaders.SET_COOKIE))
        .noneMatch(cookie -> cookie.startsWith("lang="));
    assertThat(pages.get("/reports", Locale.ENGLISH)).contains("Report on Example KK created.");
  }

  @Test
  void theZoneOfTheReaderIsFilledIn() throws Exception {
    assertThat(pages.get("/reports/new?account=" + ACCOUNT_ID, Locale.ENGLISH))
        .containsPattern("<input name=\"zone\"[^>]* data-zone");
    assertThat(pages.get("/accounts/" + ACCOUNT_ID, Locale.ENGLISH))
        .containsPattern("<a data-zone href=\"/accounts/" + ACCOUNT_ID + "/report");
  }
}
