package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import io.todoku.collect.NameViews;
import io.todoku.collect.NameViews.Question;
import io.todoku.notify.Kind;
import io.todoku.notify.Notice;
import io.todoku.notify.Outbox;
import io.todoku.rule.World;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.ServerAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * A move as automation and the pages see it; DNS and AWS are scripted, and no other node is near.
 */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:runbooks;DB_CLOSE_DELAY=-1")
class RunbooksByApiIntegrationTests extends ApiFixture {

  private static final String PLAN =
      """
      {"name":"Move <b>","way":"new-name","domain":"example.com",
       "old":{"name":"mail.example.com","address":"192.0.2.9"},
       "target":{"account":"111111111111","region":"ap-northeast-1"},
       "first":{"name":"mail2.example.com","address":"192.0.2.7"}}
      """;

  private final Map<String, List<String>> records = new ConcurrentHashMap<>();

  @MockitoBean private NameViews names;
  @MockitoSpyBean private Outbox outbox;
  @Autowired private WebApplicationContext context;

  @BeforeEach
  void world() throws Exception {
    for (JsonNode one : get("/runbooks").json()) {
      call("DELETE", "/runbooks/" + one.get("id").asString(), null);
    }
    take(snapshot(World.aSnapshot()));
    records.clear();
    records.put("example.com MX", List.of("10 mail.example.com"));
    records.put("mail.example.com A", List.of("192.0.2.9"));
    when(names.look(any()))
        .thenAnswer(asked -> {
          List<Question> questions = asked.getArgument(0);
          return questions.stream().map(this::view).toList();
        });
  }

  private NameView view(Question question) {
    List<String> values = records.getOrDefault(question.name() + " " + question.type(), List.of());
    DnsAnswer answer =
        new DnsAnswer(values.isEmpty() ? Status.NXDOMAIN : Status.ANSWERED, values, List.of(), 60L);
    return new NameView(
        question.name(),
        question.type(),
        Observed.known("example.com"),
        List.of(),
        List.of(
            said(ServerAnswer.Role.AUTHORITATIVE, "ns1.example.com", answer),
            said(ServerAnswer.Role.RESOLVER, "192.0.2.54", answer)));
  }

  private static ServerAnswer said(ServerAnswer.Role role, String server, DnsAnswer answer) {
    return new ServerAnswer(role, server, "192.0.2.53", Instant.now(), Observed.known(answer));
  }

  private String begun() throws Exception {
    Answer begun = call("POST", "/runbooks", PLAN);
    assertThat(begun.status()).isEqualTo(201);
    String path = "/runbooks/" + begun.json().get("id").asString();
    assertThat(begun.response().headers().firstValue("Location")).hasValue("/api/v1" + path);
    return seen(path);
  }

  private String seen(String path) {
    await()
        .until(() -> {
          JsonNode json = get(path).json();
          return !json.get("runbook").isNull() && json.get("lookAskedAt").isNull();
        });
    return path;
  }

  private static JsonNode step(JsonNode runbook, String id) {
    return runbook
        .at("/runbook/steps")
        .valueStream()
        .filter(step -> step.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private String state(String path, String id) throws Exception {
    return step(get(path).json(), id).get("state").asString();
  }

  @Test
  void isLookedAtOnceItBeginsAndAgainWhenAsked() throws Exception {
    String path = begun();
    JsonNode first = get(path).json();
    assertThat(first.at("/plan/first/name").asString()).isEqualTo("mail2.example.com");
    assertThat(first.at("/runbook/state").asString()).isEqualTo("not-yet");
    assertThat(state(path, "mx-1")).isEqualTo("waiting");
    assertThat(step(first, "flow-1").get("waitsFor")).isNotEmpty();

    records.put("mail2.example.com A", List.of("192.0.2.7"));
    assertThat(call("POST", path + "/looks", "").status()).isEqualTo(202);
    seen(path);

    JsonNode record = step(get(path).json(), "a-1");
    assertThat(record.at("/checks/0/result").asString()).isEqualTo("holds");
    assertThat(record.at("/checks/0/evidence/0/answer/0").asString()).isEqualTo("192.0.2.7");
  }

  @Test
  void aPersonsWordCounts() throws Exception {
    String path = begun();
    assertThat(state(path, "send-limit")).isEqualTo("needs-word");
    assertThat(step(get(path).json(), "send-limit").at("/commands/0").asString())
        .as("the request to paste")
        .contains("Request to Remove Email Sending Limitations", "192.0.2.7  mail2.example.com");
    assertThat(step(get(path).json(), "ttl-raised").get("ahead").isNull())
        .as("so from the beginning")
        .isTrue();

    JsonNode said =
        call("POST", path + "/words", "{\"step\":\"send-limit\",\"note\":\"case 1234\"}").json();

    assertThat(step(said, "send-limit").get("state").asString()).isEqualTo("done");
    assertThat(step(said, "send-limit").at("/checks/0/evidence/0/source").asString())
        .isEqualTo("person");
    assertProblem(call("POST", path + "/words", "{\"step\":\"nothing\",\"note\":\"x\"}"), 400);
    assertProblem(call("POST", path + "/words", "{\"step\":\"mx-1\",\"note\":\" \"}"), 400);
  }

  @Test
  void whatWentBackIsTold() throws Exception {
    take(
        snapshot(
            World.aSnapshot()
                .withSender("192.0.2.7")
                .withInstance(new Instance("i-1", "running", "vpc-1", "subnet-a", Map.of()))));
    String path = begun();
    assertThat(state(path, "instance-1")).isEqualTo("done");

    take(snapshot(World.aSnapshot()));
    call("POST", path + "/looks", "");
    seen(path);

    assertThat(state(path, "instance-1")).isEqualTo("contradicted");
    verify(collector, never()).collect(any(), any(), any()); // it is known from files
    ArgumentCaptor<List<Notice>> told = ArgumentCaptor.captor();
    verify(outbox, atLeastOnce()).tell(told.capture());
    assertThat(told.getAllValues().stream().flatMap(List::stream))
        .filteredOn(notice -> notice.kind() == Kind.RUNBOOK)
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.path()).isEqualTo(path);
          assertThat(notice.lines().toString())
              .contains("runbook.state.contradicted", "runbook.step.instance.title");
        });
  }

  @Test
  void mistakesAreNamed() throws Exception {
    assertProblem(call("POST", "/runbooks", PLAN.replace("new-name", "by-magic")), 400);
    assertProblem(call("POST", "/runbooks", PLAN.replace("192.0.2.9", "not an address")), 400);
    assertProblem(call("POST", "/runbooks", PLAN.replace(ID, "222222222222")), 404);
    assertProblem(get("/runbooks/00000000-0000-0000-0000-000000000001"), 404);
    assertThat(get("/runbooks").json()).isEmpty();
  }

  /** Whoever changes a plan while it is looked at sees the new one. */
  @Test
  void aPlanThatIsChangedMeanwhileIsLookedAtAgain() throws Exception {
    String path = begun();
    call("POST", path + "/words", "{\"step\":\"send-limit\",\"note\":\"case 1234\"}");
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    doAnswer(
            asked -> {
              looking.countDown();
              assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();
              List<Question> questions = asked.getArgument(0);
              return questions.stream().map(this::view).toList();
            })
        .when(names)
        .look(any());
    call("POST", path + "/looks", "");
    assertThat(looking.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(call("PUT", path, PLAN.replace("mail2.", "mail3.")).status()).isEqualTo(200);
    changed.countDown();
    seen(path);

    JsonNode after = get(path).json();
    assertThat(step(after, "a-1").get("title").asString()).contains("mail3.example.com");
    assertThat(step(after, "send-limit").get("state").asString())
        .as("what is about the same stays")
        .isEqualTo("done");
  }

  @Test
  void aLookThatBreaksSaysWhy() throws Exception {
    doThrow(new IllegalStateException("the wire is cut")).when(names).look(any());
    String id = call("POST", "/runbooks", PLAN).json().get("id").asString();

    await().until(() -> !get("/runbooks/" + id).json().get("failure").isNull());

    assertThat(get("/runbooks/" + id).json().get("failure").asString()).contains("the wire is cut");
    assertThat(page("/runbooks/" + id, Locale.ENGLISH)).contains("the wire is cut");
  }

  @ParameterizedTest
  @CsvSource({
    "en, can be done now, MX of example.com names mail2.example.com",
    "ja, 前の手順待ち, example.com のMXに mail2.example.com がある"
  })
  void isShownAndPrintedInBothLanguages(String language, String state, String title)
      throws Exception {
    String path = begun();
    Locale locale = Locale.forLanguageTag(language);

    assertThat(page(path, locale)).contains(state, title, "Move &lt;b&gt;").doesNotContain("??");
    assertThat(page("/runbooks", locale)).contains("Move &lt;b&gt;").doesNotContain("??");
    assertThat(page("/runbooks/new?domain=example.com&account=" + ID, locale))
        .contains("value=\"mail.example.com\"", "value=\"192.0.2.9\"")
        .doesNotContain("??");
    assertThat(page(path + "/edit", locale)).contains("value=\"mail2.example.com\"");
    String query = "/document?lang=" + language + "&format=";
    assertThat(page(path + query + "html", locale)).contains(title, "Move &lt;b&gt;");
    byte[] pdf =
        mvc()
            .get()
            .uri(path + query + "pdf")
            .with(user("mika"))
            .exchange()
            .getResponse()
            .getContentAsByteArray();
    try (var document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document).replaceAll("\\s", ""))
          .contains(title.replace(" ", ""));
    }
  }

  @Test
  void aPlanMadeOnThePageIsKept() throws Exception {
    var answer =
        mvc()
            .post()
            .uri("/runbooks")
            .with(user("mika"))
            .with(csrf())
            .param("way", "keep-name")
            .param("domain", "example.com")
            .param("oldName", "mail.example.com")
            .param("oldAddress", "192.0.2.9")
            .param("account", ID)
            .param("region", "ap-northeast-1")
            .param("firstName", "mail2.example.com")
            .exchange();

    assertThat(answer.getResponse().getRedirectedUrl()).startsWith("/runbooks/");
    JsonNode kept = get("/runbooks").json().get(0);
    assertThat(kept.at("/plan/way").asString()).isEqualTo("keep-name");
    assertThat(kept.at("/madeBy").asString()).isEqualTo("mika");
    String path = seen("/runbooks/" + kept.get("id").asString());
    assertThat(step(get(path).json(), "instance-1").at("/checks/0/says").asString())
        .contains("first.address");
  }

  private MockMvcTester mvc() {
    return MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
  }

  private String page(String path, Locale locale) throws Exception {
    return mvc()
        .get()
        .uri(path)
        .with(user("mika"))
        .locale(locale)
        .exchange()
        .getResponse()
        .getContentAsString();
  }
}
