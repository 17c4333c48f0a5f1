package io.todoku;

import java.util.Locale;

/** Whom a task is tried with: a language, and a browser with or without JavaScript. */
enum Visitor {
  ENGLISH(Locale.ENGLISH, true),
  JAPANESE(Locale.JAPANESE, true),
  ENGLISH_WITHOUT_SCRIPTS(Locale.ENGLISH, false),
  JAPANESE_WITHOUT_SCRIPTS(Locale.JAPANESE, false);

  final Locale locale;
  final boolean scripts;

  Visitor(Locale locale, boolean scripts) {
    this.locale = locale;
    this.scripts = scripts;
  }

  String language() {
    return locale.getLanguage();
  }
}
