package io.todoku.rule;

import io.todoku.snapshot.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a finding of one rule about one resource. It ends with the verdict, and each verdict takes
 * what belongs to it: only {@code UNKNOWN} has a reason.
 *
 * <p>Keys are those of the rule's texts without the rule's id before them ({@code "fail.bogus"}).
 * The first argument of every text is the resource's address, or else its id; the arguments given
 * here follow it.
 */
public final class FindingBuilder {

  private final String rule;
  private final Resource resource;
  private final List<Evidence> evidence = new ArrayList<>();

  FindingBuilder(String rule, Resource resource) {
    this.rule = rule;
    this.resource = resource;
  }

  /** Adds evidence after what was added before. */
  public FindingBuilder evidence(Evidence... more) {
    return evidence(List.of(more));
  }

  /** Adds evidence after what was added before. */
  public FindingBuilder evidence(List<Evidence> more) {
    evidence.addAll(more);
    return this;
  }

  public Finding pass(String key, Object... arguments) {
    return finding(Verdict.PASS, key, null, arguments);
  }

  public Finding warn(String key, Object... arguments) {
    return finding(Verdict.WARN, key, null, arguments);
  }

  public Finding fail(String key, Object... arguments) {
    return finding(Verdict.FAIL, key, null, arguments);
  }

  /**
   * @param reason why it could not be found out
   */
  public Finding unknown(Reason reason, String key, Object... arguments) {
    return finding(Verdict.UNKNOWN, key, reason, arguments);
  }

  public Finding notApplicable(String key, Object... arguments) {
    return finding(Verdict.NOT_APPLICABLE, key, null, arguments);
  }

  private Finding finding(
      Verdict verdict, String key, @Nullable Reason reason, Object... arguments) {
    Object subject = Objects.requireNonNullElse(resource.address(), resource.id());
    return new Finding(
        rule,
        resource,
        verdict,
        Text.about(subject, rule + "." + key, arguments),
        reason,
        List.copyOf(evidence),
        Remedy.NONE);
  }
}
