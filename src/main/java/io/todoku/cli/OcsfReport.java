package io.todoku.cli;

import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.Wording;
import io.todoku.rule.Resource;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.rule.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes each finding as an event of the class Compliance Finding (2003) of OCSF, in an array.
 *
 * @param version of Todoku
 */
record OcsfReport(Wording wording, String version) {

  private static final String OCSF_VERSION = "1.6.0";
  private static final int CLASS = 2003;
  private static final int CREATE = 1;
  private static final int AWS_ACCOUNT = 10;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** A number of an OCSF enumeration and its caption. */
  private record Caption(int id, String name) {}

  byte[] render(List<JudgedAccount> accounts) {
    return MAPPER.writeValueAsBytes(
        accounts.stream()
            .map(JudgedAccount::list)
            .flatMap(list ->
                Stream.concat(
                    Stream.of(list).filter(JudgedAccount::isUnreadable).map(this::unreadable),
                    list.items().stream().map(item -> event(item, list))))
            .toList());
  }

  private Map<String, Object> event(Item item, Checklist list) {
    ChecklistView.ItemView view = ChecklistView.viewOf(item, list, wording);
    Map<String, Object> event = begin(list, item.finding().resource().region(), item.rule().id());
    Caption severity = severity(item);
    event.put("severity_id", severity.id());
    event.put("severity", severity.name());
    Caption status = item.waiver() == null ? new Caption(1, "New") : new Caption(3, "Suppressed");
    event.put("status_id", status.id());
    event.put("status", status.name());
    event.put("message", view.summary());
    event.put("finding_info", findingInfo(item, view, list));
    event.put("compliance", compliance(item, view));
    event.put("resources", List.of(resource(item.finding().resource())));
    if (!view.steps().isEmpty()) {
      Map<String, Object> remediation = new LinkedHashMap<>();
      remediation.put("desc", String.join("\n", view.steps()));
      List<String> links = view.remedy().links().stream().map(link -> link.url()).toList();
      if (!links.isEmpty()) {
        remediation.put("references", links);
      }
      event.put("remediation", remediation);
    }
    Waiver waiver = item.waiver();
    if (waiver != null) {
      event.put("comment", ChecklistTextReport.waived(waiver, wording));
    }
    return event;
  }

  /** What every event of an account has. */
  private Map<String, Object> begin(Checklist list, @Nullable String region, String code) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("category_uid", 2);
    event.put("category_name", "Findings");
    event.put("class_uid", CLASS);
    event.put("class_name", "Compliance Finding");
    event.put("activity_id", CREATE);
    event.put("activity_name", "Create");
    event.put("type_uid", CLASS * 100 + CREATE);
    event.put("type_name", "Compliance Finding: Create");
    event.put("time", list.scan().finishedAt().toEpochMilli());
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("version", OCSF_VERSION);
    metadata.put("product", Map.of("name", "Todoku", "vendor_name", "Todoku", "version", version));
    metadata.put("profiles", List.of("cloud"));
    metadata.put("event_code", code);
    event.put("metadata", metadata);
    Map<String, Object> cloud = new LinkedHashMap<>();
    cloud.put("provider", "AWS");
    cloud.put(
        "account",
        Map.of(
            "uid",
            list.account().id(),
            "name",
            list.account().title(),
            "type",
            "AWS Account",
            "type_id",
            AWS_ACCOUNT));
    if (region != null) {
      cloud.put("region", region);
    }
    event.put("cloud", cloud);
    return event;
  }

  private Map<String, Object> findingInfo(Item item, ChecklistView.ItemView view, Checklist list) {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("uid", FindingIdentity.fingerprint(list.account().id(), item));
    info.put("title", view.title());
    info.put("desc", view.summary());
    info.put("first_seen_time", item.firstSeen().toEpochMilli());
    info.put("last_seen_time", list.scan().finishedAt().toEpochMilli());
    info.put("types", List.of(item.rule().area().id()));
    return info;
  }

  private static Map<String, Object> compliance(Item item, ChecklistView.ItemView view) {
    Caption status =
        switch (item.verdict()) {
          case PASS -> new Caption(1, "Pass");
          case WARN -> new Caption(2, "Warning");
          case FAIL -> new Caption(3, "Fail");
          case UNKNOWN -> new Caption(0, "Unknown");
          case NOT_APPLICABLE -> new Caption(99, "Not applicable");
        };
    Map<String, Object> compliance = new LinkedHashMap<>();
    compliance.put("control", item.rule().id());
    compliance.put("standards", List.of("Todoku"));
    compliance.put("category", item.rule().level().name());
    compliance.put("status_id", status.id());
    compliance.put("status", status.name());
    compliance.put("status_code", item.verdict().name());
    if (view.reason() != null) {
      compliance.put("status_details", List.of(view.reason()));
    }
    return compliance;
  }

  private static Caption severity(Item item) {
    boolean required = item.rule().level() == Level.REQUIRED;
    return switch (item.verdict()) {
      case PASS, NOT_APPLICABLE -> new Caption(1, "Informational");
      case WARN -> required ? new Caption(3, "Medium") : new Caption(2, "Low");
      case FAIL -> required ? new Caption(4, "High") : new Caption(2, "Low");
      case UNKNOWN -> new Caption(0, "Unknown");
    };
  }

  private static Map<String, Object> resource(Resource resource) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("uid", resource.id());
    described.put("name", resource.label());
    described.put("type", resource.type().id());
    if (resource.region() != null) {
      described.put("region", resource.region());
    }
    if (resource.address() != null) {
      described.put("ip", resource.address());
    }
    return described;
  }

  /** An account of which nothing is known must not look like one without findings. */
  private Map<String, Object> unreadable(Checklist list) {
    String account = list.account().id();
    Map<String, Object> event = begin(list, null, "inventory");
    event.put("severity_id", 0);
    event.put("severity", "Unknown");
    event.put("status_id", 1);
    event.put("status", "New");
    event.put("message", wording.of("command.unreadable"));
    event.put(
        "finding_info",
        Map.of("uid", account + "/inventory", "title", wording.of("command.unreadable")));
    Map<String, Object> compliance = new LinkedHashMap<>();
    compliance.put("control", "inventory");
    compliance.put("standards", List.of("Todoku"));
    compliance.put("status_id", 0);
    compliance.put("status", "Unknown");
    compliance.put("status_code", Verdict.UNKNOWN.name());
    compliance.put("status_details", JudgedAccount.whyUnreadable(list, wording));
    event.put("compliance", compliance);
    event.put("resources", List.of(resource(Resource.account(account, list.account().title()))));
    return event;
  }
}
