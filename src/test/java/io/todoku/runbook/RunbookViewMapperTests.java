package io.todoku.runbook;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.MAIL2;
import static io.todoku.runbook.MigrationScenario.MX;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Wording;
import io.todoku.runbook.RunbookView.CheckLine;
import io.todoku.runbook.RunbookView.StepLine;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

/** How the view of a step names what it waits for. */
class RunbookViewMapperTests {

  private static StepLine mx1(MigrationScenario scenario) {
    return line(scenario, "mx-1");
  }

  private static StepLine line(MigrationScenario scenario, String id) {
    var messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/runbook", "messages/rules", "messages/web");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    messages.setUseCodeAsDefaultMessage(true);
    return RunbookViewMapper.of(scenario.observe().runbook(), new Wording(messages, Locale.ENGLISH))
        .steps()
        .stream()
        .filter(line -> line.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void stepsThatCouldNotBeCheckedAreMarkedWhereOthersWaitForThem() {
    MigrationScenario scenario = KeepNameStage.SPF.scenarioAfter();
    assertThat(mx1(scenario).waitsFor()).isEmpty();

    scenario.makeUnknown("ns1 " + MAIL2);
    assertThat(mx1(scenario).waitsFor())
        .containsExactly(
            "mail2.example.com points to " + FIRST_ADDRESS + " (could not be checked)");

    scenario.makeAllKnown().dns.publish(MAIL2, 300);
    assertThat(mx1(scenario).waitsFor())
        .containsExactly("mail2.example.com points to " + FIRST_ADDRESS);
  }

  @Test
  void aStepTellsForHowManyServersItWaits() {
    MigrationScenario scenario = KeepNameStage.SPF.scenarioAfter();
    scenario.dns.publishAt("ns1", MX, 300, "10 mail.example.com", "20 mail2.example.com");
    scenario.observe();

    StepLine step = mx1(scenario);

    assertThat(step.checks())
        .extracting(CheckLine::waitingFor)
        .containsExactly("waiting for 2 of 3 name servers");
    assertThat(step.waitsForOldTtl()).isFalse();
    assertThat(step.position()).isEqualTo(10);
    assertThat(step.number()).isEqualTo(5);
  }

  @Test
  void aStepThatOnlyWaitsForCachesSaysSo() {
    MigrationScenario scenario = KeepNameStage.MX_1.scenarioAfter();
    scenario.dns.publish(MX, 300, "20 mail2.example.com");
    scenario.observe();

    StepLine step = line(scenario, "flow-1");

    assertThat(step.waitsForOldTtl()).isTrue();
    assertThat(step.notBefore()).isEqualTo(scenario.now().plusSeconds(300));
  }
}
