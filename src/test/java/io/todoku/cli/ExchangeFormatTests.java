package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.todoku.cli.CommandRunner.CommandRun;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What other programs take in, against the published schemas; see src/test/resources/schemas. */
class ExchangeFormatTests {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path dir;
  private final List<String> samples = new ArrayList<>();
  private String decisions = "";

  @BeforeEach
  void files() throws Exception {
    for (String account : List.of("111111111111", "222222222222", "333333333333", "444444444444")) {
      samples.add(CommandRunner.sample(account, dir).toString());
    }
    decisions =
        Files.writeString(
                dir.resolve("decisions.yaml"),
                """
                accounts:
                  - id: "111111111111"
                    waivers:
                      - rule: no-open-relay
                        resource: 203.0.113.25
                        reason: closed on 1 December, ticket <7>
                        author: mika
                        date: 2026-01-01
                        expires: 2027-12-31
                """)
            .toString();
  }

  private CommandRun judge(String format, String... more) {
    List<String> arguments = new ArrayList<>(List.of("judge", "--format", format));
    arguments.addAll(List.of("--decisions", decisions));
    arguments.addAll(samples);
    arguments.addAll(List.of(more));
    return CommandRunner.todoku(arguments.toArray(String[]::new));
  }

  private static List<String> problems(String resource, SpecificationVersion version, String json)
      throws Exception {
    try (InputStream in = ExchangeFormatTests.class.getResourceAsStream("/schemas/" + resource)) {
      Schema schema = SchemaRegistry.withDefaultDialect(version).getSchema(in);
      return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }
  }

  private static Document parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }

  private static String outcome(Document junit, String account, String name) {
    return elements(junit, "testcase").stream()
        .filter(one -> one.getAttribute("name").equals(name))
        .filter(one -> one.getAttribute("classname").startsWith(account + "."))
        .map(one -> {
          Node child = one.getFirstChild();
          return child == null ? "passed" : child.getNodeName();
        })
        .findFirst()
        .orElse("absent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void junitFollowsTheSchemaOfJenkins(String language) throws Exception {
    CommandRun run = judge("junit", "--lang", language);

    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(ExchangeFormatTests.class.getResource("/schemas/jenkins-junit.xsd"))
        .newValidator()
        .validate(new StreamSource(new StringReader(run.out())));
  }

  @Test
  void junitPassesNothingButWhatPassesAndIsRedWhereTheExitCodeIs() throws Exception {
    JsonNode lists = JSON.readTree(judge("json").out()).get("checklists");
    Document junit = parse(judge("junit").out());

    Set<String> seen = new TreeSet<>();
    for (JsonNode list : lists) {
      for (JsonNode item : list.get("items")) {
        String verdict = item.get("verdict").asString();
        boolean decides =
            item.get("level").asString().equals("REQUIRED") && item.get("waiver").isNull();
        String expected =
            switch (verdict) {
              case "PASS" -> "passed";
              case "FAIL" -> decides ? "failure" : "skipped";
              case "UNKNOWN" -> decides ? "error" : "skipped";
              default -> "skipped";
            };
        String name =
            item.get("rule").asString()
                + " "
                + (item.at("/resource/address").isNull()
                    ? item.at("/resource/type").asString()
                        + "/"
                        + item.at("/resource/region").asString("")
                        + "/"
                        + item.at("/resource/id").asString()
                    : "address/"
                        + item.at("/resource/region").asString("")
                        + "/"
                        + item.at("/resource/address").asString());
        assertThat(outcome(junit, list.at("/account/id").asString(), name))
            .as(name + " " + verdict)
            .isEqualTo(expected);
        seen.add(expected);
      }
    }
    assertThat(seen).containsExactly("error", "failure", "passed", "skipped");
    assertThat(elements(junit, "skipped"))
        .allSatisfy(skipped -> assertThat(skipped.getTextContent()).isNotBlank())
        .anySatisfy(skipped ->
            assertThat(skipped.getTextContent())
                .contains("Waived by mika until 2027-12-31: closed on 1 December, ticket <7>"));
    assertThat(elements(junit, "error"))
        .allSatisfy(error -> assertThat(error.getAttribute("message")).startsWith("UNKNOWN: "));
    assertThat(elements(junit, "testsuite")).hasSize(4);
  }

  /** Of what the exit code tells, a report leaves out nothing, and the other way round. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--rule ptr-exists",
        "--rule no-user-enumeration",
        "--skip no-open-relay",
        "--skip ptr-exists --baseline SAME --fail-on new",
        "--skip mta-sts-published --baseline SAME --fail-on new",
        "--rule ptr-exists --baseline SAME --fail-on new",
        "--baseline SAME --fail-on new",
        "--baseline SAME --fail-on any",
        "--unreadable --baseline SAME --fail-on new",
        "--unreadable --baseline SAME --fail-on any",
        "--unreadable",
        "--only-what-passes",
        "--only-what-passes --unreadable"
      })
  void junitIsRedExactlyWhereTheExitCodeIsNotZero(String options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("judge", "--format", "junit"));
    Path now = Files.createDirectory(dir.resolve("now"));
    boolean unreadable = options.contains("--unreadable");
    arguments.add(
        (unreadable
                ? CommandRunner.unreadable("222222222222", now)
                : CommandRunner.sample("222222222222", now))
            .toString());
    Stream.of(options.split(" "))
        .filter(option -> !option.isEmpty() && !option.equals("--unreadable"))
        .map(option -> option.equals("SAME") ? samples.get(1) : option)
        .forEach(arguments::add);
    if (arguments.remove("--only-what-passes")) {
      failingRules().forEach(rule -> arguments.addAll(List.of("--skip", rule)));
    }

    CommandRun run = CommandRunner.todoku(arguments.toArray(String[]::new));

    Document junit = parse(run.out());
    boolean red = !elements(junit, "failure").isEmpty() || !elements(junit, "error").isEmpty();
    assertThat(red).as("exit code %d\n%s", run.exit(), run.out()).isEqualTo(run.exit() != 0);
    if (options.startsWith("--skip ptr-exists") || options.equals("--only-what-passes")) {
      assertThat(run.exit()).isEqualTo(3);
      assertThat(run.out()).contains("because required rules were left out: ");
    }
  }

  /** What does not pass in the second sample. */
  private Set<String> failingRules() throws Exception {
    Set<String> rules = new TreeSet<>();
    JSON.readTree(CommandRunner.todoku("judge", "--format", "json", samples.get(1)).out())
        .at("/checklists/0/items")
        .forEach(item -> {
          if (!item.get("verdict").asString().equals("PASS")) {
            rules.add(item.get("rule").asString());
          }
        });
    return rules;
  }

  @Test
  void sarifHoldsWhatCouldNotBeReadAnyMore() throws Exception {
    Path now = Files.createDirectory(dir.resolve("now"));
    String unreadable = CommandRunner.unreadable("222222222222", now).toString();

    String run =
        CommandRunner.todoku(
                "judge",
                "--format",
                "sarif",
                unreadable,
                samples.get(0),
                "--baseline",
                samples.get(1))
            .out();

    assertThat(problems("sarif-2.1.0.json", SpecificationVersion.DRAFT_4, run)).isEmpty();
    JsonNode sarif = JSON.readTree(run).at("/runs/0");
    JsonNode whole = result(sarif, "inventory");
    assertThat(whole.at("/message/text").asString())
        .startsWith("Nothing is known of the account: its Regions could not be read.")
        .contains("ec2:DescribeRegions");
    assertThat(whole.at("/properties/account").asString()).isEqualTo("222222222222");
    for (String format : List.of("junit", "ocsf")) {
      assertThat(CommandRunner.todoku("judge", "--format", format, unreadable).out())
          .contains("The role lacks the permission ec2:DescribeRegions");
    }
    assertThat(sarif.get("results").valueStream())
        .filteredOn(result -> result.at("/message/text").asString().startsWith("No longer known: "))
        .isNotEmpty()
        .allSatisfy(hidden -> {
          assertThat(hidden.at("/properties/account").asString()).isEqualTo("222222222222");
          assertThat(hidden.at("/properties/verdict").asString()).isEqualTo("UNKNOWN");
          assertThat(hidden.get("kind").asString()).isEqualTo("open");
          assertThat(hidden.get("baselineState").asString()).isEqualTo("updated");
        });
  }

  @Test
  void sarifFollowsTheSchemaAndHoldsWhatIsOpenOrWaived() throws Exception {
    CommandRun run = judge("sarif");

    assertThat(problems("sarif-2.1.0.json", SpecificationVersion.DRAFT_4, run.out())).isEmpty();
    JsonNode sarif = JSON.readTree(run.out()).at("/runs/0");
    Set<String> fingerprints = new HashSet<>();
    Set<String> kinds = new TreeSet<>();
    for (JsonNode result : sarif.get("results")) {
      String verdict = result.at("/properties/verdict").asString();
      assertThat(verdict).isIn("FAIL", "WARN", "UNKNOWN");
      kinds.add(verdict + " " + result.get("kind").asString());
      assertThat(result.get("level").asString().equals("none"))
          .isEqualTo(verdict.equals("UNKNOWN"));
      assertThat(fingerprints.add(result.at("/partialFingerprints/todokuFinding~1v1").asString()))
          .isTrue();
      assertThat(sarif.at("/tool/driver/rules").get(result.get("ruleIndex").asInt()).get("id"))
          .isEqualTo(result.get("ruleId"));
    }
    assertThat(kinds).contains("FAIL fail", "UNKNOWN open", "WARN fail");
    JsonNode relay = result(sarif, "no-open-relay");
    assertThat(relay.at("/suppressions/0/status").asString()).isEqualTo("accepted");
    assertThat(relay.at("/suppressions/0/justification").asString()).contains("mika", "ticket <7>");
    assertThat(result(sarif, "dkim-published").get("suppressions").size()).isZero();
  }

  private static JsonNode result(JsonNode sarif, String rule) {
    for (JsonNode result : sarif.get("results")) {
      if (result.get("ruleId").asString().equals(rule)) {
        return result;
      }
    }
    throw new AssertionError("no result of " + rule);
  }

  @Test
  void fingerprintsDependOnNoLanguageTimeOrOtherAccount() throws Exception {
    Set<String> whole = fingerprints(judge("sarif").out());
    samples.removeIf(file -> !file.contains("222222222222"));

    Set<String> alone = fingerprints(judge("sarif", "--lang", "ja").out());

    assertThat(alone).isNotEmpty().isSubsetOf(whole);
  }

  private static Set<String> fingerprints(String sarif) {
    Set<String> all = new HashSet<>();
    JSON.readTree(sarif)
        .at("/runs/0/results")
        .forEach(result -> all.add(result.at("/partialFingerprints/todokuFinding~1v1").asString()));
    return all;
  }

  @Test
  void sarifTellsWhatIsNewSinceTheBaseline() throws Exception {
    String run = judge("sarif", "--baseline", samples.get(1)).out();

    assertThat(problems("sarif-2.1.0.json", SpecificationVersion.DRAFT_4, run)).isEmpty();
    JsonNode results = JSON.readTree(run).at("/runs/0/results");
    assertThat(results)
        .allSatisfy(result ->
            assertThat(result.get("baselineState").asString())
                .isEqualTo(
                    result.at("/properties/account").asString().equals("222222222222")
                        ? "unchanged"
                        : "new"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void ocsfFollowsTheSchemaOfAComplianceFinding(String language) throws Exception {
    JsonNode events = JSON.readTree(judge("ocsf", "--lang", language).out());

    assertThat(events.size()).isPositive();
    try (InputStream in =
        getClass().getResourceAsStream("/schemas/ocsf-1.6.0-compliance-finding.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(in);
      assertThat(events)
          .allSatisfy(
              event -> assertThat(schema.validate(event.toString(), InputFormat.JSON)).isEmpty());
    }
  }

  @Test
  void ocsfCallsUnknownWhatIsUnknownAndSuppressedWhatIsWaived() throws Exception {
    JsonNode events = JSON.readTree(judge("ocsf").out());

    Set<String> states = new TreeSet<>();
    for (JsonNode event : events) {
      states.add(
          event.at("/compliance/status_code").asString()
              + " "
              + event.at("/compliance/status_id").asInt());
      boolean waived =
          event.at("/compliance/control").asString().equals("no-open-relay")
              && event.at("/cloud/account/uid").asString().equals("111111111111");
      assertThat(event.get("status_id").asInt()).isEqualTo(waived ? 3 : 1);
    }
    assertThat(states).contains("FAIL 3", "PASS 1", "UNKNOWN 0", "WARN 2");
    assertThat(states).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void theSchemasRefuseWhatIsWrong() throws Exception {
    String sarif = judge("sarif").out().replace("\"open\"", "\"unknown\"");
    assertThat(problems("sarif-2.1.0.json", SpecificationVersion.DRAFT_4, sarif)).isNotEmpty();
    String event = JSON.readTree(judge("ocsf").out()).get(0).toString();
    assertThat(
            List.of(
                event.replace("\"class_uid\":2003", "\"class_uid\":2004"),
                event.replace("\"severity_id\":", "\"severity\":")))
        .allSatisfy(wrong ->
            assertThat(
                    problems(
                        "ocsf-1.6.0-compliance-finding.json",
                        SpecificationVersion.DRAFT_2020_12,
                        wrong))
                .isNotEmpty());
  }
}
