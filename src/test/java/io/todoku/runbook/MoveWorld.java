package io.todoku.runbook;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.Collector;
import io.todoku.collect.NameViews;
import io.todoku.collect.dns.DnsSettings;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.peers.AwsAnswers;
import io.todoku.peers.AwsEnvironment;
import io.todoku.peers.AwsProxy;
import io.todoku.peers.AwsWorld;
import io.todoku.peers.ElasticIps;
import io.todoku.peers.Moto;
import io.todoku.peers.NameServers;
import io.todoku.peers.Peers;
import io.todoku.peers.Postfix;
import io.todoku.rule.Judge;
import io.todoku.runbook.Memory.Word;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * All that the move of a mail server touches, for real: an AWS account, two name servers and a
 * resolver, a Postfix for each new server; and the look at it.
 */
final class MoveWorld implements AutoCloseable {

  static final String ACCOUNT = "111111111111";
  static final String REGION = "ap-northeast-1";
  static final String OLD = "127.88.0.1";

  private static final String ZONE = "example.com";
  private static final String REVERSE = "127.in-addr.arpa";

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Path dir;
  private final Map<String, String> records = new LinkedHashMap<>();
  private final Map<String, String> pointers = new LinkedHashMap<>();
  private final Map<String, String> attributes = new ConcurrentHashMap<>();
  private final Map<String, Postfix> servers = new HashMap<>();
  private final List<Attestation> said = new ArrayList<>();
  private final int port = Peers.freePort("127.0.0.1");
  private final MovingClock clock = new MovingClock();
  final AwsProxy aws;
  final ElasticIps addresses;
  final NameServers names;
  final String one;
  final String two;
  private final Plan plan;
  private final Lookout lookout;
  private final Judge judge;
  private Memory memory = Memory.NOTHING;

  /** The time as it is, set forward by so much. */
  private static final class MovingClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private MoveWorld(Path dir) throws IOException {
    this.dir = dir;
    Moto moto = toClose(Moto.start(dir));
    this.aws = toClose(AwsProxy.before(moto));
    toClose(AwsEnvironment.at(aws.endpoint()));
    this.addresses = toClose(new ElasticIps(new AwsWorld(moto.endpoint()), ACCOUNT, REGION));
    this.one = addresses.allocate();
    this.two = addresses.allocate();
    this.plan =
        new Plan(
            "",
            Way.KEEP_NAME,
            ZONE,
            List.of("s1"),
            new Plan.Old("mail.example.com", OLD, null, null),
            new Plan.Target(ACCOUNT, REGION),
            new Plan.Server("mail2.example.com", one),
            new Plan.Server("mail.example.com", two));
    records.put("mx", "@ 3600 IN MX 10 mail");
    records.put("mail", "mail 3600 IN A " + OLD);
    records.put("spf", "@ IN TXT \"v=spf1 ip4:%s -all\"".formatted(OLD));
    records.put("dmarc", "_dmarc IN TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\"");
    pointers.put(OLD, "mail.example.com.");
    this.names =
        toClose(
            NameServers.start(
                Files.createDirectories(dir.resolve("names")),
                Map.of(
                    ZONE,
                    zone(),
                    REVERSE,
                    reverse(),
                    "probe.example",
                    "@ IN MX 10 mx\nmx IN A 127.0.0.25\n")));
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
    calm();
  }

  /** Skips, or fails where peers are demanded, unless all of them are present. */
  static MoveWorld start(Path dir) throws IOException {
    Peers.require(Moto.present(), "moto_server");
    Peers.require(Postfix.present(), "Postfix (as root)");
    return new MoveWorld(dir);
  }

  private <T extends AutoCloseable> T toClose(T part) {
    started.push(part);
    return part;
  }

  private DnsSettings dns() {
    return new DnsSettings(List.of(names.resolver().resolver()), List.of(), names.port());
  }

  private ProbeSettings probe() {
    int closed = Peers.freePort("127.0.0.1");
    return new ProbeSettings(
        port, "relay-test@probe.example", null, List.of("127.0.0.0/8"), closed, closed);
  }

  private String zone() {
    return String.join("\n", records.values()) + "\n";
  }

  private String reverse() {
    StringBuilder zone = new StringBuilder();
    pointers.forEach((address, name) ->
        zone.append("%s. 300 IN PTR %s\n".formatted(DnsLookup.reverseName(address), name)));
    return zone.isEmpty() ? "nothing IN TXT nothing\n" : zone.toString();
  }

  /** AWS answers as it should again. */
  void calm() {
    aws.calm();
    aws.script(AwsAnswers.reverseDns(attributes));
  }

  /** At the first server only; the second does not know of it yet. */
  void publishAtFirst(String what, String record) throws IOException {
    records.put(what, record);
    names.changeAtFirst(ZONE, zone());
  }

  /**
   * At both servers, and nobody has anything else in a cache.
   *
   * @param what is replaced by it: {@code mx}, {@code mail}, …
   */
  void publish(String what, String record) throws IOException {
    publishAtFirst(what, record);
    names.catchUp(ZONE);
    names.resolver().restart();
  }

  void remove(String what) throws IOException {
    records.remove(what);
    names.changeAtFirst(ZONE, zone());
    names.catchUp(ZONE);
    names.resolver().restart();
  }

  /** The PTR record, as AWS or a provider sets it; an empty name: none. */
  void point(String address, String name) throws IOException {
    if (name.isEmpty()) {
      pointers.remove(address);
    } else {
      pointers.put(address, name + ".");
    }
    names.changeAtFirst(REVERSE, reverse());
    names.catchUp(REVERSE);
    names.resolver().restart();
  }

  /** What EC2 holds of an Elastic IP's reverse name; empty: nothing. */
  void attribute(String address, String name, String status) {
    attributes.put(
        addresses.allocationId(address),
        "<publicIp>%s</publicIp>".formatted(address)
            + (name.isEmpty() ? "" : "<ptrRecord>%s.</ptrRecord>".formatted(name))
            + (status.isEmpty()
                ? ""
                : "<ptrRecordUpdate><value>%s.</value><status>%s</status></ptrRecordUpdate>"
                    .formatted(name, status)));
  }

  void noAttribute(String address) {
    attributes.remove(addresses.allocationId(address));
  }

  /** A Postfix at this address, by this name. */
  void serve(String address, String name) throws IOException {
    stopServing(address);
    Postfix postfix =
        Postfix.start(
            Files.createDirectories(dir.resolve("postfix-" + address + "-" + name)),
            address,
            port,
            name,
            Map.of(
                "mydestination",
                "$myhostname, example.com",
                "mynetworks",
                "192.0.2.0/24",
                "smtpd_relay_restrictions",
                "permit_mynetworks, reject_unauth_destination"));
    servers.put(address, postfix);
  }

  void stopServing(String address) {
    Postfix before = servers.remove(address);
    if (before != null) {
      before.close();
    }
  }

  void later(Duration time) throws IOException {
    clock.ahead = clock.ahead.plus(time);
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

  @Override
  public void close() throws Exception {
    servers.values().forEach(Postfix::close);
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}
