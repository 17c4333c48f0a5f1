package io.todoku.rule;

import io.todoku.snapshot.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found about a resource.
 *
 * @param rule the rule's id
 * @param summary one sentence for a person
 * @param unknownReason why it could not be found out; set exactly where the verdict is {@code
 *     UNKNOWN}, null otherwise
 * @param evidence what the verdict rests on, in the order in which it was looked at
 * @param remedy what to do; {@link Remedy#NONE} where there is nothing to do
 */
public record Finding(
    String rule,
    Resource resource,
    Verdict verdict,
    Text summary,
    @Nullable Reason unknownReason,
    List<Evidence> evidence,
    Remedy remedy) {

  /** Begins a finding, which {@link FindingBuilder} ends with a verdict. */
  public static FindingBuilder of(String rule, Resource resource) {
    return new FindingBuilder(rule, resource);
  }

  /** This finding with another remedy. */
  public Finding withRemedy(Remedy newRemedy) {
    return new Finding(rule, resource, verdict, summary, unknownReason, evidence, newRemedy);
  }

  /** This finding with other evidence. */
  public Finding withEvidence(List<Evidence> newEvidence) {
    return new Finding(
        rule, resource, verdict, summary, unknownReason, List.copyOf(newEvidence), remedy);
  }
}
