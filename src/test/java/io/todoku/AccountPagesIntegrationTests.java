package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;

/** Validation errors in the form of an account. */
class AccountPagesIntegrationTests extends ApiFixture {

  @Autowired private WebApplicationContext context;

  @ParameterizedTest
  @CsvSource({
    "en, 120, example.com, Enter at most 100 Regions",
    "ja, 120, example.com, リージョンは100個まで",
    "en, 1, 'example.com s1\nEXAMPLE.com s2', “EXAMPLE.com” is on two lines",
    "ja, 1, 'example.com s1\nEXAMPLE.com s2', 「EXAMPLE.com」が2行あります",
    "en, 1, 'exa mple!\nb_d.\nexample.org', 'Not a domain or DKIM selector: exa, mple!, b_d.'",
  })
  void invalidInputIsExplainedInTheReadersLanguage(
      String language, int regions, String domains, String expected) throws Exception {
    String named =
        IntStream.range(0, regions)
            .mapToObj(i -> "eu-west-" + i % 100)
            .collect(Collectors.joining(","));

    String page =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build())
            .post()
            .uri("/accounts")
            .with(user("mika"))
            .with(csrf())
            .locale(Locale.forLanguageTag(language))
            .param("id", ACCOUNT_ID)
            .param("name", "本番")
            .param("environment", "production")
            .param("access", "default")
            .param("regions", named)
            .param("mailDomains", domains)
            .exchange()
            .getResponse()
            .getContentAsString();

    assertThat(page).contains(expected).doesNotContain("account " + ACCOUNT_ID);
    assertThat(get("/accounts/" + ACCOUNT_ID).status()).as("nothing was stored").isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "en, The AWS profile is not configured, the profile no-such-profile in the AWS configuration",
    "ja, このAWSプロファイルが設定されていません, AWS設定にプロファイル no-such-profile"
  })
  void aFailedTestOfTheAccessTellsItsCauseAndWhatHelps(String language, String cause, String remedy)
      throws Exception {
    MockMvcTester mvc = MockMvcTester.from(context, b -> b.apply(springSecurity()).build());
    Locale locale = Locale.forLanguageTag(language);
    mvc.post()
        .uri("/accounts")
        .with(user("mika"))
        .with(csrf())
        .param("id", ACCOUNT_ID)
        .param("name", "本番")
        .param("environment", "production")
        .param("access", "profile")
        .param("profile", "no-such-profile")
        .exchange();

    mvc.post()
        .uri("/accounts/" + ACCOUNT_ID + "/test")
        .with(user("mika"))
        .with(csrf())
        .locale(locale)
        .exchange();
    String page =
        mvc.get()
            .uri("/accounts/" + ACCOUNT_ID + "/edit")
            .with(user("mika"))
            .locale(locale)
            .exchange()
            .getResponse()
            .getContentAsString();

    assertThat(page).contains(cause, remedy);
  }

  @Test
  void fullWidthCharactersAndInternationalizedDomainsAreAccepted() throws Exception {
    MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build())
        .post()
        .uri("/accounts")
        .with(user("mika"))
        .with(csrf())
        .param("id", "１１１１１１１１１１１１")
        .param("name", "本番")
        .param("environment", "production")
        .param("access", "default")
        .param("regions", "ａｐ－ｎｏｒｔｈｅａｓｔ－１")
        .param("mailDomains", "例え．テスト s1,s2")
        .exchange();

    assertThat(get("/accounts/111111111111").json().toString())
        .contains("\"xn--r8jz45g.xn--zckzah\"", "\"ap-northeast-1\"", "\"s1\",\"s2\"");
  }

  @ParameterizedTest
  @CsvSource({
    "en, profile, no-such-profile, The AWS profile is not configured",
    "ja, profile, no-such-profile, このAWSプロファイルが設定されていません",
    "en, profile, '', Enter a profile name"
  })
  void accessIsTestedBeforeTheAccountIsAdded(
      String language, String access, String profile, String expected) throws Exception {
    String page =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build())
            .post()
            .uri("/accounts/test")
            .with(user("mika"))
            .with(csrf())
            .locale(Locale.forLanguageTag(language))
            .param("id", ACCOUNT_ID)
            .param("name", "")
            .param("client", "Example <KK>")
            .param("environment", "staging")
            .param("access", access)
            .param("profile", profile)
            .param("mailDomains", "exa mple!")
            .exchange()
            .getResponse()
            .getContentAsString();

    assertThat(page)
        .contains(expected, "value=\"Example &lt;KK&gt;\"", "exa mple!")
        .containsPattern("value=\"staging\"[^>]*selected")
        .doesNotContain("Not a domain", "??");
    assertThat(get("/accounts/" + ACCOUNT_ID).status()).as("nothing was stored").isEqualTo(404);
  }
}
