package io.todoku.runbook.plan;

import io.todoku.locale.InputProblem;
import java.util.Locale;

/**
 * Why a plan, or a decision about one of its steps, is invalid; {@code %s} in the English text is
 * the key of the plan. The text of the message files is shown beside the field of a form.
 */
public enum PlanProblem implements InputProblem {
  STRATEGY("%s must be same-address, new-name or keep-name"),
  HOST_NAME("%s must be a host name such as mail.example.com"),
  ADDRESS("%s must be an IPv4 address such as 192.0.2.25"),
  ACCOUNT("%s must have 12 digits (quoted in YAML)"),
  REGION("%s must be a Region such as ap-northeast-1"),
  ACCOUNT_WITHOUT_REGION("old.account and %s must be given together or not at all"),
  SELECTORS("%s must have at most 20 selectors such as s1, each of at most 63 characters"),
  PLAN_NAME("%s must be one line of at most 200 characters"),
  REGION_DIFFERS("%s must be old.region, because an Elastic IP cannot leave its Region"),
  SAME_NAME_AS_OLD("%s must differ from the old server's name"),
  SAME_ADDRESS_AS_OLD("%s is the old server's address; same-address keeps it"),
  ADDRESS_USED_TWICE("%s must differ from the addresses of the other servers"),
  NOTE("%s must have 1 to 2000 characters"),
  STEP("the plan has no %s with that id");

  private final String englishText;

  PlanProblem(String englishText) {
    this.englishText = englishText;
  }

  @Override
  public String key() {
    return "runbook.wrong." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String englishText() {
    return englishText;
  }

  /**
   * @param key the key in the plan, such as {@code old.name}
   */
  public InputProblem at(String key) {
    return new ProblemAtKey(this, key);
  }

  private record ProblemAtKey(PlanProblem problem, String field) implements InputProblem {

    @Override
    public String key() {
      return problem.key();
    }

    @Override
    public String englishText() {
      return problem.englishText.formatted(field);
    }
  }
}
