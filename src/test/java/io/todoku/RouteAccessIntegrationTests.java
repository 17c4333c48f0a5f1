package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.RouteRulesAccess;
import io.todoku.identity.UserRole;
import io.todoku.testing.PageClient;
import io.todoku.testing.TestUsers.TestUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Calls every route as each role and as users of another client, who must neither learn anything of
 * a client nor change anything of it.
 */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:routes;DB_CLOSE_DELAY=-1")
class RouteAccessIntegrationTests extends FilledServerFixture {

  private static final Path KEPT = Path.of("src/test/resources/route-access.txt");
  private static final boolean REWRITE = Boolean.getBoolean("todoku.rewrite-route-access");

  private static final String OWN_CLIENT = "Nagi Shop";
  private static final String OWN_ACCOUNT = "444444444444";
  private static final String FOREIGN_ACCOUNT = "222222222222";

  /** What tells of clients other than {@link #OWN_CLIENT}. */
  static final List<String> FOREIGN =
      List.of(
          "Example KK",
          "Minato Works",
          "検証",
          "開発",
          "旧メール基盤",
          "111111111111",
          FOREIGN_ACCOUNT,
          "333333333333",
          SCANNED,
          FAILED,
          "203.0.113.40",
          "i-03mail");

  /** Tables with what people decide or make, which a walk must not change. */
  private static final List<String> TABLES =
      List.of(
          "account",
          "scan",
          "attestation",
          "waiver",
          "role_override",
          "region_exclusion",
          "finding_note",
          "done_mark",
          "runbook",
          "sent_report",
          "scan_schedule",
          "channel",
          "report_schedule",
          "app_user",
          "api_token");

  /** A method and a path pattern, and who may call it. */
  private record WalkedRoute(
      HttpMethod method, String pattern, Optional<RouteAccess> rule, boolean audited) {

    @Override
    public String toString() {
      return method + " " + pattern;
    }

    String line() {
      return this
          + " "
          + rule.map(access ->
                  access.value()
                      + " "
                      + access.scope()
                      + (access.scope() == DataScope.NAMED_THING
                          ? " " + access.thing().getSimpleName()
                          : ""))
              .orElse("PUBLIC");
    }
  }

  @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;
  private Map<String, String> ids = Map.of();
  private MockMvcTester mvc;

  @BeforeEach
  void fill() throws Exception {
    mvc = new PageClient(context).mvc();
    if (get("/accounts").json().size() < 5) {
      ids = fillServer();
      Filled.ids = ids;
    }
    ids = Filled.ids;
  }

  /** What was made by the first test, because the server is filled once. */
  private static final class Filled {
    private static Map<String, String> ids = Map.of();
  }

  private List<WalkedRoute> routes() {
    List<WalkedRoute> all = new ArrayList<>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          if (RouteRulesAccess.isOurs(handler)) {
            mapping
                .getPatternValues()
                .forEach(pattern ->
                    methods(mapping.getMethodsCondition().getMethods())
                        .forEach(method ->
                            all.add(
                                new WalkedRoute(
                                    method,
                                    pattern,
                                    rule(handler),
                                    handler.hasMethodAnnotation(Audited.class)))));
          }
        });
    all.sort((a, b) -> a.line().compareTo(b.line()));
    return all;
  }

  private static Optional<RouteAccess> rule(HandlerMethod handler) {
    return RouteRulesAccess.find(handler);
  }

  private static Stream<HttpMethod> methods(Set<RequestMethod> declared) {
    return declared.isEmpty()
        ? Stream.of(HttpMethod.GET)
        : declared.stream().map(RequestMethod::asHttpMethod);
  }

  @Test
  void theListOfRoutesAndWhoMayCallThemIsKept() throws Exception {
    List<String> lines = routes().stream().map(WalkedRoute::line).distinct().toList();
    if (REWRITE) {
      Files.write(KEPT, lines);
    }
    assertThat(lines)
        .as("who may call what: look at the change, then -Dtodoku.rewrite-route-access=true")
        .isEqualTo(Files.readAllLines(KEPT));
  }

  private String path(WalkedRoute route) {
    String path = route.pattern();
    String id =
        path.contains("/accounts/")
            ? path.contains("rechecks") ? SCANNED : FOREIGN_ACCOUNT
            : path.contains("/runbooks/")
                ? ids.get("runbook")
                : path.contains("/reports/")
                    ? ids.get("report")
                    : path.contains("/scans/")
                        ? ids.get("run")
                        : path.contains("/schedules/")
                            ? ids.get("schedule")
                            : path.contains("/notifications/")
                                ? ids.get("channel")
                                : path.contains("/monthly-reports/")
                                    ? ids.get("monthly")
                                    : path.contains("/rules/")
                                        ? "ptr-matches-a"
                                        : UUID.randomUUID().toString();
    path = path.replace("{id}", id);
    path = path.replace("{address}", "203.0.113.40").replace("{domain}", "example.com");
    path = path.replace("{instanceId}", "i-03mail").replace("{run}", ids.get("recheck"));
    path = path.replace("{step}", "x").replace("{region}", "ap-northeast-1");
    return path.replaceAll("\\{[a-z]+}", UUID.randomUUID().toString());
  }

  private MockHttpServletResponse call(WalkedRoute route, RequestPostProcessor user) {
    return mvc.method(route.method())
        .uri(path(route))
        .with(user)
        .with(csrf())
        .contentType(
            route.pattern().startsWith("/api/")
                ? MediaType.APPLICATION_JSON
                : MediaType.APPLICATION_FORM_URLENCODED)
        .content(route.pattern().startsWith("/api/") ? "{}" : "")
        .exchange()
        .getResponse();
  }

  private static String everything(MockHttpServletResponse response) throws Exception {
    StringBuilder all = new StringBuilder(response.getContentAsString(StandardCharsets.UTF_8));
    for (String header : response.getHeaderNames()) {
      all.append('\n').append(header).append(": ").append(response.getHeaders(header));
    }
    return all.append(response.getErrorMessage()).toString();
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (String table : TABLES) {
      counts.put(table, database.sql("select count(*) from " + table).query(Long.class).single());
    }
    return counts;
  }

  private long auditEntries() {
    return database.sql("select count(*) from audit_entry").query(Long.class).single();
  }

  @ParameterizedTest
  @EnumSource(names = {"VIEWER", "OPERATOR"})
  void aUserOfAnotherClientLearnsAndChangesNothing(UserRole role) throws Exception {
    assertLearnsAndChangesNothing(
        user("eve").roles(role.name()).clients(OWN_CLIENT), role, routes());
  }

  /**
   * @param granted the client of the token; empty: every client
   * @param ofMaker the only client of its maker, after the token was made; empty: every client
   */
  @ParameterizedTest
  @CsvSource({"VIEWER, Nagi Shop, ''", "VIEWER, '', Nagi Shop", "OPERATOR, Nagi Shop, Nagi Shop"})
  void aTokenOfAnotherClientLearnsAndChangesNothing(UserRole role, String granted, String ofMaker)
      throws Exception {
    String token = makeToken(role, granted, ofMaker);
    RequestPostProcessor stranger =
        request -> {
          request.addHeader("Authorization", "Bearer " + token);
          return request;
        };
    assertThat(mvc.get().uri("/api/v1/accounts").with(stranger).exchange())
        .bodyJson()
        .extractingPath("$[*].id")
        .asArray()
        .containsExactly(OWN_ACCOUNT);
    assertLearnsAndChangesNothing(
        stranger,
        role,
        routes().stream().filter(route -> route.pattern().startsWith("/api/")).toList());
  }

  private void assertLearnsAndChangesNothing(
      RequestPostProcessor stranger, UserRole role, List<WalkedRoute> routes) throws Exception {
    Map<String, Long> before = counts();
    List<String> wrong = new ArrayList<>();
    assertThat(routes).hasSizeGreaterThan(20);
    for (WalkedRoute route : routes) {
      if (route.rule().isEmpty()) {
        continue;
      }
      RouteAccess rule = route.rule().get();
      long entries = auditEntries();
      MockHttpServletResponse answer = call(route, stranger);
      if (auditEntries() != entries + (route.audited() ? 1 : 0)) {
        wrong.add(route + " left " + (auditEntries() - entries) + " entries in the audit log");
      }
      int status = answer.getStatus();
      boolean refused =
          !role.includes(rule.value())
              ? status == 403
              : switch (rule.scope()) {
                case NAMED_THING -> status == 404;
                case EVERY_CLIENT -> status == 403;
                case VISIBLE_CLIENTS, NO_CLIENT -> true;
              };
      if (!refused) {
        wrong.add(route + " was answered by " + status);
      }
      String text = everything(answer).replace(path(route), "");
      FOREIGN.stream()
          .filter(text::contains)
          .filter(mark -> !path(route).contains(mark))
          .forEach(mark -> wrong.add(route + " tells " + mark));
    }
    assertThat(wrong).isEmpty();
    assertThat(counts()).isEqualTo(before);
  }

  /** What the own accounts are shown with, such as addresses that other accounts hold. */
  @ParameterizedTest
  @EnumSource(names = {"VIEWER", "OPERATOR"})
  void theOwnAccountTellsNothingOfOtherClients(UserRole role) throws Exception {
    TestUser own = user("eve").roles(role.name()).clients(OWN_CLIENT);
    List<String> wrong = new ArrayList<>();
    List<Integer> answered = new ArrayList<>();
    for (WalkedRoute route : routes()) {
      if (!route.method().equals(HttpMethod.GET) || !route.pattern().contains("/accounts/{id}")) {
        continue;
      }
      String path =
          path(route)
              .replaceAll("/accounts/[0-9]+", "/accounts/" + OWN_ACCOUNT)
              .replace("203.0.113.40", "192.0.2.33")
              .replace("example.com", "nagi.example");
      MockHttpServletResponse answer = mvc.get().uri(path).with(own).exchange().getResponse();
      answered.add(answer.getStatus());
      String text = everything(answer);
      FOREIGN.stream()
          .filter(mark -> text.contains(mark) && !path.contains(mark))
          .forEach(mark -> wrong.add(path + " tells " + mark));
    }
    assertThat(wrong).isEmpty();
    assertThat(answered.stream().filter(status -> status == 200)).hasSizeGreaterThan(12);
  }

  /** Texts that tell to do in the application what a viewer may not. */
  @Test
  void aViewerIsNotToldToRecordWaiveOrSet() throws Exception {
    TestUser viewer = user("eve").roles("VIEWER").clients("Example KK", "Minato Works", OWN_CLIENT);
    List<String> told = new ArrayList<>();
    for (String path :
        List.of(
            "/accounts/111111111111?show=all",
            "/accounts/222222222222?show=all",
            "/accounts/333333333333?show=all",
            "/accounts/444444444444?show=all",
            "/accounts/222222222222/addresses/203.0.113.40",
            "/accounts/222222222222/domains/example.com",
            "/fix?rule=send-limit-removed",
            "/api/v1/fix?rule=send-limit-removed",
            "/api/v1/accounts/333333333333/checklist",
            "/runbooks/" + ids.get("runbook"))) {
      String text =
          everything(mvc.get().uri(path).with(viewer).exchange().getResponse())
              .replace("we waive", "");
      for (String invitation :
          List.of(
              "ecord the request",
              "ecord the answer",
              "ecord AWS",
              "waive this item",
              "waive the finding",
              "on the account page",
              "On the account page")) {
        if (text.contains(invitation)) {
          told.add(path + ": " + text.replaceFirst("(?s).*(.{60}" + invitation + ".{40}).*", "$1"));
        }
      }
    }
    assertThat(told).isEmpty();
    assertThat(new PageClient(context).get("/accounts/333333333333?show=all", Locale.ENGLISH))
        .contains("Record the request here");
  }

  @Test
  void aThingOfAnotherClientIsAnsweredLikeOneThatDoesNotExist() throws Exception {
    TestUser stranger = user("eve").roles("OPERATOR").clients(OWN_CLIENT);
    for (WalkedRoute route : routes()) {
      if (route.rule().map(RouteAccess::scope).filter(DataScope.NAMED_THING::equals).isEmpty()
          || !route.rule().get().value().equals(UserRole.VIEWER)
          || !route.method().equals(HttpMethod.GET)) {
        continue;
      }
      String foreign = path(route);
      String missing = foreign;
      for (String id : List.of(FOREIGN_ACCOUNT, SCANNED)) {
        missing = missing.replace(id, "000000000007");
      }
      for (String made : List.of("runbook", "report", "schedule")) {
        missing = missing.replace(ids.get(made), new UUID(0, 7).toString());
      }
      assertThat(withoutNames(mvc.get().uri(foreign).with(stranger).exchange().getResponse()))
          .as(route.toString())
          .isEqualTo(withoutNames(mvc.get().uri(missing).with(stranger).exchange().getResponse()));
    }
  }

  private String withoutNames(MockHttpServletResponse response) throws Exception {
    String text =
        (response.getStatus() + everything(response)).replace(new UUID(0, 7).toString(), "made");
    for (String made : List.of("runbook", "report", "schedule")) {
      text = text.replace(ids.get(made), "made");
    }
    for (String id : List.of(FOREIGN_ACCOUNT, SCANNED, "000000000007")) {
      text = text.replace(id, "account");
    }
    return text;
  }

  @ParameterizedTest
  @ValueSource(strings = {"VIEWER", "OPERATOR"})
  void theClientsOwnPeopleReadWhatAnAdministratorReads(String role) throws Exception {
    TestUser own = user("aki").roles(role).clients("Example KK", "Minato Works");
    List<String> wrong = new ArrayList<>();
    for (WalkedRoute route : routes()) {
      RouteAccess rule = route.rule().orElse(null);
      if (rule == null
          || !route.method().equals(HttpMethod.GET)
          || rule.scope() == DataScope.EVERY_CLIENT
          || !UserRole.valueOf(role).includes(rule.value())) {
        continue;
      }
      int status = call(route, own).getStatus();
      int ofAdministrator = call(route, user("mika")).getStatus();
      if (status != ofAdministrator) {
        wrong.add(route + ": " + status + " and not " + ofAdministrator);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatARoleDoesNotAllowIsRefusedToTheClientsOwnPeopleToo() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (UserRole role : List.of(UserRole.VIEWER, UserRole.OPERATOR)) {
      TestUser everywhere = user("aki").roles(role.name());
      for (WalkedRoute route : routes()) {
        if (route.rule().filter(rule -> !role.includes(rule.value())).isPresent()
            && call(route, everywhere).getStatus() != 403) {
          wrong.add(role + " " + route);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Requests whose parameters, and not their path, name what belongs to another client. */
  @Test
  void parametersReachNothingOfAnotherClient() throws Exception {
    TestUser stranger = user("eve").roles("OPERATOR").clients(OWN_CLIENT);
    String finding = FOREIGN_ACCOUNT + " address/ap-northeast-1/203.0.113.40";
    Map<String, Long> before = counts();
    for (String path :
        List.of(
            "/accounts",
            "/accounts?client=Example+KK",
            "/accounts?q=203.0.113.40",
            "/fix?rule=ptr-matches-a",
            "/fix?rule=ptr-matches-a&client=Example+KK",
            "/fix?rule=ptr-matches-a&account=" + FOREIGN_ACCOUNT,
            "/fix/download?rule=ptr-matches-a&account=" + FOREIGN_ACCOUNT,
            "/api/v1/fix?rule=ptr-matches-a",
            "/search?q=203.0.113.40",
            "/search?q=example",
            "/search?q=" + FOREIGN_ACCOUNT,
            "/api/v1/search?q=203.0.113.40",
            "/api/v1/search?q=i-03mail",
            "/rechecks?of=" + SCANNED + "_" + ids.get("recheck"),
            "/reports/new?account=" + FOREIGN_ACCOUNT,
            "/reports/new?client=Example+KK",
            "/api/v1/report?account=" + FOREIGN_ACCOUNT,
            "/api/v1/report?client=Example+KK",
            "/runbooks/new?domain=example.com",
            "/runbooks/new?account=" + FOREIGN_ACCOUNT,
            "/settings/schedules/new?whom=account:" + FOREIGN_ACCOUNT)) {
      String asked = path.substring(path.indexOf('?') + 1);
      assertTellsNothing(path, asked, mvc.get().uri(path).with(stranger).exchange().getResponse());
    }
    Map<String, Map<String, String>> forms =
        Map.of(
            "/search", Map.of("q", "550 5.7.25 [203.0.113.40] PTR record"),
            "/fix/done", Map.of("rule", "ptr-matches-a", "finding", finding),
            "/fix/scans", Map.of("rule", "ptr-matches-a", "finding", finding),
            "/fix/rechecks", Map.of("rule", "ptr-matches-a", "finding", finding),
            "/fix/waivers",
                Map.of("rule", "ptr-matches-a", "finding", finding, "reason", "because"),
            "/accounts/selection", Map.of("action", "scan", "account", FOREIGN_ACCOUNT),
            "/reports", Map.of("accounts", FOREIGN_ACCOUNT, "format", "pdf"),
            "/reports/look", Map.of("accounts", FOREIGN_ACCOUNT),
            "/settings/schedules",
                Map.of("whom", "account:" + SCANNED, "kind", "every", "amount", "6", "unit", "h"));
    for (Map.Entry<String, Map<String, String>> form : forms.entrySet()) {
      var request = mvc.post().uri(form.getKey()).with(stranger).with(csrf());
      for (Map.Entry<String, String> field : form.getValue().entrySet()) {
        request = request.param(field.getKey(), field.getValue());
      }
      assertTellsNothing(
          "POST " + form.getKey(),
          String.join(" ", form.getValue().values()),
          request.exchange().getResponse());
    }
    Map<String, String> bodies =
        Map.of(
            "/api/v1/scans", "{\"accounts\":[\"%s\"]}".formatted(SCANNED),
            "/api/v1/reports", "{\"accounts\":[\"%s\"]}".formatted(FOREIGN_ACCOUNT),
            "/api/v1/schedules",
                "{\"account\":\"%s\",\"schedule\":\"every 6h\"}".formatted(SCANNED),
            "/api/v1/snapshots",
                Files.readString(
                    Path.of("src/main/resources/sample/" + FOREIGN_ACCOUNT + ".json")));
    for (Map.Entry<String, String> body : bodies.entrySet()) {
      MockHttpServletResponse answer =
          mvc.post()
              .uri(body.getKey())
              .with(stranger)
              .with(csrf())
              .contentType(MediaType.APPLICATION_JSON)
              .content(body.getValue())
              .exchange()
              .getResponse();
      assertThat(answer.getStatus()).as(body.getKey()).isBetween(400, 499);
      assertTellsNothing("POST " + body.getKey(), body.getValue(), answer);
    }
    assertThat(counts()).isEqualTo(before);
  }

  /** What the user has sent may be shown again. */
  private static void assertTellsNothing(
      String request, String sent, MockHttpServletResponse response) throws Exception {
    String text = everything(response);
    assertThat(
            FOREIGN.stream()
                .filter(mark -> !sent.replace("+", " ").contains(mark))
                .filter(text::contains))
        .as(request)
        .isEmpty();
    assertThat(response.getStatus()).as(request).isLessThan(500);
  }

  @Test
  void aUserOfAClientSeesItsAccountEverywhere() throws Exception {
    TestUser own = user("eve").roles("VIEWER").clients(OWN_CLIENT);
    for (String path : List.of("/accounts", "/accounts/" + OWN_ACCOUNT, "/search?q=Nagi")) {
      MockHttpServletResponse answer = mvc.get().uri(path).with(own).exchange().getResponse();
      assertThat(everything(answer)).as(path).contains(OWN_ACCOUNT);
    }
    assertThat(mvc.get().uri("/api/v1/accounts").with(own).exchange())
        .bodyJson()
        .extractingPath("$[*].id")
        .asArray()
        .containsExactly(OWN_ACCOUNT);
  }
}
