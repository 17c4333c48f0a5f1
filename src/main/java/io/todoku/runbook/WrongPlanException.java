package io.todoku.runbook;

import io.todoku.rule.Text;
import java.util.Locale;

/**
 * A plan, or a word about it, that cannot be taken. The message names the key of the plan, for
 * files and the API; a page shows the text beside the field.
 */
class WrongPlanException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** What is wrong, as it is said of a key. */
  enum Problem {
    WAY("%s is one of same-address, new-name, keep-name"),
    HOST_NAME("%s is a name such as mail.example.com"),
    ADDRESS("%s is an IPv4 address such as 192.0.2.25"),
    ACCOUNT("%s has 12 digits (in YAML, in quotes)"),
    REGION("%s is one such as ap-northeast-1"),
    TOGETHER("old.account and %s stand together, or neither"),
    SELECTORS("%s has at most 20 selectors such as s1, each of at most 63 characters"),
    TITLE("%s has at most 200 characters, on a line"),
    REGION_STAYS("%s is old.region: an Elastic IP stays in its Region"),
    NAME_OF_OLD("%s is another one than the old server's"),
    ADDRESS_OF_OLD("%s is the old server's: that is the way same-address"),
    ADDRESS_TAKEN("%s is one of its own"),
    WORD("%s has 1 to 2000 characters"),
    STEP("the plan has no %s of that id");

    private final String plain;

    Problem(String plain) {
      this.plain = plain;
    }
  }

  private final Problem problem;
  private final String key;

  /**
   * @param key of the plan, such as {@code old.name}
   */
  WrongPlanException(Problem problem, String key) {
    super(problem.plain.formatted(key));
    this.problem = problem;
    this.key = key;
  }

  String key() {
    return key;
  }

  /** The same for a page. */
  Text text() {
    return Text.of("runbook.wrong." + problem.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
