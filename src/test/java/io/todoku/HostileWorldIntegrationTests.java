package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import io.todoku.PageList.ListedPage;
import io.todoku.identity.UserRole;
import io.todoku.peers.Chromium;
import io.todoku.peers.Peers;
import io.todoku.testing.PageClient;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where every text of strangers and users is an attack, no page and no file runs it, is broken by
 * it, or tells users of one client anything of another.
 */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:hostile;DB_CLOSE_DELAY=-1")
class HostileWorldIntegrationTests extends FilledServerFixture {

  private static final String ADDRESS = "203.0.113.40";

  /** What is wrong with the page that is open, as a text; empty where nothing is. */
  private static final String INSPECT =
      """
      () => {
        document.querySelectorAll("details:not(.menu)").forEach(one => one.open = true);
        const wrong = [];
        const html = document.documentElement.outerHTML;
        if (document.documentElement.scrollWidth > innerWidth)
          wrong.push("wider than its screen: " + document.documentElement.scrollWidth);
        const mark = html.match(/.{0,40}[\\u202a-\\u202e\\u2066-\\u2069\\u0000\\u001b]/);
        if (mark) wrong.push("a raw mark of direction: " + mark[0]);
        const made = document.querySelector("img[src=x], [onerror], [onmouseover], a[href*='evil.example'], link[href*='evil.example'], [href^='javascript:']");
        if (made) wrong.push("an element of the attack: " + made.outerHTML.slice(0, 80));
        if (/(\\W)49\\W.{0,3}\\[\\[/.test(html)) wrong.push("a template was evaluated");
        return wrong;
      }
      """;

  private final List<String> wrong = new ArrayList<>();
  private int attacked;
  private final Map<String, String> own = new HashMap<>();

  private static String json(Map<String, ?> fields) {
    return new JsonMapper().writeValueAsString(fields);
  }

  private JsonResponse send(String method, String path, Map<String, ?> fields) throws Exception {
    JsonResponse answer = call(method, path, json(fields));
    assertThat(answer.status()).as(path + ": " + answer.response().body()).isBetween(200, 299);
    return answer;
  }

  /** Everything that users can add, to an account whose snapshot is hostile. */
  private void fillHostileAccount() throws Exception {
    String account = "/accounts/" + HostileWorld.ACCOUNT;
    send(
        "POST",
        "/accounts",
        Map.of(
            "id", HostileWorld.ACCOUNT,
            "name", HostileWorld.NAME,
            "client", HostileWorld.client(),
            "access", Map.of("profile", "p"),
            "mail-domains",
                List.of(Map.of("name", "example.com", "dkim-selectors", List.of("s1")))));
    own.put("scanned", HostileWorld.ACCOUNT);
    own.put("failed", HostileWorld.ACCOUNT);
    own.put("run", scan(HostileWorld.ACCOUNT, HostileWorld.snapshot()));
    own.put("recheck", recheck(HostileWorld.ACCOUNT, ADDRESS));
    String finding = "address/ap-northeast-1/" + ADDRESS;
    send(
        "POST",
        account + "/notes",
        Map.of("rule", "ptr-matches-a", "resource", finding, "text", HostileWorld.TEXT));
    send(
        "POST",
        account + "/waivers",
        Map.of(
            "rule",
            "ptr-matches-a",
            "resource",
            finding,
            "reason",
            HostileWorld.NAME,
            "expires",
            LocalDate.now().plusDays(30).toString()));
    own.put(
        "schedule",
        send("POST", "/schedules", Map.of("account", HostileWorld.ACCOUNT, "schedule", "every 12h"))
            .json()
            .get("id")
            .asString());
    own.put(
        "report",
        send(
                "POST",
                "/reports",
                Map.of(
                    "accounts",
                    List.of(HostileWorld.ACCOUNT),
                    "format",
                    "html",
                    "lang",
                    "en",
                    "to",
                    HostileWorld.NAME,
                    "note",
                    HostileWorld.TEXT))
            .json()
            .get("id")
            .asString());
    own.put(
        "runbook",
        send(
                "POST",
                "/runbooks",
                Map.of(
                    "name", HostileWorld.NAME,
                    "way", "keep-name",
                    "domain", "example.com",
                    "dkimSelectors", List.of("s1"),
                    "old", Map.of("name", "mail.example.com", "address", "198.51.100.9"),
                    "target", Map.of("account", HostileWorld.ACCOUNT, "region", "ap-northeast-1"),
                    "first", Map.of("name", "mail2.example.com"),
                    "second", Map.of("name", "mail.example.com", "address", ADDRESS)))
            .json()
            .get("id")
            .asString());
  }

  /** A user who has accepted an invitation, in a window of a small phone. */
  private Page signIn(Chromium chromium, UserRole role) {
    PageClient administrator = new PageClient(context);
    MvcTestResult added =
        role == UserRole.ADMINISTRATOR
            ? administrator.post(
                "/settings/users",
                Locale.ENGLISH,
                "name",
                "mallory",
                "role",
                role.name(),
                "everyClient",
                "true")
            : administrator.post(
                "/settings/users",
                Locale.ENGLISH,
                "name",
                "eve-" + role.name().toLowerCase(Locale.ROOT),
                "role",
                role.name(),
                "client",
                HostileWorld.client());
    Page page = chromium.page("en-US", 360);
    page.onDialog(dialog -> {
      wrong.add(role + ": a dialog said " + dialog.message());
      dialog.dismiss();
    });
    try {
      String shown =
          administrator.get(String.valueOf(added.getResponse().getRedirectedUrl()), Locale.ENGLISH);
      Matcher link = Pattern.compile("/sign-in/link\\?token=[\\w-]{43}").matcher(shown);
      assertThat(link.find()).isTrue();
      page.navigate(address(link.group()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    page.locator("input[type=password]").fill("correct horse battery");
    page.locator("main button").click();
    page.waitForURL(Pattern.compile("^[^?]*$"));
    return page;
  }

  private String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** The path, for the hostile account in place of one of the sample. */
  private static String ofOwnAccount(String path) {
    return path.replaceAll("[23]{12}", HostileWorld.ACCOUNT);
  }

  private static List<String> files(Map<String, String> ids) {
    String account = "/accounts/" + HostileWorld.ACCOUNT;
    return List.of(
        account + "/report?format=html",
        account + "/report?format=csv",
        account + "/report?format=json",
        account + "/addresses/" + ADDRESS + "/picture",
        "/api/v1/accounts/" + HostileWorld.ACCOUNT + "/checklist",
        "/api/v1/fix?rule=tls-rpt-published",
        "/api/v1/search?q=mail",
        "/reports/" + ids.get("report") + "/file",
        "/api/v1/runbooks/" + ids.get("runbook"),
        "/runbooks/" + ids.get("runbook") + "/looking",
        "/scans/" + ids.get("run") + "/events");
  }

  @Test
  void nothingIsRunBrokenOrToldToOthers() throws Exception {
    Peers.require(Chromium.present(), "Chromium with its driver");
    Map<String, String> foreign = fillServer();
    fillHostileAccount();
    try (Chromium chromium = Chromium.start()) {
      for (UserRole role : List.of(UserRole.ADMINISTRATOR, UserRole.OPERATOR, UserRole.VIEWER)) {
        Map<String, String> ids = new HashMap<>(foreign);
        ids.putAll(own);
        Page page = signIn(chromium, role);
        for (ListedPage listed : PageList.with(ids)) {
          visit(page, role, ofOwnAccount(listed.path()));
        }
        if (role != UserRole.ADMINISTRATOR) {
          tellsNothingForeign(role, page, files(own), foreign);
        }
        chromium.takeProblems().stream()
            .filter(problem ->
                !problem.matches("40[34]: .*|.*the server responded with a status of 40[34].*"))
            .forEach(problem -> wrong.add(role + ": " + problem));
        page.context().close();
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(attacked).as("pages that show an attack").isGreaterThan(50);
  }

  private void visit(Page page, UserRole role, String path) {
    page.navigate(address(path));
    String content = page.content();
    attacked += content.contains(HostileWorld.LOOK_ALIKE) ? 1 : 0;
    ((List<?>) page.evaluate(INSPECT))
        .forEach(found -> wrong.add(role + " " + path + ": " + found));
    if (role != UserRole.ADMINISTRATOR) {
      checkForeign(role, path, content);
    }
  }

  private void tellsNothingForeign(
      UserRole role, Page page, List<String> paths, Map<String, String> foreign) {
    for (String path : paths) {
      APIResponse answer = page.request().get(address(path));
      if (answer.status() != 200) {
        wrong.add(role + " " + path + ": " + answer.status());
      }
      String text = answer.text();
      checkForeign(role, path, text);
    }
  }

  /** The pages of the API show examples, which are the same for everybody. */
  private void checkForeign(UserRole role, String path, String text) {
    if (path.startsWith("/api-reference")) {
      return;
    }
    for (String mark : RouteAccessIntegrationTests.FOREIGN) {
      if (text.contains(mark)
          && !mark.equals(ADDRESS)
          && !mark.equals("i-03mail")
          && !path.contains(mark)) {
        int at = text.indexOf(mark);
        wrong.add(
            role
                + " "
                + path
                + " tells "
                + text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 60)));
      }
    }
  }
}
