package io.todoku.web;

import io.todoku.identity.NotAudited;
import io.todoku.identity.PublicRoute;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.view.RedirectView;

/** Keeps the colours that a reader chooses, and leads back to the page. */
@Controller
@PublicRoute
class ThemeController {

  @NotAudited
  @PostMapping("/theme")
  RedirectView choose(
      @RequestParam String theme,
      @RequestParam(defaultValue = "/") String back,
      HttpServletRequest request,
      HttpServletResponse response) {
    Theme chosen =
        Theme.find(theme)
            .orElseThrow(
                () -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "no such theme"));
    response.addHeader(HttpHeaders.SET_COOKIE, chosen.toCookie(request));
    RedirectView page = new RedirectView(FormPage.isOwnPage(back) ? back : "/", true);
    page.setExpandUriTemplateVariables(false);
    page.setExposeModelAttributes(false);
    return page;
  }
}
