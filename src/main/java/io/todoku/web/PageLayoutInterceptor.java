package io.todoku.web;

import io.todoku.identity.CurrentUser;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import io.todoku.installation.QuietState;
import io.todoku.locale.Language;
import io.todoku.locale.Languages;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.UriComponentsBuilder;

/** Applies {@code ?lang=} and adds what the layout needs to the model. */
class PageLayoutInterceptor implements HandlerInterceptor {

  private final LocaleResolver locales;
  private final CurrentUser currentUser;
  private final QuietState quiet;

  PageLayoutInterceptor(LocaleResolver locales, CurrentUser currentUser, QuietState quiet) {
    this.locales = locales;
    this.currentUser = currentUser;
    this.quiet = quiet;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    boolean failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) != null;
    // a form may have a field of that name: the language of the report that it asks for
    Locale asked =
        failed || !isGet(request)
            ? null
            : Languages.find(request.getParameter("lang")).map(Language::locale).orElse(null);
    if (asked != null) {
      locales.setLocale(request, response, asked);
      LocaleContextHolder.setLocale(asked);
    }
    String path = path(request);
    Locale current = asked == null ? locales.resolveLocale(request) : asked;
    List<PageLayout.LanguageLink> languages =
        Languages.all().stream()
            .map(language ->
                new PageLayout.LanguageLink(
                    language.tag(),
                    language.name(),
                    href(request, language),
                    language.tag().equals(current.getLanguage())))
            .toList();
    request.setAttribute(
        "layout",
        new PageLayout(
            currentUser.find().map(UserAccess::name).orElse(null),
            has(UserRole.OPERATOR),
            has(UserRole.ADMINISTRATOR),
            currentUser.find().map(user -> user.clients().everyClient()).orElse(false),
            section(path),
            languages,
            Theme.of(request).id(),
            failed && isGet(request) ? "/" : here(request),
            quiet.isQuiet()));
    return true;
  }

  private static boolean isGet(HttpServletRequest request) {
    return request.getMethod().equals("GET");
  }

  /** The page as a path of the application; that of the form where one was sent. */
  private static String here(HttpServletRequest request) {
    if (!isGet(request)) {
      return FormPage.find(request).orElse("/");
    }
    String path = request.getRequestURI().substring(request.getContextPath().length());
    String query = request.getQueryString();
    return query == null ? path : path + "?" + query;
  }

  private static String section(String path) {
    String[] parts = path.split("/", 4);
    if (parts.length < 2) {
      return "";
    }
    return parts[1].equals("settings") && parts.length > 2 ? parts[1] + "/" + parts[2] : parts[1];
  }

  private static String path(HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return failed instanceof String uri ? uri : request.getRequestURI();
  }

  private static String href(HttpServletRequest request, Language language) {
    if (isGet(request)) {
      return withLanguage(request.getQueryString(), language);
    }
    String[] page = here(request).split("\\?", 2);
    return request.getContextPath()
        + page[0]
        + withLanguage(page.length > 1 ? page[1] : null, language);
  }

  private static String withLanguage(@Nullable String query, Language language) {
    return UriComponentsBuilder.newInstance()
        .query(Objects.requireNonNullElse(query, ""))
        .replaceQueryParam("lang", language.tag())
        .build()
        .toUriString();
  }

  private boolean has(UserRole least) {
    return currentUser.find().map(user -> user.role().includes(least)).orElse(false);
  }
}
