package io.todoku;

import io.todoku.cli.CommandLineFace;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The front door: a command runs on the command line, anything else starts the server. */
@SpringBootApplication
public class TodokuApplication {

  public static void main(String[] args) {
    Carriers.provide();
    if (args.length > 0 && CommandLineFace.isCommand(args[0])) {
      System.exit(CommandLineFace.run(args, WithoutServer::open));
    }
    SpringApplication.run(TodokuApplication.class, args);
  }
}
