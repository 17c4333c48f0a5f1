package io.todoku.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells why a command ended without a result. */
final class FailureReport {

  private FailureReport() {}

  /** Prints one line for a mistake of the user, and for a bug where its stack trace is. */
  static int print(Throwable failure) {
    if (failure instanceof UsageException) {
      StandardError.print(String.valueOf(failure.getMessage()));
      return TodokuCommandLine.USAGE_ERROR;
    }
    StandardError.print(
        "this is a bug in Todoku, not a fault of the command or of an account: " + failure);
    StandardError.print("no result can be trusted; " + writeLog(failure));
    return TodokuCommandLine.INTERNAL_ERROR;
  }

  private static String writeLog(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    try {
      Path log = Files.createTempFile("todoku-failure-", ".log");
      Files.writeString(log, trace.toString(), StandardCharsets.UTF_8);
      return "please report it with the file " + log;
    } catch (IOException e) {
      System.err.print(trace);
      return "please report it with the lines above (no file could be written: " + e + ")";
    }
  }
}
