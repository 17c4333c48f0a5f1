package io.todoku.web;

import io.todoku.identity.PublicRoute;
import io.todoku.problem.ProblemType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Shows errors: a page for people, a problem detail (RFC 9457) for the API. Neither reveals
 * internals.
 */
@Controller
@PublicRoute
class ErrorPageController implements ErrorController {

  private static final Set<Integer> EXPLAINED = Set.of(400, 403, 404, 405, 413, 421, 500, 503);

  private final MessageSource messages;

  ErrorPageController(MessageSource messages) {
    this.messages = messages;
  }

  @RequestMapping("/error")
  Object show(
      HttpServletRequest request, HttpServletResponse response, Model model, Locale locale) {
    int status = status(request);
    String key = "error." + (EXPLAINED.contains(status) ? status : status < 500 ? 400 : 500);
    String failed = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    if (failed.startsWith(request.getContextPath() + "/api/")) {
      ProblemDetail problem =
          ProblemDetail.forStatusAndDetail(
              HttpStatusCode.valueOf(status), apiDetail(request, status, failed, key, locale));
      return ResponseEntity.status(status).body(ProblemType.at(failed, problem));
    }
    response.setStatus(status);
    model.addAttribute("status", status);
    boolean stranger = status == 403 && request.getRemoteUser() == null;
    boolean signingIn = failed.startsWith(request.getContextPath() + "/sign-in");
    model.addAttribute("stranger", stranger);
    model.addAttribute("key", stranger && !signingIn ? "error.expired" : key);
    // no token of a form is asked for where a page is only opened
    if (status == 403
        && !stranger
        && "GET".equals(request.getAttribute(RequestDispatcher.ERROR_METHOD))) {
      model.addAttribute("key", "error.role");
    }
    return "error";
  }

  private String apiDetail(
      HttpServletRequest request, int status, String path, String key, Locale locale) {
    if (status == 404) {
      return messages.getMessage("api.error.404", new Object[] {path}, locale);
    }
    if (status == 405
        && request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE)
            instanceof HttpRequestMethodNotSupportedException unsupported) {
      String allowed = String.join(", ", new TreeSet<>(allowed(unsupported)));
      return messages.getMessage(
          "api.error.405", new Object[] {path, unsupported.getMethod(), allowed}, locale);
    }
    return messages.getMessage(key + ".happened", null, locale);
  }

  private static Set<String> allowed(HttpRequestMethodNotSupportedException unsupported) {
    String[] methods = unsupported.getSupportedMethods();
    return methods == null ? Set.of() : Set.of(methods);
  }

  /** The status of the failed request; 404 if {@code /error} itself was opened. */
  private static int status(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
        ? code
        : 404;
  }
}
