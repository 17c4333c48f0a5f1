package io.todoku.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.todoku.testing.PageClient;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.web.context.WebApplicationContext;

/** Accounts that do not fit on the page that fixes findings of one rule together. */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:fix-left-out;DB_CLOSE_DELAY=-1")
class FixLeftOutIntegrationTests {

  @MockitoBean private FixPages fixes;
  @Autowired private WebApplicationContext context;

  private String pageThatLeavesOut(int accounts, Locale locale) throws Exception {
    when(fixes.of(any(), any()))
        .thenReturn(
            new FixPage(
                "PTR exists", List.of(), List.of(), List.of(), List.of(), false, 0, accounts));
    return new PageClient(context).get("/fix?rule=ptr-exists", locale);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | 1 | 1 more account is left out, here and in the texts below: these are too many",
        "en | 80 | 80 more accounts are left out, here and in the texts below: these are too many",
        "ja | 80 | 項目が多すぎて一度に扱えないため、ほか80アカウントは、この画面にも以下のテキストにも含まれていません。",
      })
  void accountsThatAreLeftOutAreCountedAndCanBeChosen(
      String language, int accounts, String sentence) throws Exception {
    assertThat(pageThatLeavesOut(accounts, Locale.forLanguageTag(language)))
        .containsSubsequence(
            "<form class=\"filter\"", "name=\"account\"", "<p class=\"notice\">" + sentence);
  }

  @ParameterizedTest
  @CsvSource({"en, left out", "ja, 含まれていません"})
  void whereNoneIsLeftOutNothingIsSaid(String language, String words) throws Exception {
    assertThat(pageThatLeavesOut(0, Locale.forLanguageTag(language))).doesNotContain(words);
  }
}
