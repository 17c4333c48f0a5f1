package io.todoku.runbook.plan;

import io.todoku.locale.InvalidInputException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of the form for a plan, as they were entered and not yet validated. */
public record PlanForm(
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

  public static PlanForm of(Plan plan) {
    Plan.NewServer second = plan.second();
    return new PlanForm(
        plan.name(),
        plan.strategy().id(),
        plan.domain(),
        String.join(" ", plan.dkimSelectors()),
        plan.old().name(),
        plan.old().address(),
        plan.old().account(),
        plan.old().region(),
        plan.target().account(),
        plan.target().region(),
        plan.strategy() == MigrationStrategy.SAME_ADDRESS ? "" : plan.first().name(),
        plan.strategy() == MigrationStrategy.SAME_ADDRESS ? "" : plan.first().address(),
        second == null ? "" : second.address());
  }

  /**
   * @throws InvalidInputException if a value is missing or invalid; it names the key
   */
  public Plan toPlan() {
    MigrationStrategy strategy = MigrationStrategy.of(stripped(way));
    return new Plan(
        stripped(name),
        strategy,
        stripped(domain),
        Arrays.stream(stripped(selectors).split("[\\s,]+")).filter(s -> !s.isEmpty()).toList(),
        new Plan.OldServer(
            stripped(oldName),
            stripped(oldAddress),
            strippedOrNull(oldAccount),
            strippedOrNull(oldRegion)),
        new Plan.TargetAccount(stripped(account), stripped(region)),
        strategy == MigrationStrategy.SAME_ADDRESS
            ? new Plan.NewServer(stripped(oldName), stripped(oldAddress))
            : new Plan.NewServer(stripped(firstName), strippedOrNull(firstAddress)),
        strategy == MigrationStrategy.KEEP_NAME
            ? new Plan.NewServer(stripped(oldName), strippedOrNull(secondAddress))
            : null);
  }

  /** The form field for a key of the plan, for example {@code oldName} for {@code old.name}. */
  public static String fieldOf(String key) {
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

  private static String stripped(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  private static @Nullable String strippedOrNull(@Nullable String value) {
    return stripped(value).isEmpty() ? null : stripped(value);
  }
}
