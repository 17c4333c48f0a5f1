package io.todoku.report;

import io.todoku.rule.RuleEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** By what a report was made: the same release and catalogue give the same report. */
@Component
public class Release {

  private static final int SHORT = 12;

  private final String version;
  private final RuleEngine judge;

  Release(@Value("${info.app.version}") String version, RuleEngine judge) {
    this.version = version;
    this.judge = judge;
  }

  /** Of Todoku. */
  public String version() {
    return version;
  }

  /** Of the rule catalogue, shortened. */
  public String catalogue() {
    return judge.catalogueVersion().substring(0, SHORT);
  }
}
