package io.todoku.cli;

import io.todoku.account.Account;
import io.todoku.collect.ProgressListener;
import io.todoku.locale.InvisibleCharacters;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows on standard error how far a command is: how many accounts are done of all, and of those
 * that run how many Regions and servers. On a terminal it is one line that is written again and
 * again, otherwise a line for each stage.
 */
final class ConsoleProgress implements AutoCloseable {

  /** How much is shown. */
  enum ProgressStyle {
    QUIET,
    LINES,
    ONE_LINE
  }

  private static final Pattern COUNT = Pattern.compile("(\\d+)/(\\d+)\\b.*", Pattern.DOTALL);
  private static final String ERASE_LINE = "\r\u001b[K";
  private static final int DEFAULT_WIDTH = 80;

  /** The one that has its line on the terminal now. */
  private static volatile @Nullable ConsoleProgress shown;

  private final ProgressStyle style;
  private final PrintStream out;
  private final int all;
  private final int width;
  private final Map<String, String> running = new LinkedHashMap<>();
  private int done;
  private boolean lineIsShown;

  /**
   * @param all how many accounts there are
   * @param width the most characters of a line
   */
  ConsoleProgress(ProgressStyle style, PrintStream out, int all, int width) {
    this.style = style;
    this.out = out;
    this.all = all;
    this.width = width;
    shown = this;
  }

  /** As standard error can show it. */
  static ConsoleProgress onStandardError(boolean quiet, int all) {
    ProgressStyle style =
        quiet ? ProgressStyle.QUIET : isTerminal() ? ProgressStyle.ONE_LINE : ProgressStyle.LINES;
    return new ConsoleProgress(style, System.err, all, width());
  }

  private static boolean isTerminal() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }

  private static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(columns)
        : DEFAULT_WIDTH;
  }

  /** Removes the line of the running command, so that another text can stand there. */
  static void clearLine() {
    ConsoleProgress current = shown;
    if (current != null) {
      current.erase();
    }
  }

  boolean isQuiet() {
    return style == ProgressStyle.QUIET;
  }

  /** Is notified of what the scan of one account is doing. */
  ProgressListener listener(Account account) {
    return new ProgressListener() {
      private String count = "";

      @Override
      public void report(Stage stage, StageState state, String doing) {
        Matcher counted = COUNT.matcher(doing);
        if (stage == Stage.SERVERS && counted.matches()) {
          count = counted.group(1) + "/" + counted.group(2);
          update(account.id(), stage, count);
        } else if (doing.isEmpty()) {
          stageChanged(account.id(), stage, state, state == StageState.RUNNING ? "" : count);
          count = "";
        }
      }

      @Override
      public void reportCells(Stage stage, int ended, int ofAll) {
        if (stage == Stage.AWS && ofAll > 1) {
          count = ended + "/" + ofAll;
          update(account.id(), stage, count);
        }
      }
    };
  }

  private synchronized void stageChanged(
      String account,
      ProgressListener.Stage stage,
      ProgressListener.StageState state,
      String count) {
    switch (style) {
      case QUIET -> {}
      case LINES ->
          out.println(
              account
                  + "  "
                  + stage
                  + "  "
                  + state
                  + (count.isEmpty() ? "" : "  " + count + " " + unit(stage)));
      case ONE_LINE -> update(account, stage, count);
    }
  }

  private synchronized void update(String account, ProgressListener.Stage stage, String count) {
    running.put(
        account,
        account
            + " "
            + (stage == ProgressListener.Stage.SERVERS ? "SMTP" : stage)
            + (count.isEmpty() ? "" : " " + count + " " + unit(stage)));
    redraw();
  }

  private static String unit(ProgressListener.Stage stage) {
    return stage == ProgressListener.Stage.AWS
        ? "Regions and services"
        : stage.name().toLowerCase(Locale.ROOT);
  }

  /** An account is collected. */
  synchronized void accountDone(Account account) {
    done++;
    running.remove(account.id());
    if (style == ProgressStyle.LINES) {
      out.println(account.id() + "  collected  " + done + "/" + all + " accounts");
    }
    redraw();
  }

  /** A line of its own, which stays. */
  synchronized void println(String text) {
    if (style == ProgressStyle.QUIET) {
      return;
    }
    erase();
    out.println(InvisibleCharacters.escapeLine(text));
    redraw();
  }

  private synchronized void redraw() {
    if (style != ProgressStyle.ONE_LINE) {
      return;
    }
    String line =
        Stream.concat(Stream.of(done + "/" + all + " accounts"), running.values().stream())
            .collect(Collectors.joining(" · "));
    out.print(ERASE_LINE + (line.length() < width ? line : line.substring(0, width - 2) + "…"));
    out.flush();
    lineIsShown = true;
  }

  private synchronized void erase() {
    if (lineIsShown) {
      out.print(ERASE_LINE);
      out.flush();
      lineIsShown = false;
    }
  }

  @Override
  public void close() {
    erase();
    shown = null;
  }
}
