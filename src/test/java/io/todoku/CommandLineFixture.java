package io.todoku;

import io.todoku.cli.CommandContext;

/** The services of the command line for tests of other packages. */
public final class CommandLineFixture {

  private CommandLineFixture() {}

  public static CommandContext context() {
    return CommandLineConfiguration::openContext;
  }
}
