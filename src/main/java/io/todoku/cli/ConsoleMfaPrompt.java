package io.todoku.cli;

import io.todoku.collect.MfaCodePrompt;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the code at the terminal, also where the result is redirected to a file. Where there is
 * no terminal, as in a scheduled job, nobody is asked.
 */
public final class ConsoleMfaPrompt implements MfaCodePrompt {

  private static final String TERMINAL = "/dev/tty";

  @Override
  public @Nullable String askForCode(String profile, String device) {
    String question =
        TerminalText.sanitize("MFA code of " + device + " for the AWS profile " + profile + ": ");
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
