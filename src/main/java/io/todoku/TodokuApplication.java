package io.todoku;

import io.todoku.cli.TodokuCommandLine;
import io.todoku.operation.CarrierThreads;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the server, or runs a command if the first argument names one. */
@SpringBootApplication
public class TodokuApplication {

  public static void main(String[] args) {
    CarrierThreads.raiseParallelism();
    if (args.length > 0 && TodokuCommandLine.isCommand(args[0])) {
      System.exit(
          TodokuCommandLine.run(
              args,
              CommandLineConfiguration::openContext,
              SecretsCommandConfiguration::open,
              new TransferCommandConfiguration.DatabaseOpener()));
    }
    SpringApplication.run(TodokuApplication.class, args);
  }
}
