package io.todoku.web;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the layout shows around every page.
 *
 * @param user who is signed in; null if nobody is
 * @param operator whether the user may scan, decide and plan
 * @param administrator whether the user may change settings and admit people
 * @param everyClient whether the user may see every client
 * @param section the first part of the path (for settings, the first two), which marks the current
 *     menu item
 * @param theme id of the chosen {@link Theme}
 * @param here the page itself, or that of the form that it answers; a change of the theme leads
 *     back to it
 * @param quiet whether the installation neither scans nor sends
 */
record PageLayout(
    @Nullable String user,
    boolean operator,
    boolean administrator,
    boolean everyClient,
    String section,
    List<LanguageLink> languages,
    String theme,
    String here,
    boolean quiet) {

  private static final Set<String> ACCOUNT_SECTIONS =
      Set.of("", "accounts", "fix", "organizations", "policy", "rechecks", "sample", "scans");

  /** Whether the page belongs to the menu item of the accounts. */
  public boolean ofAccounts() {
    return ACCOUNT_SECTIONS.contains(section);
  }

  /** The ids of the themes, as the layout offers them. */
  public List<String> themes() {
    return Theme.ids();
  }

  /** The theme where it is not the system's: null leaves the choice to the browser. */
  public @Nullable String chosenTheme() {
    return theme.equals(Theme.SYSTEM.id()) ? null : theme;
  }

  /**
   * One choice of the language switch.
   *
   * @param name of the language, in itself
   * @param href this page in that language
   */
  record LanguageLink(String tag, String name, String href, boolean current) {}
}
