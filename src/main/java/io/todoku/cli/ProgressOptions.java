package io.todoku.cli;

import picocli.CommandLine.Option;

/** The option that silences progress. */
class ProgressOptions {

  @Option(
      names = {"-q", "--quiet"},
      description = "no progress on standard error, only problems")
  boolean quiet;
}
