package io.todoku.web;

import io.todoku.locale.Language;
import io.todoku.locale.Languages;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** Resolves the language: the chosen one, else the one the browser requests. */
class LanguageResolver extends CookieLocaleResolver {

  LanguageResolver() {
    super("lang");
    setRejectInvalidCookies(false);
    setCookieHttpOnly(true);
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
