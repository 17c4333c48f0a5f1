package io.todoku.collect.dns;

import io.todoku.collect.dns.ScriptedDns.AnswerScript;
import io.todoku.peers.Peers;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * {@code example.com} at two authoritative servers, and the resolver that leads to them; the test
 * scripts what each says.
 */
final class ScriptedZone implements AutoCloseable {

  static final String NS1 = "127.53.1.1";
  static final String NS2 = "127.53.1.2";

  final int port = Peers.freePort(NS1);
  final ScriptedDns ns1 = ScriptedDns.at(NS1, port);
  final ScriptedDns ns2 = ScriptedDns.at(NS2, port);
  final ScriptedDns resolver = ScriptedDns.start();

  ScriptedZone() {
    zone("example.com", "ns1.example.com", "ns2.example.com");
    address("ns1.example.com", NS1);
    address("ns2.example.com", NS2);
  }

  /** The resolver knows this zone. */
  ScriptedZone zone(String zone, String... nameServers) {
    resolver
        .on(zone, "SOA", ScriptedReply.of(soa(zone)))
        .on(
            zone,
            "NS",
            ScriptedReply.of(
                Stream.of(nameServers)
                    .map(ns -> zone + ". 300 IN NS " + ns + ".")
                    .toArray(String[]::new)));
    return this;
  }

  static String soa(String zone) {
    return zone + ". 900 IN SOA ns. h. 1 2 3 4 60";
  }

  /** The resolver knows addresses of a host, and no others. */
  ScriptedZone address(String host, String... addresses) {
    Stream.of("A", "AAAA")
        .forEach(type ->
            resolver.on(
                host,
                type,
                ScriptedReply.of(
                    Stream.of(addresses)
                        .filter(address -> address.contains(":") == type.equals("AAAA"))
                        .map(address -> host + ". 300 IN " + type + " " + address)
                        .toArray(String[]::new))));
    return this;
  }

  /** No zone begins at the name. */
  ScriptedZone withoutZoneCut(String name) {
    resolver.on(name, "SOA", ScriptedReply.of().authority(ScriptedReply.SOA));
    return this;
  }

  /** Both servers, and the resolver, say this. */
  ScriptedZone everywhere(String name, String type, String... answers) {
    withoutZoneCut(name);
    resolver.on(name, type, ScriptedReply.of(answers));
    return atBothServers(name, type, ScriptedReply.authoritativeOf(answers));
  }

  ScriptedZone atBothServers(String name, String type, AnswerScript script) {
    ns1.on(name, type, script);
    ns2.on(name, type, script);
    return this;
  }

  AllServersSession session(Predicate<String> allowed) {
    return DnsFixture.allServersSession(DnsFixture.LONG_LIMITS, port, allowed, resolver.resolver());
  }

  AllServersSession session() {
    return session(address -> true);
  }

  @Override
  public void close() {
    List.of(ns1, ns2, resolver).forEach(ScriptedDns::close);
  }
}
