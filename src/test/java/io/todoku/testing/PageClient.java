package io.todoku.testing;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import java.util.Locale;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** Requests pages as the administrator mika, without a browser. */
public final class PageClient {

  private final MockMvcTester mvc;
  private final MockHttpSession session = new MockHttpSession();

  public PageClient(WebApplicationContext context) {
    mvc = MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
  }

  /** The tester itself, for other requests. */
  public MockMvcTester mvc() {
    return mvc;
  }

  /** The body of a page, which must exist. */
  public String get(String path, Locale locale) throws Exception {
    MvcTestResult result =
        mvc.get()
            .uri(path)
            .session(session)
            .with(user("mika").roles("ADMINISTRATOR"))
            .locale(locale)
            .exchange();
    assertThat(result).hasStatusOk();
    return result.getResponse().getContentAsString();
  }

  /**
   * @param pairs name and value in turn
   */
  public MvcTestResult post(String path, Locale locale, String... pairs) {
    var request =
        mvc.post()
            .uri(path)
            .session(session)
            .with(user("mika").roles("ADMINISTRATOR"))
            .with(csrf())
            .locale(locale);
    for (int i = 0; i < pairs.length; i += 2) {
      request = request.param(pairs[i], pairs[i + 1]);
    }
    return request.exchange();
  }
}
