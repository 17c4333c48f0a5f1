package io.todoku;

import io.todoku.peers.AwsProxy;
import io.todoku.peers.AwsProxy.AwsCall;
import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.Bind;
import io.todoku.peers.StartedPeers;
import io.todoku.testing.TodokuApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** 200 accounts in 4 Regions each, some of which send mail, behind an AWS API that often fails. */
final class SoakEnvironment implements AutoCloseable {

  static final int ACCOUNTS = 200;
  static final List<String> REGIONS =
      List.of("ap-northeast-1", "ap-northeast-3", "eu-west-1", "us-east-1");

  private static final int MAIL_SERVERS = 20;

  /** Accounts whose roles lack one action. */
  private static final Set<String> DENIED =
      IntStream.of(7, 57, 107, 157).mapToObj(SoakEnvironment::account).collect(Collectors.toSet());

  private static final String ZONE =
      """
      @ IN MX 10 mail
      @ IN TXT "v=spf1 mx -all"
      mail IN A 192.0.2.1
      _dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
      """;

  private final StartedPeers started = new StartedPeers();
  private final Random random = new Random(42);
  private final AwsTestAccounts accounts;
  private final Path configuration;

  private SoakEnvironment(Path dir) throws IOException {
    try {
      accounts = started.add(AwsTestAccounts.start(dir));
      for (int i = 0; i < MAIL_SERVERS; i++) {
        accounts.createMailServer(account(i), REGIONS.getFirst(), "mail");
      }
      Set<String> senders =
          IntStream.range(0, MAIL_SERVERS)
              .mapToObj(SoakEnvironment::account)
              .collect(Collectors.toSet());
      String nobody = account(MAIL_SERVERS);
      accounts
          .proxy()
          .cacheResponses(account ->
              account.matches("\\d{12}") && !senders.contains(account) ? nobody : account);
      injectFaults(accounts.proxy());
      Bind bind =
          started.add(
              Bind.startResolver(
                  Files.createDirectories(dir.resolve("bind")),
                  Map.of(
                      "example.com", ZONE, "in-addr.arpa", "1.2.0.192 IN PTR mail.example.com.\n"),
                  ""));
      configuration = Files.writeString(dir.resolve("soak.yaml"), configuration(bind.resolver()));
    } catch (IOException | RuntimeException | Error failure) {
      started.closeAfter(failure);
      throw failure;
    }
  }

  static SoakEnvironment start(Path dir) throws Exception {
    return new SoakEnvironment(dir);
  }

  static String account(int number) {
    return "%012d".formatted(100_000_000_000L + number);
  }

  /** Environment variables for a server that a {@link TodokuApiClient} calls. */
  Map<String, String> serverEnvironment() {
    return TodokuApiClient.serverEnvironment(accounts);
  }

  Path configuration() {
    return configuration;
  }

  /** One call in 20 is throttled, one in 100 fails, one in 200 breaks off, one in 2,000 hangs. */
  private void injectFaults(AwsProxy aws) {
    aws.respondWith(
        AwsResponses.denying(
            c -> DENIED.contains(c.account()) && c.action().equals("DescribeInstances")));
    aws.respondWith(AwsResponses.throttling(oneIn(20), Integer.MAX_VALUE));
    aws.respondWith(AwsResponses.failing(oneIn(100), 500, "InternalError", "try again"));
    aws.respondWith(AwsResponses.respond(oneIn(200), AwsResponse.CLOSED_CONNECTION));
    aws.respondWith(AwsResponses.respond(oneIn(2000), AwsResponse.NO_RESPONSE));
  }

  /** The same random sequence each time; which call meets which number depends on the threads. */
  private Predicate<AwsCall> oneIn(int calls) {
    return call -> {
      synchronized (random) {
        return random.nextInt(calls) == 0;
      }
    };
  }

  private static String configuration(String resolver) {
    StringBuilder yaml =
        new StringBuilder(
            """
            todoku:
              dns: { resolvers: ["%s"], blocklists: [] }
              probe: { relay-recipient: a@probe.example, helo: probe.example, allowed-networks: ["127.0.0.0/8"], port: 2599 }
              accounts:
            """
                .formatted(resolver));
    IntStream.range(0, ACCOUNTS)
        .forEach(i ->
            yaml.append(
                "    - { id: \"%s\", name: soak %d, client: Client %d, access: { role-arn: \"%s\" }, regions: %s%s }\n"
                    .formatted(
                        account(i),
                        i,
                        i / 10,
                        AwsTestAccounts.roleArn(account(i)),
                        REGIONS,
                        i < MAIL_SERVERS
                            ? ", mail-domains: [{ name: example.com, dkim-selectors: [s1] }]"
                            : "")));
    return yaml.toString();
  }

  @Override
  public void close() throws Exception {
    started.close();
  }
}
