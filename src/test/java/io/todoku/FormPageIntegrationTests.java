package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.todoku.identity.RouteRulesAccess;
import io.todoku.testing.PageClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;

/** The language switch of pages that answer a form leads to a page. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:form-page;DB_CLOSE_DELAY=-1")
class FormPageIntegrationTests extends FilledServerFixture {

  private static final Pattern SWITCH =
      Pattern.compile("<a href=\"([^\"]*)\"[^>]*hreflang=\"ja\"|<a [^>]*hreflang=\"ja\"[^>]*>");
  private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");
  private static final Pattern FIELD =
      Pattern.compile("<input type=\"hidden\" name=\"formPage\" value=\"([^\"]*)\"");

  /** End what the walk needs, or begin what it must not. */
  private static final Set<String> LEFT_OUT =
      Set.of("/sign-out", "/settings/quiet/end", "/sample/remove", "/sample");

  /** Forms that are shown again because something is wrong: where each is, and what it sends. */
  private static final Map<String, String> FORMS =
      Map.ofEntries(
          entry("/accounts/new", "/accounts"),
          entry("/accounts/new?access=profile", "/accounts/test"),
          entry("/accounts/{scanned}/edit", "/accounts/{scanned}"),
          entry("/accounts/import", "/accounts/import/add"),
          entry("/organizations", "/organizations"),
          entry("/organizations/{organization}", "/organizations/{organization}/rules"),
          entry("/runbooks/new", "/runbooks"),
          entry("/runbooks/{runbook}/edit", "/runbooks/{runbook}"),
          entry("/reports/new", "/reports"),
          entry("/settings/monthly-reports/new", "/settings/monthly-reports"),
          entry("/settings/notifications/new?kind=email", "/settings/notifications"),
          entry("/settings/notifications/{channel}", "/settings/notifications/{channel}"),
          entry("/settings/schedules/new", "/settings/schedules"),
          entry("/settings/users", "/settings/users"),
          entry("/profile/tokens", "/profile/tokens"));

  @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;
  private MockMvcTester mvc;
  private Map<String, String> ids = Map.of();

  @BeforeEach
  void fill() throws Exception {
    mvc = new PageClient(context).mvc();
    if (FilledIds.ids.isEmpty()) {
      FilledIds.ids = fillServer();
    }
    ids = FilledIds.ids;
  }

  /** What was made by the first test, because the server is filled once. */
  private static final class FilledIds {
    private static Map<String, String> ids = Map.of();
  }

  private String path(String pattern) {
    String path = pattern;
    Map<String, String> all = new HashMap<>(ids);
    all.put("scanned", SCANNED);
    for (Map.Entry<String, String> id : all.entrySet()) {
      path = path.replace("{" + id.getKey() + "}", id.getValue());
    }
    return path;
  }

  private MvcTestResult call(HttpMethod method, String path, String... parameters) {
    var request =
        mvc.method(method)
            .uri(URI.create(path))
            .with(user("mika").roles("ADMINISTRATOR"))
            .with(csrf())
            .locale(Locale.ENGLISH);
    for (int i = 0; i < parameters.length; i += 2) {
      request = request.param(parameters[i], parameters[i + 1]);
    }
    return request.exchange();
  }

  private static String body(MvcTestResult result) throws Exception {
    return result.getResponse().getContentAsString();
  }

  private static String switchTo(String body) {
    Matcher link = SWITCH.matcher(body);
    assertThat(link.find()).as("has a language switch").isTrue();
    Matcher href = HREF.matcher(link.group());
    assertThat(href.find()).isTrue();
    return HtmlUtils.htmlUnescape(Objects.requireNonNull(href.group(1)));
  }

  private static String relativeTo(String path, String href) {
    return href.startsWith("?") ? path.replaceFirst("\\?.*", "") + href : href;
  }

  @Test
  void theSwitchOfAFormThatIsShownAgainLeadsToTheFormInTheOtherLanguage() throws Exception {
    List<String> shown = new ArrayList<>();
    for (Map.Entry<String, String> form : FORMS.entrySet()) {
      String page = path(form.getKey());
      Matcher field = FIELD.matcher(body(call(HttpMethod.GET, page)));
      assertThat(field.find()).as("%s names itself in its forms", page).isTrue();
      String formPage = HtmlUtils.htmlUnescape(Objects.requireNonNull(field.group(1)));
      assertThat(formPage).isEqualTo(page);

      String action = path(form.getValue());
      MvcTestResult answer =
          call(
              HttpMethod.POST,
              action,
              "formPage",
              formPage,
              "clientBy",
              "FIXED",
              "roleName",
              "no name!",
              "kind",
              "email");
      if (answer.getResponse().getStatus() != 200) {
        continue;
      }
      shown.add(form.getValue());
      String href = relativeTo(action, switchTo(body(answer)));
      assertThat(href).startsWith(page).contains("lang=ja");
      MvcTestResult other = call(HttpMethod.GET, href);
      assertThat(other).as(href).hasStatusOk();
      assertThat(body(other)).contains("<html lang=\"ja\"");
      assertThat(FIELD.matcher(body(answer)).results().map(one -> one.group(1)))
          .as("the form shown again still names the page: %s", action)
          .isNotEmpty()
          .containsOnly(HtmlUtils.htmlEscape(page));
    }
    assertThat(shown).hasSizeGreaterThan(8).contains("/organizations/{organization}/rules");
  }

  /** With whatever it answers: a page, a part of one, or why there is none. */
  @Test
  void theSwitchOfWhateverAnswersAPostLeadsToAPage() throws Exception {
    Set<String> patterns = new TreeSet<>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          if (mapping.getMethodsCondition().getMethods().contains(RequestMethod.POST)
              && RouteRulesAccess.isOurs(handler)) {
            patterns.addAll(mapping.getPatternValues());
          }
        });
    patterns.removeIf(pattern -> pattern.startsWith("/api/") || LEFT_OUT.contains(pattern));
    int pages = 0;
    for (String pattern : patterns) {
      for (String formPage : List.of("/rules", "")) {
        String path = path(pattern).replaceAll("\\{[^}]*}", "none");
        MvcTestResult answer = call(HttpMethod.POST, path, "formPage", formPage);
        String html = body(answer);
        if (!html.contains("class=\"languages\"")) {
          continue;
        }
        pages++;
        assertThat(call(HttpMethod.GET, relativeTo(path, switchTo(html))))
            .as("%s from %s", pattern, formPage)
            .hasStatusOk();
      }
    }
    assertThat(pages).isGreaterThan(15);
  }

  @ParameterizedTest
  @CsvSource({"//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)"})
  void theSwitchLeadsToNoOtherSite(String page) throws Exception {
    String html = body(call(HttpMethod.POST, "/accounts/import/add", "formPage", page));

    assertThat(switchTo(html)).isEqualTo("/?lang=ja");
    assertThat(html).doesNotContain("evil.example", "javascript:");
  }

  @Test
  void thePlannedRoleHasAnAddress() throws Exception {
    MvcTestResult answer =
        call(HttpMethod.POST, "/accounts/role", "client", "例示 & Co", "externalId", "of-example");

    String page = Objects.requireNonNull(answer.getResponse().getRedirectedUrl());
    assertThat(page).startsWith("/accounts/role?client=");
    String html = body(call(HttpMethod.GET, page));
    assertThat(html).contains("of-example");
    assertThat(body(call(HttpMethod.GET, relativeTo(page, switchTo(html)))))
        .contains("<html lang=\"ja\"", "of-example");
  }
}
