package io.todoku.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the layout shows around every page.
 *
 * @param user who is signed in; null if nobody is
 * @param administers whether the user may change settings
 * @param section the first part of the path (for settings, the first two), which marks the current
 *     menu item
 */
record PageLayout(
    @Nullable String user, boolean administrator, String section, List<LanguageLink> languages) {

  /**
   * One choice of the language switch.
   *
   * @param name of the language, in itself
   * @param href this page in that language
   */
  record LanguageLink(String tag, String name, String href, boolean current) {}
}
