package io.todoku.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** The two languages: the one that was chosen, else the one that the browser asks for. */
class LanguageResolver extends CookieLocaleResolver {

  static final List<Locale> SUPPORTED = List.of(Locale.JAPANESE, Locale.ENGLISH);

  LanguageResolver() {
    super("lang");
    setRejectInvalidCookies(false);
    setCookieHttpOnly(true);
    setCookieSameSite("Lax");
    var accepted = new AcceptHeaderLocaleResolver();
    accepted.setSupportedLocales(SUPPORTED);
    accepted.setDefaultLocale(Locale.ENGLISH);
    setDefaultLocaleFunction(accepted::resolveLocale);
  }

  /** The language of this tag where it is one of ours, else null. */
  static @Nullable Locale forTag(@Nullable String tag) {
    return SUPPORTED.stream().filter(l -> l.getLanguage().equals(tag)).findFirst().orElse(null);
  }

  @Override
  protected @Nullable Locale parseLocaleValue(String value) {
    return forTag(value);
  }
}
