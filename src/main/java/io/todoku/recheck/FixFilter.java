package io.todoku.recheck;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the page “Fix together” shows, from which rechecks were started: all parameters of its
 * address.
 *
 * @param rule id; blank where the rechecks were not started there
 * @param client the only client; blank: all
 * @param account id of the only account; blank: all
 * @param from how many accounts come before; blank: none
 */
record FixFilter(String rule, String client, String account, String from) {

  FixFilter(
      @Nullable String rule,
      @Nullable String client,
      @Nullable String account,
      @Nullable String from) {
    this.rule = Objects.requireNonNullElse(rule, "");
    this.client = Objects.requireNonNullElse(client, "");
    this.account = Objects.requireNonNullElse(account, "");
    this.from = Objects.requireNonNullElse(from, "");
  }

  /** Those that are not blank, in their order. */
  Map<String, String> parameters() {
    return Stream.of(
            Map.entry("rule", rule),
            Map.entry("client", client),
            Map.entry("account", account),
            Map.entry("from", from))
        .filter(parameter -> !parameter.getValue().isEmpty())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
  }

  /** The address of the page. */
  public String address() {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath("/fix");
    parameters().keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(parameters()).toUriString();
  }
}
