package io.todoku.collect;

import io.todoku.collect.dns.ScriptedDns;
import io.todoku.collect.dns.ScriptedReply;
import io.todoku.peers.Bind;
import io.todoku.peers.SignedZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.xbill.DNS.Rcode;

/**
 * Reverse zones with all that the world's hold, served by BIND; only what BIND refuses to serve
 * comes from a script behind it.
 */
final class ReverseDnsZones implements AutoCloseable {

  static final String REVERSE = "3.11.127.in-addr.arpa";
  private static final String SIGNED = "9.11.127.in-addr.arpa";
  private static final String V6 = "0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";

  private static final String POINTERS =
      """
      31        PTR   ns1.child.example.
      33        PTR   serveur-de-noms-trois.child.example.
      33        PTR   ns3.child.example.
      33        PTR   naamserver-drie.child.example.
      _.34      TXT   "the parent is an empty non-terminal"
      37        PTR   ns7.child.example.
      38        PTR   naughty.child.example.
      39        PTR   other1.child.example.
      39        PTR   other2.child.example.
      40        CNAME 40.alias
      40.alias  PTR   ns10.child.example.
      41        CNAME 41.reverse.child.example.
      42        CNAME dangling.alias
      45        NS    ns.elsewhere.example.
      46        NS    ns.elsewhere.example.
      47        NS    ns.elsewhere.example.
      50        CNAME 50.48-63
      50.48-63  PTR   ns20.child.example.
      51        CNAME loop
      loop      CNAME 51
      52        PTR   gone.child.example.
      53        PTR   silent.child.example.
      54        PTR   silent.child.example.
      54        PTR   ns24.child.example.
      55        PTR   other1.child.example.
      55        PTR   silent.child.example.
      56        PTR   nodata.child.example.
      57        PTR   alias.child.example.
      $GENERATE 1-60 60 PTR long-name-to-fill-the-answer-$.child.example.
      60        PTR   ns30.child.example.
      """;

  private static final String NAMES =
      """
      ns1        A     127.11.3.31
      ns1        AAAA  2001:db8::31
      ns3        A     127.11.3.33
      ns6        AAAA  2001:db8::36
      ns7        A     127.11.3.37
      naughty    A     127.11.3.99
      other1     A     127.11.3.98
      other2     A     127.11.3.97
      ns10       A     127.11.3.40
      ns11       A     127.11.3.41
      41.reverse PTR   ns11
      ns20       A     127.11.3.50
      ns24       A     127.11.3.54
      silent     NS    ns.elsewhere.example.
      nodata     TXT   "no address"
      alias      CNAME ns27
      ns27       A     127.11.3.57
      ns30       A     127.11.3.60
      signed     A     127.11.9.1
      forged     A     127.11.9.2
      """;

  private final Path dir;
  private ScriptedDns odd;
  private Bind signer;
  private Bind bind;

  /** Nothing runs yet. */
  ReverseDnsZones(Path dir) {
    this.dir = dir;
  }

  static boolean present() {
    return Bind.present() && SignedZone.present();
  }

  void start() throws IOException, InterruptedException {
    odd =
        ScriptedDns.start()
            .on("45." + REVERSE, "PTR", ScriptedReply.rcode(Rcode.SERVFAIL))
            .on("46." + REVERSE, "PTR", ScriptedReply.rcode(Rcode.REFUSED))
            .on(
                "47." + REVERSE,
                "PTR",
                ScriptedReply.of().authority("47." + REVERSE + ". 300 IN NS ns.lame.example."))
            .on("silent.child.example", "A", ScriptedReply.rcode(Rcode.SERVFAIL));
    SignedZone zone =
        SignedZone.of(
                dir.resolve("signed"),
                SIGNED,
                "1 PTR signed.child.example.\n2 PTR forged.child.example.")
            .withForgedRecord("forged.child.example.", "signed.child.example.");
    signer =
        Bind.startResolver(
            Files.createDirectories(dir.resolve("signer")),
            Map.of(),
            "zone \"%s\" { type primary; file \"%s\"; };\n".formatted(SIGNED, zone.file()));
    Map<String, String> zones = new HashMap<>();
    zones.put(REVERSE, POINTERS);
    zones.put("child.example", NAMES);
    zones.put("11.127.in-addr.arpa", "9 NS ns.elsewhere.example.");
    zones.put(
        V6,
        """
        1.3.0.0.0.0.0.0.0.0.0.0 PTR ns1.child.example.
        6.3.0.0.0.0.0.0.0.0.0.0 PTR ns6.child.example.
        """);
    bind =
        Bind.startResolver(
            Files.createDirectories(dir.resolve("resolver")),
            zones,
            List.of("45." + REVERSE, "46." + REVERSE, "47." + REVERSE, "silent.child.example")
                    .stream()
                    .map(name -> forwarded(name, odd.resolver()))
                    .collect(Collectors.joining())
                + forwarded(SIGNED, signer.resolver())
                + zone.trustAnchor());
  }

  private static String forwarded(String zone, String server) {
    return "zone \"%s\" { type forward; forward only; forwarders { %s; }; };\n"
        .formatted(zone, server.replace(":", " port "));
  }

  String resolver() {
    return bind.resolver();
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable peer : new AutoCloseable[] {odd, signer, bind}) {
      if (peer != null) {
        peer.close();
      }
    }
  }
}
