package io.todoku;

import io.todoku.account.AccessTest;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.RuleGuide;
import io.todoku.cli.Middle;
import io.todoku.collect.Collector;
import io.todoku.report.Reports;
import io.todoku.rule.Judge;
import io.todoku.runbook.Lookout;
import io.todoku.runbook.PlanCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;

/** The middle of the house for the command line: collect, judge, report; no server, no database. */
@ComponentScan(
    basePackages = {"io.todoku.collect", "io.todoku.rule", "io.todoku.report"},
    excludeFilters = @Filter(Controller.class))
@Import({Wiring.class, ChecklistMaker.class, RuleGuide.class, Lookout.class, PlanCheck.class})
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  MessageSourceAutoConfiguration.class,
  ThymeleafAutoConfiguration.class
})
class WithoutServer {

  static Middle.Opened open(@Nullable Path configuration) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--logging.level.root=warn",
                // what stops a command is told in one line by the command line itself
                "--logging.level.org.springframework.boot.SpringApplication=off",
                "--logging.level.org.springframework.boot.diagnostics=off",
                "--logging.level.org.springframework.context=error"));
    if (configuration != null) {
      arguments.add(
          "--spring.config.additional-location=" + configuration.toAbsolutePath().toUri());
    }
    var context =
        new SpringApplicationBuilder(WithoutServer.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .run(arguments.toArray(String[]::new));
    return new Middle.Opened(
        context.getBean(TodokuProperties.class).toAccounts(),
        context.getBean(Collector.class),
        context.getBean(AccessTest.class),
        context.getBean(Judge.class),
        context.getBean(ChecklistMaker.class),
        context.getBean(Reports.class),
        context.getBean(PlanCheck.class),
        context,
        context.getBean(Clock.class),
        context::close);
  }
}
