package io.todoku.cli;

import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.Wording;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what is open or waived as SARIF 2.1.0. What passes is left out, because code scanning
 * services make an alert of each result whatever its kind.
 *
 * @param version of Todoku
 */
record SarifReport(Wording wording, String version) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** The rule id of what stands for an account that could not be read. */
  private static final String UNREADABLE = "inventory";

  byte[] render(JudgedAccounts judged) {
    List<Map<String, Object>> results = new ArrayList<>();
    Map<String, RuleInfo> rules = new LinkedHashMap<>();
    for (JudgedAccount account : judged.accounts()) {
      for (Item item : account.list().items()) {
        if (item.verdict() != Verdict.PASS && item.verdict() != Verdict.NOT_APPLICABLE) {
          rules.putIfAbsent(item.rule().id(), item.rule());
          results.add(result(item, account, index(item, rules)));
        }
      }
      if (account.comparison() != null) {
        for (Item item : account.comparison().hidden()) {
          rules.putIfAbsent(item.rule().id(), item.rule());
          results.add(hidden(item, account, index(item, rules)));
        }
      }
      if (JudgedAccount.isUnreadable(account.list())) {
        results.add(unreadable(account.list()));
      }
    }
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver(rules)));
    run.put("automationDetails", Map.of("id", "todoku/"));
    run.put("invocations", judged.accounts().stream().map(this::invocation).toList());
    run.put("columnKind", "utf16CodeUnits");
    run.put("results", results);
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return MAPPER.writeValueAsBytes(log);
  }

  private static int index(Item item, Map<String, RuleInfo> rules) {
    return List.copyOf(rules.keySet()).indexOf(item.rule().id());
  }

  private Map<String, Object> driver(Map<String, RuleInfo> rules) {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "Todoku");
    driver.put("version", version);
    driver.put("rules", rules.values().stream().map(this::rule).toList());
    return driver;
  }

  private Map<String, Object> rule(RuleInfo rule) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("id", rule.id());
    described.put("shortDescription", Map.of("text", wording.ruleTitle(rule.id())));
    described.put(
        "defaultConfiguration",
        Map.of("level", rule.level() == RuleInfo.Level.REQUIRED ? "error" : "warning"));
    described.put(
        "properties",
        Map.of("tags", List.of(rule.area().id(), rule.level().name().toLowerCase(Locale.ROOT))));
    return described;
  }

  /** One for each account; what could not be collected is a notification. */
  private Map<String, Object> invocation(JudgedAccount account) {
    Checklist list = account.list();
    Map<String, Object> invocation = new LinkedHashMap<>();
    invocation.put("executionSuccessful", !JudgedAccount.isUnreadable(list));
    invocation.put("startTimeUtc", list.scan().startedAt().toString());
    invocation.put("endTimeUtc", list.scan().finishedAt().toString());
    invocation.put(
        "toolExecutionNotifications",
        list.gaps().stream()
            .map(gap -> Map.of("level", "warning", "message", Map.of("text", wording.of(gap))))
            .toList());
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("account", list.account().id());
    properties.put("readiness", list.readiness().name());
    properties.put("coverage", list.coverage());
    if (list.onlyRules() != null) {
      properties.put("onlyRules", list.onlyRules());
    }
    invocation.put("properties", properties);
    return invocation;
  }

  private Map<String, Object> result(Item item, JudgedAccount account, int ruleIndex) {
    String accountId = account.list().account().id();
    ChecklistView.ItemView view = ChecklistView.viewOf(item, account.list(), wording);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", item.rule().id());
    result.put("ruleIndex", ruleIndex);
    result.put("kind", kind(item));
    result.put("level", level(item));
    result.put(
        "message",
        Map.of("text", view.summary() + (view.reason() == null ? "" : " " + view.reason())));
    result.put(
        "locations",
        List.of(
            location(
                accountId, item.finding().resource().key(), item.finding().resource().label())));
    result.put(
        "partialFingerprints",
        Map.of("todokuFinding/v1", FindingIdentity.fingerprint(accountId, item)));
    Waiver waiver = item.waiver();
    result.put("suppressions", waiver == null ? List.of() : List.of(suppression(waiver)));
    BaselineComparison comparison = account.comparison();
    if (comparison != null) {
      result.put("baselineState", comparison.state(item).name().toLowerCase(Locale.ROOT));
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("account", accountId);
    properties.put("verdict", item.verdict().name());
    properties.put("resource", item.finding().resource().key());
    properties.put("steps", view.steps());
    result.put("properties", properties);
    return result;
  }

  /** A finding of the baseline whose place could not be read this time. */
  private Map<String, Object> hidden(Item earlier, JudgedAccount account, int ruleIndex) {
    Map<String, Object> result = result(earlier, account, ruleIndex);
    result.put("kind", "open");
    result.put("level", "none");
    result.put(
        "message",
        Map.of(
            "text",
            wording.of(
                "command.baseline.hidden",
                wording.ruleTitle(earlier.rule().id()),
                earlier.finding().resource().label())));
    result.put("baselineState", "updated");
    result.put(
        "properties",
        Map.of(
            "account",
            account.list().account().id(),
            "verdict",
            Verdict.UNKNOWN.name(),
            "resource",
            earlier.finding().resource().key()));
    return result;
  }

  /** Stands for all findings of an account of which nothing is known. */
  private Map<String, Object> unreadable(Checklist list) {
    String account = list.account().id();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", UNREADABLE);
    result.put("kind", "open");
    result.put("level", "none");
    List<String> text = new ArrayList<>(List.of(wording.of("command.unreadable")));
    text.addAll(JudgedAccount.whyUnreadable(list, wording));
    result.put("message", Map.of("text", String.join(" ", text)));
    result.put("locations", List.of(location(account, "account", list.account().title())));
    result.put("partialFingerprints", Map.of("todokuFinding/v1", account + "/" + UNREADABLE));
    result.put("properties", Map.of("account", account, "verdict", Verdict.UNKNOWN.name()));
    return result;
  }

  private Map<String, Object> suppression(Waiver waiver) {
    return Map.of(
        "kind",
        "external",
        "status",
        "accepted",
        "justification",
        ChecklistTextReport.waived(waiver, wording));
  }

  /** A person has to look at what only a person can answer; the rest is open. */
  private static String kind(Item item) {
    if (item.verdict() != Verdict.UNKNOWN) {
      return "fail";
    }
    return item.acceptsAttestation() || item.isQuestion() ? "review" : "open";
  }

  /** A result that is no failure has no level (SARIF 2.1.0, section 3.27.10). */
  private static String level(Item item) {
    boolean required = item.rule().level() == RuleInfo.Level.REQUIRED;
    return switch (item.verdict()) {
      case FAIL -> required ? "error" : "warning";
      case WARN -> required ? "warning" : "note";
      case UNKNOWN, PASS, NOT_APPLICABLE -> "none";
    };
  }

  /** Code scanning services show only what has a place in a file, so that a path stands for it. */
  private static Map<String, Object> location(String account, String key, String label) {
    return Map.of(
        "physicalLocation",
        Map.of(
            "artifactLocation",
            Map.of("uri", "aws/" + account + "/" + path(key)),
            "region",
            Map.of("startLine", 1)),
        "logicalLocations",
        List.of(
            Map.of("kind", "resource", "name", label, "fullyQualifiedName", account + "/" + key)));
  }

  private static String path(String key) {
    List<String> parts = new ArrayList<>();
    for (String part : key.split("/", -1)) {
      parts.add(
          part.isEmpty()
              ? "global"
              : URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return String.join("/", parts);
  }
}
