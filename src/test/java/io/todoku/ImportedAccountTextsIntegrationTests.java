package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.PageClient;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.context.WebApplicationContext;

/** What is shown of an imported account says to import another snapshot, because none scans it. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:imported;DB_CLOSE_DELAY=-1")
class ImportedAccountTextsIntegrationTests extends ApiFixture {

  private static final String IMPORT = "Check what public DNS answers, then import a new snapshot.";

  @Autowired private WebApplicationContext context;

  @BeforeEach
  void importAccount() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/accounts/111111111111?rule=ptr-matches-a",
        "/fix?rule=ptr-matches-a",
        "/accounts/111111111111/report?format=html&lang=en",
        "/accounts/111111111111/report?format=csv&lang=en",
      })
  void noPageOrReportSaysToRescanIt(String page) throws Exception {
    assertThat(new PageClient(context).get(page, Locale.ENGLISH))
        .contains(IMPORT)
        .doesNotContain("then rescan");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/accounts/111111111111/checklist",
        "/accounts/111111111111/addresses/192.0.2.7",
        "/fix?rule=ptr-matches-a",
      })
  void neitherDoesTheApi(String path) throws Exception {
    assertThat(get(path).response().body()).contains(IMPORT).doesNotContain("then rescan");
  }

  @Test
  void aReportPromisesNoScanOfIt() throws Exception {
    assertThat(
            new PageClient(context)
                .get("/accounts/111111111111/report?format=html&lang=en", Locale.ENGLISH))
        .doesNotContain("The next scan judges");
  }
}
