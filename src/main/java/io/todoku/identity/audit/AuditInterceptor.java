package io.todoku.identity.audit;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.UserAccess;
import io.todoku.identity.audit.AuditLog.AuditEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Adds each call of an {@link Audited} handler to the audit log, with what came of it. */
@Component
class AuditInterceptor implements HandlerInterceptor {

  private static final String ACTOR = AuditInterceptor.class.getName() + ".actor";
  private static final String FORM_AGAIN = AuditInterceptor.class.getName() + ".form-again";

  private final AuditLog log;
  private final AuditValues values;
  private final CurrentUser currentUser;

  AuditInterceptor(AuditLog log, AuditValues values, CurrentUser currentUser) {
    this.log = log;
    this.values = values;
    this.currentUser = currentUser;
  }

  /** Keeps the user, who may have signed out or in when the request ends. */
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    currentUser.find().ifPresent(user -> request.setAttribute(ACTOR, user));
    return true;
  }

  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable ModelAndView view) {
    boolean part = request.getHeader("HX-Request") != null;
    boolean made = response.getStatus() == HttpServletResponse.SC_CREATED;
    if (view != null && !part && !made && !isRedirect(view) && !request.getMethod().equals("GET")) {
      request.setAttribute(FORM_AGAIN, true);
    }
  }

  private static boolean isRedirect(ModelAndView view) {
    String name = view.getViewName();
    return name != null && name.startsWith("redirect:");
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (handler instanceof HandlerMethod method) {
      Audited action = method.getMethodAnnotation(Audited.class);
      if (action != null) {
        log.appendOrLog(event(action.value(), request, response, failure));
      }
    }
  }

  private AuditEvent event(
      String action,
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Exception failure) {
    Optional<UserAccess> user =
        request.getAttribute(ACTOR) instanceof UserAccess known
            ? Optional.of(known)
            : currentUser.find();
    String signedIn = request.getAttribute(AuditTrail.SIGNED_IN) instanceof String name ? name : "";
    return new AuditEvent(
        user.map(UserAccess::name).orElse(signedIn),
        user.map(access -> access.role().name()).orElse(""),
        request.getRemoteAddr(),
        action,
        request.getRequestURI().substring(request.getContextPath().length()),
        outcome(request, response, failure),
        values.text(request.getAttribute(AuditTrail.OLD_VALUE)),
        values.sent(request));
  }

  /**
   * A form that is shown again (by 200, not by 201 with what was made), or a redirect with a
   * problem to tell, means that nothing was done, unless the handler says otherwise.
   */
  private static String outcome(
      HttpServletRequest request, HttpServletResponse response, @Nullable Exception failure) {
    if (failure instanceof AccessDeniedException || response.getStatus() == 403) {
      return "REFUSED";
    }
    if (failure != null || response.getStatus() >= 400) {
      return "FAILED";
    }
    boolean problem = RequestContextUtils.getOutputFlashMap(request).containsKey("problem");
    boolean done =
        request.getAttribute(AuditTrail.DONE) instanceof Boolean told
            ? told
            : request.getAttribute(FORM_AGAIN) == null && !problem;
    return done ? "DONE" : "FAILED";
  }
}
