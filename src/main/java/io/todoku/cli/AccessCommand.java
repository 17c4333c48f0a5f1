package io.todoku.cli;

import io.todoku.account.AccessTest;
import io.todoku.account.AccessTestJson;
import io.todoku.account.AccessTestTexts;
import io.todoku.account.AccessTestView;
import io.todoku.account.AccessVerdict;
import io.todoku.account.Account;
import io.todoku.concurrent.Parallel;
import io.todoku.locale.InvisibleCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tries every action that the collectors need in the accounts. */
@Command(
    name = "access",
    description = "Tries every action that Todoku needs in an account, in each of its Regions.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 everything that the accounts have enabled is allowed, 1 something is denied,"
          + " 2 usage or configuration error, 3 something could not be found out.",
      "",
      "Examples:",
      "  todoku access --config accounts.yaml",
      "  todoku access --account 111111111111 --format json"
    })
class AccessCommand implements Callable<Integer> {

  private enum AccessFormat {
    TEXT,
    JSON
  }

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Mixin AccountOptions accounts = new AccountOptions();
  @Mixin LanguageOption language = new LanguageOption();

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "output format; default: ${DEFAULT-VALUE}")
  AccessFormat format = AccessFormat.TEXT;

  private final CommandContext context;
  private final CommandInput input;
  private final CommandOutput output;

  AccessCommand(CommandContext context, CommandInput input, CommandOutput output) {
    this.context = context;
    this.input = input;
    this.output = output;
  }

  @Override
  public Integer call() {
    language.validate();
    try (CommandContext.CommandServices services =
        accounts.open(context, input, language.locale())) {
      List<Account> selected = accounts.select(services);
      List<AccessTest> tests =
          Parallel.map(selected, account -> services.accessTest().test(account));
      output.print(
          format == AccessFormat.JSON
              ? json(selected, tests)
              : text(selected, tests, new AccessTestTexts(services.messages(), language.locale())));
      return exitCode(tests);
    }
  }

  private static int exitCode(List<AccessTest> tests) {
    List<AccessVerdict> verdicts = tests.stream().map(AccessTest::verdict).toList();
    if (verdicts.contains(AccessVerdict.INCOMPLETE)) {
      return TodokuCommandLine.NOT_READY;
    }
    return verdicts.contains(AccessVerdict.UNDETERMINED)
        ? TodokuCommandLine.UNDETERMINED
        : TodokuCommandLine.READY;
  }

  private static String json(List<Account> accounts, List<AccessTest> tests) {
    List<AccessTestJson> all =
        IntStream.range(0, tests.size())
            .mapToObj(i -> AccessTestJson.of(accounts.get(i).id(), tests.get(i)))
            .toList();
    return JSON.writeValueAsString(Map.of("accessTests", all)) + "\n";
  }

  private static String text(
      List<Account> accounts, List<AccessTest> tests, AccessTestTexts texts) {
    return IntStream.range(0, tests.size())
        .mapToObj(i -> text(accounts.get(i), texts.view(tests.get(i))))
        .collect(Collectors.joining("\n"));
  }

  private static String text(Account account, AccessTestView view) {
    List<String> lines = new ArrayList<>();
    lines.add(
        account.id()
            + (account.name().equals(account.id())
                ? ""
                : " " + InvisibleCharacters.escapeLine(account.name()))
            + "  "
            + view.headline());
    lines.add(
        "  "
            + (view.failure() == null
                ? view.summary()
                : InvisibleCharacters.escapeLine(view.failure())));
    if (view.caller() != null) {
      lines.add("  " + view.caller());
    }
    for (AccessTestView.AccessGroupView group : view.groups()) {
      lines.add("");
      lines.add("  " + group.title());
      for (AccessTestView.AccessRowView row : group.rows()) {
        lines.add("    " + String.join(", ", row.actions()) + " (" + row.where() + ")");
        lines.add("      " + row.sentence() + (row.fix() == null ? "" : " " + row.fix()));
        if (row.said() != null) {
          lines.add("      " + InvisibleCharacters.escapeLine(row.said()));
        }
      }
    }
    for (AccessTestView.AccessStatementView statement : view.statements()) {
      lines.add("");
      lines.add("  " + statement.title());
      lines.add(statement.json().indent(2).stripTrailing());
    }
    return String.join("\n", lines) + "\n";
  }
}
