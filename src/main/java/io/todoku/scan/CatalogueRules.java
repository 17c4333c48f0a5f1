package io.todoku.scan;

import io.todoku.account.KnownRules;
import io.todoku.rule.Judge;
import org.springframework.stereotype.Component;

/** The rules of the catalogue. */
@Component
class CatalogueRules implements KnownRules {

  private final Judge judge;

  CatalogueRules(Judge judge) {
    this.judge = judge;
  }

  @Override
  public boolean exists(String rule) {
    return judge.knows(rule);
  }

  @Override
  public boolean asksPeople(String rule) {
    return judge.catalogue().stream().anyMatch(info -> info.id().equals(rule) && info.asksPeople());
  }
}
