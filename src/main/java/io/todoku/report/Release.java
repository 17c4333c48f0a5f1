package io.todoku.report;

import io.todoku.rule.RuleEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The release and the rule catalogue that made a report: the same two give the same report. */
@Component
public class Release {

  private final String version;
  private final RuleEngine judge;

  Release(@Value("${info.app.version}") String version, RuleEngine judge) {
    this.version = version;
    this.judge = judge;
  }

  /** The version of Todoku. */
  public String version() {
    return version;
  }

  /** Identifies the rule catalogue. */
  public String catalogue() {
    return judge.catalogueVersion();
  }
}
