package io.todoku.history;

import io.todoku.rule.Finding;

/** A finding's name within its account, over all scans. */
public record FindingKey(String rule, String resource) {

  public static FindingKey of(Finding finding) {
    return new FindingKey(finding.rule(), finding.resource().key());
  }
}
