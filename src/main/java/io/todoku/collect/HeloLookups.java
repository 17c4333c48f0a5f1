package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed.Known;
import java.util.List;
import java.util.stream.Stream;

/** Where the names that mail servers give themselves lead. */
final class HeloLookups {

  private HeloLookups() {}

  /** Asks of each server's names for addresses of its own kind; the session keeps the answers. */
  static void lookUp(DnsSession dns, List<MailServer> servers) {
    Parallel.run(
        servers.stream()
            .flatMap(server ->
                qualifiedNames(server)
                    .map(name ->
                        (Runnable)
                            () -> dns.lookup(name, server.address().contains(":") ? "AAAA" : "A")))
            .toList());
  }

  private static Stream<String> qualifiedNames(MailServer server) {
    return server.dialogue() instanceof Known<SmtpDialogue>(SmtpDialogue dialogue)
        ? HeloNames.of(dialogue).stream().filter(HeloNames::isQualified)
        : Stream.empty();
  }
}
