package io.todoku.history;

import io.todoku.rule.Finding;

/** Identifies a finding of an account across scans. */
public record FindingKey(String rule, String resource) {

  public static FindingKey of(Finding finding) {
    return new FindingKey(finding.rule(), finding.resource().key());
  }
}
