package io.todoku.installation.web;

import io.todoku.installation.QuietException;
import io.todoku.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Answers what a quiet installation refuses: 409 for programs, a message on the page for people.
 */
@ControllerAdvice
class QuietAdvice {

  private static final Pattern ACCOUNT = Pattern.compile("(/accounts/[0-9]{12})/.*");

  private final MessageSource messages;

  QuietAdvice(MessageSource messages) {
    this.messages = messages;
  }

  @ExceptionHandler(QuietException.class)
  @Nullable ResponseEntity<Object> refuse(
      HttpServletRequest request, HttpServletResponse response, Locale locale) throws Exception {
    String text = messages.getMessage("quiet.refused", null, locale);
    String path = request.getRequestURI().substring(request.getContextPath().length());
    if (path.startsWith("/api/")) {
      return ResponseEntity.status(409).body(ProblemType.CONFLICT.detail(text));
    }
    Matcher ofAccount = ACCOUNT.matcher(path);
    String page =
        request.getContextPath() + (ofAccount.matches() ? ofAccount.group(1) : "/accounts");
    FlashMap flash = RequestContextUtils.getOutputFlashMap(request);
    flash.put("problem", text);
    RequestContextUtils.saveOutputFlashMap(page, request, response);
    if (request.getHeader("HX-Request") == null) {
      response.sendRedirect(page);
    } else {
      response.setHeader("HX-Redirect", page); // htmx would put the page into the place of a part
    }
    return null;
  }
}
