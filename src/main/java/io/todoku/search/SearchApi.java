package io.todoku.search;

import io.todoku.identity.DataScope;
import io.todoku.identity.NotAudited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.RequiredFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search for automation, in the language of the request. */
@RestController
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
@RequestMapping("/api/v1/search")
class SearchApi {

  /**
   * @param q a name, id or address, or a bounce
   */
  record SearchRequest(@Nullable String q) {}

  private final Search search;

  SearchApi(Search search) {
    this.search = search;
  }

  @GetMapping
  SearchResult find(@RequestParam String q, Locale locale) {
    return search.find(q, locale);
  }

  /** The same for a text that is long, or should stand in no address. */
  @NotAudited
  @PostMapping
  SearchResult find(@RequestBody SearchRequest request, Locale locale) {
    new RequiredFields().given("q", request.q()).check();
    return search.find(String.valueOf(request.q()), locale);
  }
}
