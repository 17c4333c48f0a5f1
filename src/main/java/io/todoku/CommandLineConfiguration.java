package io.todoku;

import io.todoku.account.AccessTester;
import io.todoku.account.ConfiguredDecisions;
import io.todoku.account.DecisionReader;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.RuleDocumentation;
import io.todoku.cli.CommandContext;
import io.todoku.cli.ConsoleMfaPrompt;
import io.todoku.collect.AccountCollector;
import io.todoku.collect.MfaCodePrompt;
import io.todoku.history.RuleCatalogueAdapter;
import io.todoku.report.Release;
import io.todoku.report.ReportRenderer;
import io.todoku.rule.RuleEngine;
import io.todoku.runbook.PlanFileEvaluator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;

/** Configures the command line: collecting, judging and reporting, without server or database. */
@ComponentScan(
    basePackages = {"io.todoku.collect", "io.todoku.rule", "io.todoku.report"},
    excludeFilters = @Filter(Controller.class))
@Import({
  ApplicationConfiguration.class,
  ChecklistMaker.class,
  RuleDocumentation.class,
  PlanFileEvaluator.class,
  RuleCatalogueAdapter.class
})
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  MessageSourceAutoConfiguration.class,
  ThymeleafAutoConfiguration.class
})
class CommandLineConfiguration {

  @Bean
  MfaCodePrompt mfaCodePrompt(MessageSource messages, Locale commandLanguage) {
    return new ConsoleMfaPrompt(messages, commandLanguage);
  }

  static CommandContext.CommandServices openContext(@Nullable Path configuration, Locale language) {
    var context = start(configuration, language);
    return new CommandContext.CommandServices(
        context.getBean(TodokuProperties.class).toAccounts(),
        context.getBean(ConfiguredDecisions.class),
        context.getBean(DecisionReader.class),
        context.getBean(AccountCollector.class),
        context.getBean(AccessTester.class),
        context.getBean(RuleEngine.class),
        context.getBean(ChecklistMaker.class),
        context.getBean(ReportRenderer.class),
        context.getBean(PlanFileEvaluator.class),
        context.getBean(Release.class),
        context,
        context.getBean(Clock.class),
        context::close);
  }

  static ConfigurableApplicationContext start(@Nullable Path configuration, Locale language) {
    return start(
        new SpringApplicationBuilder(CommandLineConfiguration.class)
            // whoever stops a command is told what was written, and not how beans end
            .registerShutdownHook(false)
            .initializers(
                context -> context.getBeanFactory().registerSingleton("commandLanguage", language)),
        configuration);
  }

  /** Starts the beans of a command, which tells of a failure itself. */
  static ConfigurableApplicationContext start(
      SpringApplicationBuilder application, @Nullable Path configuration) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--logging.level.root=warn",
                // the command line itself reports a failed start in one line
                "--logging.level.org.springframework.boot.SpringApplication=off",
                "--logging.level.org.springframework.boot.diagnostics=off",
                "--logging.level.org.springframework.context=error"));
    if (configuration != null) {
      arguments.add(
          "--spring.config.additional-location=" + configuration.toAbsolutePath().toUri());
    }
    return application
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .run(arguments.toArray(String[]::new));
  }
}
