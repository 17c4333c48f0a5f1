package io.todoku.cli;

import io.todoku.bounce.BounceDocument;
import io.todoku.bounce.BounceDocument.AddressPart;
import io.todoku.bounce.BounceDocument.DiagnosisPart;
import io.todoku.bounce.BounceExplainer;
import io.todoku.checklist.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Explains a bounce or a line of a mail log; opens no connection. */
@Command(
    name = "explain",
    description = "Explains a bounce or a line of a mail log: what the receiver means, what to do.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 recognized, 2 usage error, 3 nothing recognized.",
      "",
      "Examples:",
      "  todoku explain \"550 5.7.25 The IP address has no PTR record\"",
      "  todoku explain - --format json"
    })
class ExplainCommand implements Callable<Integer> {

  /** How a result is written. */
  enum ExplainFormat {
    TEXT,
    JSON
  }

  private static final int MAX_BYTES = 4_000_000;

  @Parameters(
      arity = "1..*",
      paramLabel = "TEXT",
      description = "the text, such as \"550 5.7.25 ...\"; - reads it from standard input")
  List<String> words = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json; default: ${DEFAULT-VALUE}")
  ExplainFormat format = ExplainFormat.TEXT;

  @Mixin LanguageOption language = new LanguageOption();

  private final CommandContext context;
  private final CommandOutput output;
  private final InputStream input;

  ExplainCommand(CommandContext context, CommandOutput output, InputStream input) {
    this.context = context;
    this.output = output;
    this.input = input;
  }

  @Override
  public Integer call() {
    language.validate();
    String text = words.equals(List.of("-")) ? standardInput() : String.join(" ", words);
    if (text.isBlank()) {
      throw new UsageException("there is no text to explain");
    }
    try (CommandContext.CommandServices services = context.open(null, language.locale())) {
      BounceDocument found =
          BounceDocument.of(
              new BounceExplainer().explain(text), services.messages(), language.locale());
      output.print(
          format == ExplainFormat.JSON
              ? JsonMapper.builder()
                      .build()
                      .writerWithDefaultPrettyPrinter()
                      .writeValueAsString(found)
                  + "\n"
              : text(found, language.wording(services)));
      return found.recognized() ? TodokuCommandLine.READY : TodokuCommandLine.UNDETERMINED;
    }
  }

  private String standardInput() {
    try {
      return new String(input.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(BounceDocument found, Wording wording) {
    StringBuilder text = new StringBuilder();
    found.summary().forEach(sentence -> text.append(sentence).append('\n'));
    if (!found.recognized()) {
      return text.toString();
    }
    String code =
        ((found.replyCode() == null ? "" : found.replyCode() + " ")
                + (found.statusCode() == null ? "" : found.statusCode()))
            .strip();
    line(text, wording.of("bounce.code"), code);
    line(
        text,
        wording.of("bounce.receiver"),
        found.receiver() == null ? wording.of("bounce.receiver.unknown") : found.receiver().name());
    for (DiagnosisPart one : found.diagnoses()) {
      text.append('\n').append(one.means()).append('\n');
      line(text, wording.of("bounce.do"), "[" + one.sideText() + "] " + one.remedy());
      for (String rule : one.rules()) {
        line(text, wording.of("bounce.rules"), rule + " — " + wording.ruleTitle(rule));
      }
      line(text, wording.of("bounce.source"), one.source());
    }
    if (found.statusSource() != null && found.diagnoses().isEmpty()) {
      line(text, wording.of("bounce.source"), found.statusSource());
    }
    if (!found.addresses().isEmpty()) {
      text.append('\n').append(wording.of("bounce.addresses")).append('\n');
      for (AddressPart address : found.addresses()) {
        line(text, "", "%s (%s)".formatted(address.address(), address.roleText()));
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    if (!value.isEmpty()) {
      text.append(
          String.format(Locale.ROOT, "  %s%s%n", label.isEmpty() ? "" : label + ": ", value));
    }
  }
}
