package io.todoku.runbook;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A plan as the page's form holds it; nothing is checked yet. */
record PlanForm(
    @Nullable String name,
    @Nullable String way,
    @Nullable String domain,
    @Nullable String selectors,
    @Nullable String oldName,
    @Nullable String oldAddress,
    @Nullable String oldAccount,
    @Nullable String oldRegion,
    @Nullable String account,
    @Nullable String region,
    @Nullable String firstName,
    @Nullable String firstAddress,
    @Nullable String secondAddress) {

  static PlanForm of(Plan plan) {
    Plan.Server second = plan.second();
    return new PlanForm(
        plan.name(),
        plan.way().id(),
        plan.domain(),
        String.join(" ", plan.dkimSelectors()),
        plan.old().name(),
        plan.old().address(),
        plan.old().account(),
        plan.old().region(),
        plan.target().account(),
        plan.target().region(),
        plan.way() == Way.SAME_ADDRESS ? "" : plan.first().name(),
        plan.way() == Way.SAME_ADDRESS ? "" : plan.first().address(),
        second == null ? "" : second.address());
  }

  /**
   * @throws WrongPlanException saying what is missing or wrong
   */
  Plan toPlan() {
    Way chosen = Way.of(text(way));
    return new Plan(
        text(name),
        chosen,
        text(domain),
        Arrays.stream(text(selectors).split("[\\s,]+")).filter(s -> !s.isEmpty()).toList(),
        new Plan.Old(text(oldName), text(oldAddress), orNull(oldAccount), orNull(oldRegion)),
        new Plan.Target(text(account), text(region)),
        chosen == Way.SAME_ADDRESS
            ? new Plan.Server(text(oldName), text(oldAddress))
            : new Plan.Server(text(firstName), orNull(firstAddress)),
        chosen == Way.KEEP_NAME ? new Plan.Server(text(oldName), orNull(secondAddress)) : null);
  }

  /** The field that holds a key of the plan. */
  static String field(String key) {
    return switch (key) {
      case "dkim-selectors" -> "selectors";
      case "target.account" -> "account";
      case "target.region" -> "region";
      default -> {
        int dot = key.indexOf('.');
        yield dot < 0
            ? key
            : key.substring(0, dot)
                + Character.toUpperCase(key.charAt(dot + 1))
                + key.substring(dot + 2);
      }
    };
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  private static @Nullable String orNull(@Nullable String value) {
    return text(value).isEmpty() ? null : text(value);
  }
}
