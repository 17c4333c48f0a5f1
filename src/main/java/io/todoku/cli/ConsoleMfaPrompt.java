package io.todoku.cli;

import io.todoku.checklist.Wording;
import io.todoku.collect.MfaCodePrompt;
import io.todoku.locale.InvisibleCharacters;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * Asks for the code at the terminal, also where the result is redirected to a file. Where there is
 * no terminal, as in a scheduled job, nobody is asked.
 */
public final class ConsoleMfaPrompt implements MfaCodePrompt {

  private static final String TERMINAL = "/dev/tty";

  private final Wording wording;

  public ConsoleMfaPrompt(MessageSource messages, Locale language) {
    this.wording = new Wording(messages, language);
  }

  /** The question as it is asked, on one line that the answer follows. */
  public String question(String profile, String device) {
    return InvisibleCharacters.escapeLine(wording.of("text.mfa-code", device, profile)) + " ";
  }

  @Override
  public @Nullable String askForCode(String profile, String device) {
    String question = question(profile, device);
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      char[] code = console.readPassword("%s", question);
      return code == null ? null : new String(code);
    }
    try (var input =
            new BufferedReader(
                new InputStreamReader(new FileInputStream(TERMINAL), StandardCharsets.UTF_8));
        var output =
            new PrintStream(new FileOutputStream(TERMINAL), true, StandardCharsets.UTF_8)) {
      output.print(question);
      output.flush();
      return input.readLine();
    } catch (IOException noTerminal) {
      return null;
    }
  }
}
