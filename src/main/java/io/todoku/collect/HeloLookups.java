package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Observed.Known;
import java.util.List;
import java.util.stream.Stream;

/** Looks up the names by which mail servers announce themselves. */
final class HeloLookups {

  private HeloLookups() {}

  /**
   * Looks up each server's names for addresses of the server's own IP version. The session keeps
   * the answers.
   */
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
