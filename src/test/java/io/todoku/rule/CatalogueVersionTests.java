package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.RuleInfo.Area;
import io.todoku.rule.RuleInfo.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueVersionTests {

  private static final RuleInfo PTR = new RuleInfo("ptr", Level.REQUIRED, Area.ADDRESSES);
  private static final RuleInfo MX = new RuleInfo("mx", Level.RECOMMENDED, Area.DOMAINS);
  private static final String VERSION = CatalogueVersion.of(List.of(PTR, MX), 1);

  @Test
  void itIsShortAndTheSameForTheSameRulesInAnyOrder() {
    assertThat(VERSION).matches("[0-9a-f]{12}");
    assertThat(CatalogueVersion.of(List.of(MX, PTR), 1)).isEqualTo(VERSION);
  }

  @Test
  void itChangesWithTheRevisionOfARuleAndWithTheSharedOne() {
    assertThat(CatalogueVersion.of(List.of(PTR.revision(2), MX), 1)).isNotEqualTo(VERSION);
    assertThat(CatalogueVersion.of(List.of(PTR, MX.revision(2)), 1)).isNotEqualTo(VERSION);
    assertThat(CatalogueVersion.of(List.of(PTR, MX), 2)).isNotEqualTo(VERSION);
  }

  @Test
  void itChangesWithLevelsAndWithRulesThatComeAndGo() {
    RuleInfo requiredMx = new RuleInfo("mx", Level.REQUIRED, Area.DOMAINS);

    assertThat(CatalogueVersion.of(List.of(PTR, requiredMx), 1)).isNotEqualTo(VERSION);
    assertThat(CatalogueVersion.of(List.of(PTR), 1)).isNotEqualTo(VERSION);
  }

  @Test
  void whereAndInWhichOrderARuleIsShownDoesNotMatter() {
    RuleInfo shownElsewhere = new RuleInfo("mx", Level.RECOMMENDED, Area.SERVERS).order(1);

    assertThat(CatalogueVersion.of(List.of(PTR, shownElsewhere), 1)).isEqualTo(VERSION);
  }
}
