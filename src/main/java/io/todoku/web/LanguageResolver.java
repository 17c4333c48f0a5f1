package io.todoku.web;

import io.todoku.identity.BrowserCookie;
import io.todoku.locale.Language;
import io.todoku.locale.Languages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** Resolves the language: the chosen one, else the one the browser requests. */
class LanguageResolver implements LocaleResolver {

  private static final String COOKIE = "lang";

  private final LocaleResolver overHttp = new LanguageCookie(COOKIE, false);
  private final LocaleResolver overHttps =
      new LanguageCookie(BrowserCookie.HOST_PREFIX + COOKIE, true);

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    return of(request).resolveLocale(request);
  }

  @Override
  public void setLocale(
      HttpServletRequest request,
      @Nullable HttpServletResponse response,
      @Nullable Locale language) {
    of(request).setLocale(request, response, language);
  }

  private LocaleResolver of(HttpServletRequest request) {
    return request.isSecure() ? overHttps : overHttp;
  }

  /** The cookie that keeps the choice. */
  private static final class LanguageCookie extends CookieLocaleResolver {

    LanguageCookie(String name, boolean secure) {
      super(name);
      setRejectInvalidCookies(false);
      setCookieHttpOnly(true);
      setCookieSecure(secure);
      setCookieSameSite("Lax");
      var accepted = new AcceptHeaderLocaleResolver();
      accepted.setSupportedLocales(Languages.locales());
      accepted.setDefaultLocale(Languages.DEFAULT.locale());
      setDefaultLocaleFunction(accepted::resolveLocale);
    }

    @Override
    protected @Nullable Locale parseLocaleValue(String value) {
      return Languages.find(value).map(Language::locale).orElse(null);
    }
  }
}
