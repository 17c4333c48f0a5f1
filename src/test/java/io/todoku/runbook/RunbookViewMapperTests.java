package io.todoku.runbook;

import static io.todoku.runbook.MigrationScenario.FIRST_ADDRESS;
import static io.todoku.runbook.MigrationScenario.MAIL2;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Wording;
import io.todoku.runbook.RunbookView.StepLine;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

/** How the view of a step names the steps that it waits for. */
class RunbookViewMapperTests {

  private static StepLine mx1(MigrationScenario scenario) {
    var messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/runbook", "messages/rules", "messages/web");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    messages.setUseCodeAsDefaultMessage(true);
    return RunbookViewMapper.of(scenario.observe().runbook(), new Wording(messages, Locale.ENGLISH))
        .steps()
        .stream()
        .filter(line -> line.id().equals("mx-1"))
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
}
