package io.todoku.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.todoku.account.DefaultCredentialsAccount;
import io.todoku.testing.PageClient;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.web.context.WebApplicationContext;

/** The accounts page offers to add the account that the credentials of the environment reach. */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:offer;DB_CLOSE_DELAY=-1")
class AccountOfferIntegrationTests {

  @MockitoBean private DefaultCredentialsAccount offer;
  @Autowired private WebApplicationContext context;

  private String page(Optional<String> account, String language) throws Exception {
    when(offer.accountId()).thenReturn(account);
    return new PageClient(context)
        .get("/accounts", Locale.forLanguageTag(language))
        .replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Choose how to start: | Add AWS account 123456789012 | start the first scan there |"
            + " Name, such as “Mail servers” | Client (optional) | Add and open | Add another"
            + " account",
        "ja | 始め方を選んでください。 | AWSアカウント 123456789012 を追加する | そこで最初のスキャンを開始できます |"
            + " 名前（例: メールサーバー） | 顧客（任意） | 追加して開く | 別のアカウントを追加する",
      })
  void theCardSaysWhatToEnterAndWhatHappensNext(
      String language,
      String intro,
      String title,
      String next,
      String name,
      String client,
      String button,
      String other)
      throws Exception {
    assertThat(page(Optional.of("123456789012"), language))
        .containsSubsequence(intro, title, next, name, client, button, other)
        .doesNotContain("??");
  }

  @ParameterizedTest
  @CsvSource({"en, Add an account, Add another account", "ja, アカウントを追加する, 別のアカウントを追加する"})
  void withoutAnOfferOnlyTheOtherWaysAreShown(String language, String add, String other)
      throws Exception {
    assertThat(page(Optional.empty(), language))
        .contains("<h2>" + add + "</h2>")
        .doesNotContain("id=\"offer\"", other);
  }
}
