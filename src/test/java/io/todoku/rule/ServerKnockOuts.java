package io.todoku.rule;

import static io.todoku.rule.KnockOut.each;
import static io.todoku.rule.SeveralFixture.DOMAINS;
import static io.todoku.rule.SeveralFixture.SERVERS;
import static io.todoku.rule.SeveralFixture.SERVER_NAMES;
import static io.todoku.rule.SpoiltSnapshot.dialogue;
import static io.todoku.rule.SpoiltSnapshot.noAnswer;
import static io.todoku.rule.SpoiltSnapshot.records;
import static io.todoku.rule.Verdict.FAIL;
import static io.todoku.rule.Verdict.UNKNOWN;
import static io.todoku.rule.Verdict.WARN;

import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MailboxServer.MailboxDialogue;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What rules about mail servers ask of several names, domains, commands and ports. */
final class ServerKnockOuts {

  private static final String SERVER = SERVERS.getFirst();
  private static final String NAME = SERVER_NAMES.getFirst();
  static final List<String> MX_HOSTS =
      DOMAINS.stream().flatMap(domain -> SeveralDomains.mxHosts(domain).stream()).toList();

  private ServerKnockOuts() {}

  static Stream<KnockOut> all() {
    return Stream.of(unknownRecipients(), userEnumeration(), mechanisms(), mailboxes(), heloNames())
        .flatMap(knockOuts -> knockOuts);
  }

  private static Stream<KnockOut> unknownRecipients() {
    String rule = "rejects-unknown-recipients";
    Function<String, String> command = domain -> "RCPT TO:<nobody@" + domain + ">";
    return Stream.of(
            each(
                rule,
                SERVER,
                WARN,
                "takes all mail",
                DOMAINS,
                d -> reply(command.apply(d), new SmtpReply(250, "ok"))),
            each(
                rule, SERVER, UNKNOWN, "got no reply", DOMAINS, d -> reply(command.apply(d), null)),
            each(
                rule,
                SERVER,
                UNKNOWN,
                "was not asked about",
                DOMAINS,
                d -> dialogue(SERVER, without(command.apply(d)))),
            each(rule, SERVER, UNKNOWN, "MX got no answer", DOMAINS, d -> noAnswer(d, "MX")),
            each(rule, SERVER, UNKNOWN, "A got no answer", MX_HOSTS, host -> noAnswer(host, "A")))
        .flatMap(knockOuts -> knockOuts);
  }

  private static UnaryOperator<Snapshot> reply(String command, SmtpReply reply) {
    return dialogue(
        SERVER,
        d ->
            RecordCopy.replace(
                d,
                "commands",
                (List<CommandReply> commands) ->
                    SpoiltSnapshot.changed(
                        commands,
                        asked -> asked.command().equals(command),
                        asked -> new CommandReply(command, reply))));
  }

  private static UnaryOperator<SmtpDialogue> without(String command) {
    return d ->
        RecordCopy.replace(
            d,
            "commands",
            (List<CommandReply> commands) ->
                commands.stream().filter(asked -> !asked.command().equals(command)).toList());
  }

  /** Two commands, each asked about a mailbox that is there and one that nobody has. */
  private static Stream<KnockOut> userEnumeration() {
    String rule = "no-user-enumeration";
    List<String> commands =
        List.of("VRFY postmaster", "VRFY nobody", "EXPN postmaster", "EXPN nobody");
    UnaryOperator<Snapshot> bothAnswered =
        dialogue(
            SERVER,
            d ->
                RecordCopy.with(
                    d,
                    "commands",
                    commands.stream()
                        .map(c -> new CommandReply(c, new SmtpReply(252, "2.0.0 perhaps")))
                        .toList()));
    return Stream.of(
            each(rule, SERVER, UNKNOWN, "got no reply", commands, c -> reply(c, null))
                .map(one -> one.naming(one.thing().substring(0, 4))),
            each(
                    rule,
                    SERVER,
                    WARN,
                    "is answered otherwise",
                    commands,
                    c -> reply(c, new SmtpReply(550, "5.1.1 no")))
                .map(one -> one.naming(one.thing().substring(0, 4))),
            each(rule, SERVER, WARN, "is told", commands, c -> reply(c, new SmtpReply(250, "yes"))))
        .flatMap(knockOuts -> knockOuts)
        .map(one -> one.after(bothAnswered));
  }

  private static Stream<KnockOut> mechanisms() {
    List<String> strong = List.of("SCRAM-SHA-256", "SCRAM-SHA-1", "GSSAPI");
    return Stream.of("AUTH ", "AUTH=")
        .flatMap(form ->
            Stream.of(Verdict.FAIL, WARN)
                .flatMap(verdict -> {
                  String weak = verdict == FAIL ? "PLAIN" : "CRAM-MD5";
                  return each(
                          "auth-only-over-tls",
                          SERVER,
                          verdict,
                          "becomes " + form + weak,
                          strong,
                          mechanism ->
                              dialogue(
                                  SERVER,
                                  d ->
                                      RecordCopy.with(
                                          d,
                                          "extensions",
                                          strong.stream()
                                              .map(m -> form + (m.equals(mechanism) ? weak : m))
                                              .toList())))
                      .map(one -> one.naming(weak));
                }));
  }

  private static Stream<KnockOut> mailboxes() {
    return Stream.of(Protocol.values())
        .flatMap(protocol -> {
          List<String> port = List.of(String.valueOf(protocol.port()));
          Reason timeout = Reason.of(ReasonKind.TIMEOUT, SERVER + ":" + protocol.port(), "");
          List<String> open = List.of("USER", "STLS", "AUTH=PLAIN");
          return Stream.concat(
              each(
                  "mailbox-tls-only",
                  SERVER,
                  UNKNOWN,
                  "did not answer",
                  port,
                  p -> mailbox(protocol, old -> Observed.unknown(timeout))),
              each(
                  "mailbox-tls-only",
                  SERVER,
                  WARN,
                  "takes passwords",
                  port,
                  p ->
                      mailbox(
                          protocol,
                          old -> old.map(d -> RecordCopy.with(d, "capabilities", open)))));
        });
  }

  private static UnaryOperator<Snapshot> mailbox(
      Protocol protocol, UnaryOperator<Observed<MailboxDialogue>> change) {
    return SpoiltSnapshot.elements(
        "mailboxes",
        (MailboxServer server) -> server.address().equals(SERVER) && server.protocol() == protocol,
        server -> RecordCopy.replace(server, "dialogue", change));
  }

  /** The name in the greeting and the one in the reply to EHLO. */
  private static Stream<KnockOut> heloNames() {
    String other = MX_HOSTS.getFirst();
    List<String> names = List.of(NAME, other);
    UnaryOperator<Snapshot> twoNames = dialogue(SERVER, d -> RecordCopy.with(d, "ehlo", other));
    return Stream.concat(
        Stream.of(
                each(
                    "helo-resolves",
                    SERVER,
                    UNKNOWN,
                    "got no answer",
                    names,
                    n -> noAnswer(n, "A")),
                each(
                    "helo-resolves",
                    SERVER,
                    FAIL,
                    "leads elsewhere",
                    names,
                    n -> records(n, "A", "192.0.2.1")))
            .flatMap(knockOuts -> knockOuts)
            .map(one -> one.after(twoNames)),
        each(
                "helo-matches-ptr",
                SERVER,
                WARN,
                "is another name",
                List.of("greeting", "ehlo"),
                part -> dialogue(SERVER, d -> RecordCopy.with(d, part, "stranger.example ESMTP")))
            .map(one -> one.naming("stranger.example")));
  }
}
