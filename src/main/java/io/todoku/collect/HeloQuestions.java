package io.todoku.collect;

import io.todoku.collect.dns.DnsSession;
import io.todoku.snapshot.HeloNames;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.Observed.Known;
import java.util.List;
import java.util.stream.Stream;

/** Where the names that mail servers give themselves lead. */
final class HeloQuestions {

  private HeloQuestions() {}

  /** Asks of each server's names for addresses of its own kind; the session keeps the answers. */
  static void ask(DnsSession dns, List<MailServer> servers) {
    Together.run(
        servers.stream()
            .flatMap(server ->
                names(server)
                    .map(name ->
                        (Runnable)
                            () -> dns.lookup(name, server.address().contains(":") ? "AAAA" : "A")))
            .toList());
  }

  private static Stream<String> names(MailServer server) {
    return server.dialogue() instanceof Known<Dialogue>(Dialogue dialogue)
        ? HeloNames.of(dialogue).stream().filter(HeloNames::isQualified)
        : Stream.empty();
  }
}
