package io.todoku.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the layout shows around every page.
 *
 * @param user who is signed in, null where nobody is
 * @param administers whether they may change the settings
 * @param section first part of the path, for the settings the first two, to mark where one is
 */
record PageLayout(
    @Nullable String user, boolean administrator, String section, List<LanguageLink> languages) {

  /**
   * One choice of the language switch.
   *
   * @param name in that language itself
   * @param href this same page in it
   */
  record LanguageLink(String tag, String name, String href, boolean current) {}
}
