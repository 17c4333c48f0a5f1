package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import io.todoku.PageList.ListedPage;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.identity.RouteDecisionAccess;
import io.todoku.snapshot.Snapshot;
import io.todoku.testing.PageClient;
import io.todoku.testing.TestUsers.TestUser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Opens every page as readers who may not do everything: no form, button or link on it may lead to
 * a route that refuses them.
 */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:controls;DB_CLOSE_DELAY=-1")
class ReaderControlsIntegrationTests extends FilledServerFixture {

  private static final String SAMPLE = "/accounts/222222222222";
  private static final String FINDING = "address/ap-northeast-1/203.0.113.40";

  /** In it viewers choose the clients of a token of their own. */
  private static final Pattern OWN_TOKENS_FORM =
      Pattern.compile("<form [^>]*action=\"/profile/tokens\".*?</form>", Pattern.DOTALL);

  private static final String[] CLIENTS = {"Example KK", "Minato Works", "Nagi Shop"};

  /** The reader has the name of somebody who wrote notes while being an operator. */
  private static final TestUser VIEWER = user("mika").roles("VIEWER");

  private static final TestUser VIEWER_OF_CLIENTS = VIEWER.clients(CLIENTS);
  private static final TestUser OPERATOR_OF_CLIENTS =
      user("aki").roles("OPERATOR").clients(CLIENTS);
  private static final TestUser OPERATOR = user("ken").roles("OPERATOR");

  private static final Pattern TAG = Pattern.compile("<(form|a|button|[a-z0-9]+)\\b([^>]*)>");
  private static final Pattern EMPTY =
      Pattern.compile(
          "<(div|ul|ol|p|form|details|nav|section|fieldset)( [^>]*)?>(\\s|<[uo]l[^>]*>\\s*</[uo]l>)*</\\1>");
  private static final Pattern HEADING_ALONE =
      Pattern.compile("</(h[23]|summary)>\\s*</(section|details)>");

  /** What scripts fill in later. */
  private static final Pattern FILLED_LATER = Pattern.compile("sse-swap|hx-get|sse-connect");

  /** Where a control leads to. */
  private record Control(String method, String path) {}

  @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;
  private MockMvcTester mvc;
  private Map<String, String> ids = Map.of();

  /** What was made by the first test, because the server is filled once. */
  private static final class DecidedUpon {
    private static Map<String, String> ids = Map.of();
  }

  static Stream<TestUser> readers() {
    return Stream.of(VIEWER, VIEWER_OF_CLIENTS, OPERATOR_OF_CLIENTS, OPERATOR);
  }

  @BeforeEach
  void fill() throws Exception {
    mvc = new PageClient(context).mvc();
    if (DecidedUpon.ids.isEmpty()) {
      DecidedUpon.ids = fillServer();
      decide();
      readers().map(reader -> reader.access().name()).distinct().forEach(this::store);
    }
    ids = DecidedUpon.ids;
  }

  /** Decisions that pages show beside the control that takes them back. */
  private void decide() throws Exception {
    added(
        SAMPLE + "/waivers",
        "{\"rule\":\"ptr-exists\",\"resource\":\"%s\",\"reason\":\"r\",\"expires\":\"2027-06-01\"}"
            .formatted(FINDING));
    added(
        SAMPLE + "/attestations",
        "{\"rule\":\"send-limit-removed\",\"region\":\"ap-northeast-1\",\"state\":\"GRANTED\","
            + "\"date\":\"2026-11-01\"}");
    added(SAMPLE + "/excluded-regions", "{\"regions\":[\"ap-northeast-1\",\"us-west-2\"]}");
    assertThat(
            new PageClient(context)
                .post(
                    SAMPLE + "/notes",
                    Locale.ENGLISH,
                    "rule",
                    "ptr-matches-a",
                    "resource",
                    FINDING,
                    "text",
                    "moves next week"))
        .hasStatus3xxRedirection();
  }

  /** Users with a password, of whom pages are found in the database. */
  private void store(String name) {
    int known =
        database
            .sql("update app_user set password_hash = '{noop}' where name = ?")
            .param(name)
            .update();
    if (known == 1) {
      return;
    }
    database
        .sql(
            "insert into app_user (id, name, password_hash, role, created_at) values (?, ?, '{noop}',"
                + " 'VIEWER', ?)")
        .params(UUID.randomUUID(), name, OffsetDateTime.now())
        .update();
  }

  private void added(String path, String body) throws Exception {
    JsonResponse answer = call("POST", path, body);
    assertThat(answer.status()).as(answer.response().body()).isBetween(200, 201);
  }

  private MockHttpServletResponse open(String path, TestUser reader, boolean fragment) {
    var request = mvc.get().uri(URI.create(path)).with(reader).locale(Locale.ENGLISH);
    if (fragment) {
      request = request.header("HX-Request", "true");
    }
    return request.exchange().getResponse();
  }

  /** Opens the pages and the parts that they load, and tells what is wrong with each. */
  private List<String> inspect(TestUser reader, List<String> paths) throws Exception {
    List<String> wrong = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>(paths);
    Deque<String> pages = new ArrayDeque<>(paths);
    Deque<String> parts = new ArrayDeque<>();
    while (!pages.isEmpty() || !parts.isEmpty()) {
      boolean part = pages.isEmpty();
      String path = part ? parts.remove() : pages.remove();
      MockHttpServletResponse answer = open(path, reader, part);
      if (answer.getStatus() >= 300) {
        if (answer.getStatus() >= 400) {
          wrong.add(path + " is answered by " + answer.getStatus());
        }
        continue;
      }
      String html = answer.getContentAsString(StandardCharsets.UTF_8);
      for (Control control : controls(html)) {
        if (!isAllowed(reader, control)) {
          wrong.add(path + " offers " + control.method() + " " + control.path());
        } else if (isPart(html, control) && seen.add(control.path())) {
          parts.add(control.path());
        }
      }
      wrong.addAll(leftOver(path, html));
      String others = OWN_TOKENS_FORM.matcher(html).replaceAll("");
      if (reader.access().role().name().equals("VIEWER") && others.contains("type=\"checkbox\"")) {
        wrong.add(path + " lets choose without an action");
      }
    }
    return wrong;
  }

  private static boolean isPart(String html, Control control) {
    return control.method().equals("GET")
        && html.contains("hx-get=\"" + HtmlUtils.htmlEscape(control.path()) + "\"");
  }

  private static List<String> leftOver(String path, String html) {
    List<String> wrong = new ArrayList<>();
    Matcher empty = EMPTY.matcher(html);
    while (empty.find()) {
      if (!FILLED_LATER.matcher(empty.group()).find()) {
        wrong.add(path + " has an empty part: " + empty.group().replaceAll("\\s+", " "));
      }
    }
    Matcher heading = HEADING_ALONE.matcher(html);
    while (heading.find()) {
      wrong.add(path + " has a heading without content: " + heading.group());
    }
    if (html.contains(" th:")) {
      wrong.add(path + " has a part that was not filled in");
    }
    return wrong;
  }

  private static Set<Control> controls(String html) {
    Set<Control> controls = new LinkedHashSet<>();
    Matcher tag = TAG.matcher(html);
    while (tag.find()) {
      String attributes = tag.group(2);
      String method = value(attributes, "method");
      switch (tag.group(1)) {
        case "form" -> add(controls, method.isEmpty() ? "GET" : method, attributes, "action");
        case "a" -> add(controls, "GET", attributes, "href");
        default -> {}
      }
      add(controls, "POST", attributes, "formaction");
      add(controls, "POST", attributes, "hx-post");
      add(controls, "GET", attributes, "hx-get");
    }
    return controls;
  }

  private static void add(Set<Control> controls, String method, String attributes, String name) {
    String path = value(attributes, name).replaceFirst("#.*", "");
    if (path.startsWith("/")) {
      controls.add(new Control(method.toUpperCase(Locale.ROOT), path));
    }
  }

  private static String value(String attributes, String name) {
    Matcher value = Pattern.compile("(?<![\\w-])" + name + "=\"([^\"]*)\"").matcher(attributes);
    return value.find() ? HtmlUtils.htmlUnescape(value.group(1)) : "";
  }

  private boolean isAllowed(TestUser reader, Control control) throws Exception {
    MockHttpServletRequest request =
        new MockHttpServletRequest(control.method(), URI.create(control.path()).getRawPath());
    ServletRequestPathUtils.parseAndCache(request);
    if (request.getRequestURI().equals("/sign-out")) {
      return true; // a filter answers it
    }
    try {
      HandlerExecutionChain chain = requestMappingHandlerMapping.getHandler(request);
      return chain != null
          && RouteDecisionAccess.allows(context, reader.access(), request, chain.getHandler());
    } catch (HttpRequestMethodNotSupportedException unknown) {
      return false;
    }
  }

  /** The pages of the list whose route the reader may call. */
  private List<String> paths(TestUser reader) throws Exception {
    List<String> paths = new ArrayList<>();
    for (ListedPage page : PageList.with(ids)) {
      boolean ofOnePerson = page.name().equals("import"); // of the administrator who sent the file
      if (!page.name().equals("sign-in")
          && !ofOnePerson
          && isAllowed(reader, new Control("GET", page.path()))) {
        paths.add(page.path());
      }
    }
    for (String more :
        List.of(
            "/accounts/333333333333?show=all",
            "/accounts/444444444444?show=all",
            "/accounts/" + SCANNED + "?show=all",
            SAMPLE + "?show=all&open=ptr-matches-a/" + FINDING,
            "/accounts/" + SCANNED + "/addresses/192.0.2.7",
            "/fix?rule=starttls-offered",
            "/search?q=550+5.7.25+203.0.113.40")) {
      paths.add(more);
    }
    return paths;
  }

  @ParameterizedTest
  @MethodSource("readers")
  void noPageOffersWhatItsReaderMayNotDo(TestUser reader) throws Exception {
    List<String> paths = paths(reader);
    assertThat(paths).hasSizeGreaterThan(30);
    assertThat(inspect(reader, paths)).isEmpty();
  }

  /** The pages of a scan that runs, and those that show that it does. */
  @ParameterizedTest
  @MethodSource("readers")
  void noPageOffersToCancelWhatItsReaderMayNotCancel(TestUser reader) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Snapshot found = snapshot(senderWithWrongPtr());
    doAnswer(
            asked -> {
              assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
              return SnapshotSplitter.part(found, asked.getArgument(0));
            })
        .when(collector)
        .collect(any(), any(), any(), any());
    String run =
        call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(SCANNED))
            .json()
            .get("id")
            .asString();
    try {
      List<String> paths = List.of("/", "/accounts/" + SCANNED, "/scans/" + run);
      assertThat(inspect(reader, paths)).isEmpty();
      assertThat(open("/", reader, false).getContentAsString(StandardCharsets.UTF_8))
          .contains("/scans/" + run);
    } finally {
      go.countDown();
      call("POST", "/scans/" + run + "/cancel", null);
    }
  }

  @Test
  void aUserWithoutAccountsIsToldSoAndOfferedNothing() throws Exception {
    for (String role : List.of("VIEWER", "OPERATOR")) {
      TestUser reader = user("eve").roles(role).clients("Nobody Ltd");
      List<String> pages =
          List.of("/", "/accounts", "/fix?rule=ptr-matches-a", "/runbooks", "/reports");
      assertThat(inspect(reader, pages)).isEmpty();
      assertThat(open("/", reader, false).getContentAsString(StandardCharsets.UTF_8))
          .contains("No account of your clients is here yet.")
          .doesNotContain("Choose how to start", "/snapshots", "/sample", "/accounts/new");
    }
  }

  @Test
  void questionsSayWhoCanAnswerThem() throws Exception {
    String question = "An operator can answer this.";
    assertThat(text(VIEWER, "/accounts/333333333333")).contains(question).doesNotContain("Answer…");
    assertThat(text(OPERATOR_OF_CLIENTS, "/accounts/333333333333")).doesNotContain(question);
    assertThat(text(VIEWER, "/accounts/" + FAILED))
        .contains("The first scan stopped before it finished")
        .doesNotContain("Scan again");
  }

  private String text(TestUser reader, String path) throws Exception {
    return open(path, reader, false).getContentAsString(StandardCharsets.UTF_8);
  }

  @Test
  void operatorsOfAClientKeepTheirControls() throws Exception {
    assertThat(all(OPERATOR_OF_CLIENTS, SAMPLE + "?show=all"))
        .contains(
            new Control("POST", SAMPLE + "/waivers"),
            new Control("POST", SAMPLE + "/notes"),
            new Control("POST", SAMPLE + "/excluded-regions/remove"));
    assertThat(all(OPERATOR_OF_CLIENTS, "/accounts/" + SCANNED))
        .contains(
            new Control("POST", "/accounts/" + SCANNED + "/scans"),
            new Control("POST", "/accounts/" + SCANNED + "/rechecks"),
            new Control("GET", "/runbooks/new?account=" + SCANNED))
        .doesNotContain(new Control("GET", "/accounts/" + SCANNED + "/edit"));
    assertThat(all(OPERATOR_OF_CLIENTS, "/fix?rule=ptr-matches-a"))
        .contains(new Control("POST", "/fix/done"), new Control("POST", "/fix/waivers"));
    assertThat(all(OPERATOR_OF_CLIENTS, "/accounts"))
        .contains(new Control("POST", "/scans"), new Control("POST", "/snapshots"))
        .doesNotContain(new Control("GET", "/accounts/new"));
    assertThat(all(OPERATOR, "/accounts"))
        .contains(new Control("GET", "/accounts/new"), new Control("POST", "/sample/remove"));
    assertThat(all(OPERATOR, "/accounts/" + SCANNED))
        .contains(new Control("GET", "/accounts/" + SCANNED + "/edit"));
  }

  private Set<Control> all(TestUser reader, String path) throws Exception {
    Set<Control> all = new LinkedHashSet<>();
    for (Control control :
        controls(open(path, reader, false).getContentAsString(StandardCharsets.UTF_8))) {
      all.add(new Control(control.method(), control.path().replaceFirst("\\?from=.*", "")));
    }
    return all;
  }
}
