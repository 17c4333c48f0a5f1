package io.todoku.rule;

import static io.todoku.rule.KnockOut.each;
import static io.todoku.rule.SeveralFixture.DOMAINS;
import static io.todoku.rule.SeveralFixture.SERVERS;
import static io.todoku.rule.SpoiltSnapshot.dialogue;
import static io.todoku.rule.SpoiltSnapshot.noAnswer;
import static io.todoku.rule.SpoiltSnapshot.records;
import static io.todoku.rule.Verdict.FAIL;
import static io.todoku.rule.Verdict.UNKNOWN;
import static io.todoku.rule.Verdict.WARN;

import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The attempts of the relay test, the domains that they were for, and the recipient's MX hosts. */
final class RelayKnockOuts {

  private static final String RULE = "no-open-relay";
  private static final String SERVER = SERVERS.getFirst();

  private RelayKnockOuts() {}

  static Stream<KnockOut> all() {
    List<RelayAttempt> attempts =
        ((Observed.Known<SmtpDialogue>) SeveralFixture.account().mailServer(SERVER).dialogue())
            .value()
            .attempts();
    return Stream.of(
            IntStream.range(0, attempts.size())
                .boxed()
                .flatMap(i -> attempt(i, attempts.get(i).form())),
            each(
                RULE,
                SERVER,
                UNKNOWN,
                "was not asked about",
                DOMAINS,
                domain -> dialogue(SERVER, withoutSender(domain))),
            each(RULE, SERVER, UNKNOWN, "MX got no answer", DOMAINS, d -> noAnswer(d, "MX")),
            each(
                RULE,
                SERVER,
                UNKNOWN,
                "A got no answer",
                ServerKnockOuts.MX_HOSTS,
                host -> noAnswer(host, "A")),
            recipientHosts())
        .flatMap(knockOuts -> knockOuts);
  }

  private static Stream<KnockOut> attempt(int number, RecipientForm form) {
    List<String> thing = List.of("attempt-" + number);
    return Stream.of(
            each(RULE, SERVER, UNKNOWN, "is put off", thing, name -> reply(number, 451, name)),
            each(
                RULE,
                SERVER,
                UNKNOWN,
                "is refused for another cause",
                thing,
                n -> reply(number, 554, "5.7.1 Client host blocked: " + n)),
            each(
                    RULE,
                    SERVER,
                    form == RecipientForm.ODD_LOCAL_PART ? WARN : FAIL,
                    "is taken",
                    thing,
                    name -> reply(number, 250, name))
                .map(one -> one.naming(SERVER)))
        .flatMap(knockOuts -> knockOuts);
  }

  private static UnaryOperator<Snapshot> reply(int number, int code, String text) {
    return dialogue(
        SERVER,
        d ->
            RecordCopy.replace(
                d,
                "attempts",
                (List<RelayAttempt> attempts) -> {
                  List<RelayAttempt> changed = new ArrayList<>(attempts);
                  changed.set(
                      number,
                      RecordCopy.with(
                          attempts.get(number), "rcptReply", new SmtpReply(code, text)));
                  return List.copyOf(changed);
                }));
  }

  private static UnaryOperator<SmtpDialogue> withoutSender(String domain) {
    return d ->
        RecordCopy.replace(
            d,
            "attempts",
            (List<RelayAttempt> attempts) ->
                attempts.stream().filter(a -> !a.from().endsWith("@" + domain)).toList());
  }

  private static Stream<KnockOut> recipientHosts() {
    List<String> hosts = List.of("mx1.probe.example", "mx2.probe.example", "mx3.probe.example");
    return Stream.concat(
        Stream.of("A", "AAAA")
            .flatMap(type ->
                each(
                    RULE,
                    SERVER,
                    UNKNOWN,
                    type + " got no answer",
                    hosts,
                    host -> noAnswer(host, type))),
        each(
                RULE,
                SERVER,
                UNKNOWN,
                "leads to the server itself",
                hosts,
                host -> records(host, "A", "192.0.2.1", SERVER))
            .map(one -> one.naming("probe.example MX " + SERVER)));
  }
}
