package io.todoku.history;

import io.todoku.account.KnownRules;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets the account package ask which rules exist. */
@Component
public class RuleCatalogueAdapter implements KnownRules {

  private final RuleEngine judge;

  public RuleCatalogueAdapter(RuleEngine judge) {
    this.judge = judge;
  }

  @Override
  public List<String> ids() {
    return judge.catalogue().stream().map(RuleInfo::id).toList();
  }

  @Override
  public boolean exists(String rule) {
    return judge.hasRule(rule);
  }

  @Override
  public boolean acceptsAttestation(String rule) {
    return judge.catalogue().stream()
        .anyMatch(info -> info.id().equals(rule) && info.acceptsAttestation());
  }
}
