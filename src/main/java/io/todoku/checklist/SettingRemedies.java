package io.todoku.checklist;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Resource;
import io.todoku.snapshot.Blocklists;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What helps where a setting of Todoku, a tag or a person’s answer is missing. */
final class SettingRemedies {

  private static final int MAX_RESOURCES = 20;
  private static final int MAX_LINKS = 5;

  private static final Pattern TAGGED_ID = Pattern.compile("[a-z]+-[0-9a-f]+");
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private SettingRemedies() {}

  static Remedy of(CauseAdvice advice) {
    String missing = Objects.requireNonNullElse(advice.cause().reasons().getFirst().fix(), "");
    return switch (missing) {
      case "todoku.probe.relay-recipient" ->
          advice.single(
              List.of(), configuration("probe", "relay-recipient: RELAY-MAILBOX"), List.of());
      case "todoku.dns.resolvers" -> advice.single(List.of(), otherResolver(), List.of());
      case "blocklist-test-entry", "blocklist-refuses-resolver" ->
          advice.single(List.of(), otherResolver(), testEntryQueries(advice.cause()));
      case "mx-holder" ->
          advice.oneOf(advice.option("connect"), advice.option("waive"), advice.option("change"));
      case "todoku.probe.allowed-networks" ->
          advice.single(List.of(), allowedNetworks(advice.cause()), List.of());
      case "does-it-send", "does-relay-send", "tags-contradict" ->
          advice
              .oneOf(
                  advice.option("page"),
                  advice.option("tag", List.of(), createTags(advice.cause()), List.of()))
              .linking(advice.resourceLinks(MAX_LINKS));
      case "does-host-send", "does-target-send", "tag-value", "egress-elsewhere", "way-out" ->
          advice
              .single(List.of(), createTags(advice.cause()), List.of())
              .linking(advice.resourceLinks(MAX_LINKS));
      default -> advice.single().linking(advice.resourceLinks(MAX_LINKS));
    };
  }

  /** Another resolver in the settings: which one answers, only its network knows. */
  static List<RemedyBlock> otherResolver() {
    return configuration("dns", "resolvers: [RESOLVER-ADDRESS]");
  }

  private static List<RemedyBlock> allowedNetworks(Cause cause) {
    String networks =
        cause.subjects().stream()
            .filter(IPV4.asMatchPredicate())
            .map(address -> address + "/32")
            .collect(Collectors.joining(", "));
    return networks.isEmpty()
        ? List.of()
        : configuration("probe", "allowed-networks: [" + networks + "]");
  }

  /** Asks the resolver that is to be named for the entry that every list has. */
  private static List<RemedyBlock> testEntryQueries(Cause cause) {
    String queries =
        cause.subjects().stream()
            .filter(ZONE.asMatchPredicate())
            .limit(MAX_RESOURCES)
            .map(list ->
                "dig @RESOLVER-ADDRESS %s A +short"
                    .formatted(Blocklists.testEntryName(false, list)))
            .collect(Collectors.joining("\n"));
    return queries.isEmpty() ? List.of() : List.of(RemedyBlock.of(BlockKind.SHELL, queries));
  }

  private static List<RemedyBlock> configuration(String group, String line) {
    return List.of(RemedyBlock.configuration("todoku:\n  %s:\n    %s".formatted(group, line)));
  }

  private static List<RemedyBlock> createTags(Cause cause) {
    String commands =
        cause.items().stream()
            .map(item -> item.finding().resource())
            .filter(
                resource -> resource.region() != null && TAGGED_ID.matcher(resource.id()).matches())
            .distinct()
            .limit(MAX_RESOURCES)
            .map(SettingRemedies::createTag)
            .collect(Collectors.joining("\n"));
    return commands.isEmpty() ? List.of() : List.of(RemedyBlock.of(BlockKind.AWS_CLI, commands));
  }

  private static String createTag(Resource resource) {
    return "aws ec2 create-tags --region %s --resources %s --tags Key=todoku:mail,Value=SENDS-OR-NONE"
        .formatted(resource.region(), resource.id());
  }
}
