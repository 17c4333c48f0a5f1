package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.cli.ConsoleProgress.ProgressStyle;
import io.todoku.collect.ProgressListener;
import io.todoku.collect.ProgressListener.Stage;
import io.todoku.collect.ProgressListener.StageState;
import io.todoku.snapshot.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleProgressTests {

  private static final Account ACCOUNT =
      new Account(
          "111111111111",
          "test",
          "",
          Environment.PRODUCTION,
          new Access.DefaultChain(),
          List.of(),
          List.of());

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private ConsoleProgress progress(ProgressStyle style) {
    return new ConsoleProgress(style, new PrintStream(out, true, StandardCharsets.UTF_8), 3, 60);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void scan(ProgressListener listener) {
    listener.report(Stage.AWS, StageState.RUNNING, "");
    listener.report(Stage.AWS, StageState.RUNNING, "ec2:DescribeAddresses eu-west-1");
    listener.reportCells(Stage.AWS, 1, 1);
    listener.report(Stage.AWS, StageState.RUNNING, "");
    listener.reportCells(Stage.AWS, 1, 19);
    listener.reportCells(Stage.AWS, 19, 19);
    listener.report(Stage.AWS, StageState.DONE, "");
    listener.report(Stage.SERVERS, StageState.RUNNING, "");
    listener.report(Stage.SERVERS, StageState.RUNNING, "1/2 192.0.2.7:25");
  }

  @Test
  void aTerminalHasOneLineThatCounts() {
    try (ConsoleProgress progress = progress(ProgressStyle.ONE_LINE)) {
      scan(progress.listener(ACCOUNT));
      assertThat(printed())
          .contains("\r\u001b[K0/3 accounts · 111111111111 AWS 19/19 Regions and services")
          .endsWith("\r\u001b[K0/3 accounts · 111111111111 SMTP 1/2 servers")
          .doesNotContain("\n");
      progress.println("111111111111  FAIL  a finding");
      assertThat(printed()).contains("\r\u001b[K111111111111  FAIL  a finding\n\r\u001b[K0/3");
      progress.accountDone(ACCOUNT);
      assertThat(printed()).endsWith("\r\u001b[K1/3 accounts");
    }
    assertThat(printed()).endsWith("\r\u001b[K");
    assertThat(printed().split("\r\u001b\\[K"))
        .allSatisfy(line -> assertThat(line.strip()).hasSizeLessThan(60));
  }

  @Test
  void elsewhereAStageHasALineAndNoControlCharacters() {
    ConsoleProgress progress = progress(ProgressStyle.LINES);
    scan(progress.listener(ACCOUNT));
    progress.accountDone(ACCOUNT);

    assertThat(printed().lines())
        .containsExactly(
            "111111111111  AWS  RUNNING",
            "111111111111  AWS  RUNNING",
            "111111111111  AWS  DONE  19/19 Regions and services",
            "111111111111  SERVERS  RUNNING",
            "111111111111  collected  1/3 accounts");
    assertThat(printed()).doesNotContain("\u001b", "\r");
  }

  @Test
  void quietPrintsNothing() {
    try (ConsoleProgress progress = progress(ProgressStyle.QUIET)) {
      scan(progress.listener(ACCOUNT));
      progress.println("x");
      progress.accountDone(ACCOUNT);
    }
    assertThat(printed()).isEmpty();
  }
}
