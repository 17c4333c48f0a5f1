package io.todoku.runbook.plan;

import io.todoku.rule.Text;
import java.util.Locale;

/**
 * A plan, or a decision about one of its steps, is invalid. The message names the key of the plan
 * for files and the API; {@link #pageMessage} is shown beside the field of a form.
 */
public class InvalidPlanException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** What is wrong; {@code %s} in the message is the key. */
  public enum PlanProblem {
    STRATEGY("%s is one of same-address, new-name, keep-name"),
    HOST_NAME("%s is a name such as mail.example.com"),
    ADDRESS("%s is an IPv4 address such as 192.0.2.25"),
    ACCOUNT("%s has 12 digits (in YAML, in quotes)"),
    REGION("%s is one such as ap-northeast-1"),
    ACCOUNT_WITHOUT_REGION("old.account and %s stand together, or neither"),
    SELECTORS("%s has at most 20 selectors such as s1, each of at most 63 characters"),
    PLAN_NAME("%s has at most 200 characters, on a line"),
    REGION_DIFFERS("%s is old.region: an Elastic IP stays in its Region"),
    SAME_NAME_AS_OLD("%s is another one than the old server's"),
    SAME_ADDRESS_AS_OLD("%s is the old server's: that is the way same-address"),
    ADDRESS_USED_TWICE("%s is one of its own"),
    NOTE("%s has 1 to 2000 characters"),
    STEP("the plan has no %s of that id");

    private final String englishText;

    PlanProblem(String englishText) {
      this.englishText = englishText;
    }
  }

  private final PlanProblem problem;
  private final String key;

  /**
   * @param key the key in the plan, such as {@code old.name}
   */
  public InvalidPlanException(PlanProblem problem, String key) {
    super(problem.englishText.formatted(key));
    this.problem = problem;
    this.key = key;
  }

  public String key() {
    return key;
  }

  /** The message for a page, in the language of the reader. */
  public Text pageMessage() {
    return Text.of("runbook.wrong." + problem.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
