package io.todoku.snapshot;

import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.MailServer.Tls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds dialogues with a mail server for tests: complete ones, but for what a test changes. */
public final class SmtpDialogueBuilder {

  private @Nullable String greeting = "mail.example.com ESMTP";
  private @Nullable String ehlo = "mail.example.com";
  private List<String> extensions = List.of("SIZE 100");
  private List<RelayAttempt> attempts = List.of();
  private final List<CommandReply> commands = new ArrayList<>();
  private Observed<Tls> tls = Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "STARTTLS", ""));
  private @Nullable String recipientDomain = "probe.example";
  private boolean recipientDomainHasMx = true;
  private SmtpEnding ending = SmtpEnding.COMPLETE;
  private @Nullable List<String> servedDomains;

  /** A server that refuses to relay. */
  public static SmtpDialogueBuilder aServer() {
    return new SmtpDialogueBuilder().refusal("5.7.1 Relay access refused");
  }

  public SmtpDialogueBuilder greeting(@Nullable String text) {
    greeting = text;
    return this;
  }

  /** Sets the names that the server gives itself; null: it gives none. */
  public SmtpDialogueBuilder names(@Nullable String inGreeting, @Nullable String inEhloReply) {
    greeting = inGreeting;
    ehlo = inEhloReply;
    return this;
  }

  /** Makes the relay test a single attempt that is refused by this text. */
  public SmtpDialogueBuilder refusal(String text) {
    return attempts(List.of(attempt(RecipientForm.PLAIN, new SmtpReply(554, text))));
  }

  public SmtpDialogueBuilder attempts(List<RelayAttempt> made) {
    attempts = made;
    return this;
  }

  /** Makes all thirteen attempts of the relay test, with one reply to each form of recipient. */
  public SmtpDialogueBuilder relayAttempts(SmtpReply plain, SmtpReply routed, SmtpReply odd) {
    List<RelayAttempt> all = new ArrayList<>();
    all.addAll(Collections.nCopies(4, attempt(RecipientForm.PLAIN, plain)));
    all.addAll(Collections.nCopies(2, attempt(RecipientForm.ROUTED, routed)));
    all.addAll(Collections.nCopies(7, attempt(RecipientForm.ODD_LOCAL_PART, odd)));
    return attempts(all);
  }

  /** Replaces the reply to the last attempt, whose recipient has an odd local part. */
  public SmtpDialogueBuilder lastRelayAttempt(SmtpReply reply) {
    List<RelayAttempt> all = new ArrayList<>(attempts);
    all.set(all.size() - 1, attempt(RecipientForm.ODD_LOCAL_PART, reply));
    return attempts(all);
  }

  /**
   * Records which mail domains the server served when it was probed, and asks it to relay for a
   * sender in each. Without this, the dialogue is one of an older file, in which nobody asked.
   */
  public SmtpDialogueBuilder servedDomains(SmtpReply reply, String... domains) {
    List<RelayAttempt> all = new ArrayList<>(attempts);
    for (String domain : domains) {
      all.add(attempt(RecipientForm.PLAIN, "todoku-probe@" + domain, "b@probe.example", reply));
      all.add(
          attempt(
              RecipientForm.ODD_LOCAL_PART, "a@probe.example", "b%probe.example@" + domain, reply));
    }
    servedDomains = List.of(domains);
    return attempts(all);
  }

  private static RelayAttempt attempt(RecipientForm form, SmtpReply reply) {
    return attempt(form, "a@probe.example", "b@probe.example", reply);
  }

  private static RelayAttempt attempt(RecipientForm form, String from, String to, SmtpReply reply) {
    return new RelayAttempt(form, from, to, new SmtpReply(250, "ok"), reply);
  }

  /**
   * @param domain of the relay test's recipient
   */
  public SmtpDialogueBuilder recipientDomain(String domain, boolean hasMx) {
    recipientDomain = domain;
    recipientDomainHasMx = hasMx;
    return this;
  }

  public SmtpDialogueBuilder withoutRelayTest() {
    recipientDomain = null;
    recipientDomainHasMx = false;
    return attempts(List.of());
  }

  /** Lets the server refuse EHLO and accept HELO. */
  public SmtpDialogueBuilder heloOnly() {
    ehlo = null;
    return extensions();
  }

  public SmtpDialogueBuilder extensions(String... offered) {
    extensions = List.of(offered);
    return this;
  }

  public SmtpDialogueBuilder withReply(String command, int code, String text) {
    commands.add(new CommandReply(command, new SmtpReply(code, text)));
    return this;
  }

  public SmtpDialogueBuilder withoutReply(String command) {
    commands.add(new CommandReply(command, null));
    return this;
  }

  public SmtpDialogueBuilder tls(Observed<Tls> observed) {
    tls = observed;
    return this;
  }

  public SmtpDialogueBuilder ending(SmtpEnding other) {
    ending = other;
    return this;
  }

  public SmtpDialogue build() {
    return new SmtpDialogue(
        true,
        greeting,
        ehlo,
        extensions,
        attempts,
        List.copyOf(commands),
        tls,
        recipientDomain,
        recipientDomainHasMx,
        ending,
        List.of(),
        servedDomains);
  }

  /** The dialogue with a server that ends it by its greeting. */
  public static SmtpDialogue turnedAway() {
    return aServer()
        .names("go away", null)
        .extensions()
        .attempts(List.of())
        .ending(SmtpEnding.TURNED_AWAY)
        .build();
  }

  public static Tls tls(
      String protocol, String name, Instant from, Instant until, @Nullable String distrust) {
    return new Tls(
        null,
        protocol,
        "TLS_AES_256_GCM_SHA384",
        List.of(new Certificate("CN=" + name, "CN=ca", List.of(name), from, until)),
        distrust,
        List.of());
  }
}
