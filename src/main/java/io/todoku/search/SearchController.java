package io.todoku.search;

import io.todoku.identity.DataScope;
import io.todoku.identity.NotAudited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Serves the search. A name or id is searched for by an address that can be kept; a bounce may hold
 * personal addresses, so it is posted and stands in no address, log or history.
 */
@Controller
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
class SearchController {

  /** No name, id or address is longer. */
  private static final int MAX_IN_ADDRESS = 100;

  private final Search search;

  SearchController(Search search) {
    this.search = search;
  }

  @GetMapping("/search")
  String show(@RequestParam(defaultValue = "") String q, Model model, Locale locale) {
    return result(q, model, locale);
  }

  @NotAudited
  @PostMapping("/search")
  String find(
      @RequestParam(defaultValue = "") String q,
      Model model,
      RedirectAttributes redirect,
      Locale locale) {
    String text = q.strip();
    if (text.isEmpty()) {
      return "redirect:/search";
    }
    if (mayStandInAddress(text)) {
      redirect.addAttribute("q", text);
      return "redirect:/search";
    }
    return result(text, model, locale);
  }

  private boolean mayStandInAddress(String text) {
    return text.length() <= MAX_IN_ADDRESS && text.indexOf('@') < 0 && !search.isBounce(text);
  }

  private String result(String text, Model model, Locale locale) {
    SearchResult result = search.find(text, locale);
    @Nullable String only = result.only().orElse(null);
    if (only != null) {
      return "redirect:" + only;
    }
    model.addAttribute("q", text);
    model.addAttribute("result", result);
    return "search";
  }
}
