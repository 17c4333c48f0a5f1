package io.todoku.runbook;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.Collector;
import io.todoku.collect.NameViews;
import io.todoku.collect.dns.DnsSettings;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.peers.AwsEnvironment;
import io.todoku.peers.AwsWorld;
import io.todoku.peers.MovableClock;
import io.todoku.peers.Peers;
import io.todoku.peers.Premises;
import io.todoku.rule.Judge;
import io.todoku.runbook.Memory.Word;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The move that keeps the old server's name, before its first step; and the look at it. */
final class MoveWorld extends Premises {

  static final String OLD = "127.88.0.1";

  private final List<Attestation> said = new ArrayList<>();
  private final MovableClock clock = new MovableClock();
  final String one;
  final String two;
  private final Plan plan;
  private final Lookout lookout;
  private final Judge judge;
  private Memory memory = Memory.NOTHING;

  private MoveWorld(Path dir) throws IOException {
    super(
        dir,
        Map.of(
            "mx",
            "@ 3600 IN MX 10 mail",
            "mail",
            "mail 3600 IN A " + OLD,
            "spf",
            "@ IN TXT \"v=spf1 ip4:%s -all\"".formatted(OLD),
            "dmarc",
            "_dmarc IN TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\""),
        Map.of(OLD, "mail.example.com."));
    toClose(AwsEnvironment.at(aws.endpoint()));
    this.one = addresses.allocate();
    this.two = addresses.allocate();
    this.plan =
        new Plan(
            "",
            Way.KEEP_NAME,
            "example.com",
            List.of("s1"),
            new Plan.Old("mail.example.com", OLD, null, null),
            new Plan.Target(ACCOUNT, REGION),
            new Plan.Server("mail2.example.com", one),
            new Plan.Server("mail.example.com", two));
    var context = new AnnotationConfigApplicationContext();
    context.registerBean(Clock.class, () -> clock);
    context.registerBean(DnsSettings.class, this::dns);
    context.registerBean(ProbeSettings.class, this::probe);
    context.scan("io.todoku.collect", "io.todoku.rule");
    context.refresh();
    toClose(context);
    this.judge = context.getBean(Judge.class);
    this.lookout =
        new Lookout(context.getBean(NameViews.class), context.getBean(Collector.class), clock);
  }

  /** Skips, or fails where peers are demanded, unless all of them are present. */
  static MoveWorld start(Path dir) throws IOException {
    return new MoveWorld(dir);
  }

  private DnsSettings dns() {
    return new DnsSettings(List.of(names.resolver().resolver()), List.of(), names.port());
  }

  private ProbeSettings probe() {
    int closed = Peers.freePort("127.0.0.1");
    return new ProbeSettings(
        port, "relay-test@probe.example", null, List.of("127.0.0.0/8"), closed, closed);
  }

  void later(Duration time) throws IOException {
    clock.forward(time);
    names.resolver().restart();
  }

  Instant now() {
    return clock.instant();
  }

  void says(String step) {
    memory = memory.saying(new Word(step, "mika", now(), "I looked"));
  }

  void limitIsLifted() {
    LocalDate today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
    said.add(
        new Attestation(
            "att-1",
            "send-limit-removed",
            REGION,
            Attestation.State.GRANTED,
            today,
            "mika",
            "1234",
            null,
            now(),
            null));
  }

  /** Where all steps stand now. */
  Runbook look() {
    Account account =
        new Account(
            ACCOUNT,
            "test",
            "",
            Environment.PRODUCTION,
            new Access.Role(AwsWorld.roleArn(ACCOUNT), "x-1"),
            List.of(),
            List.of());
    Sighting seen = lookout.look(plan, account, null, said, _ -> Optional.empty());
    Runbook.Seen after = Runbook.after(plan, seen, memory, judge);
    memory = after.memory();
    return after.runbook();
  }
}
