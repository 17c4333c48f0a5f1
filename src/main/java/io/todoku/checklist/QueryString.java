package io.todoku.checklist;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Makes the query of an address of a page. */
final class QueryString {

  private QueryString() {}

  /**
   * @param parameters in their order; blank ones are left out
   * @return with its question mark; empty where nothing is left
   */
  static String of(Map<String, String> parameters) {
    UriComponentsBuilder query = UriComponentsBuilder.newInstance();
    parameters.forEach((name, value) -> {
      if (!value.isEmpty()) {
        query.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8));
      }
    });
    return query.build(true).toUriString();
  }
}
