package io.todoku.snapshot;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer.SmtpDialogue;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a file of an earlier release does not hold was not asked, and the reason names the API. */
class EarlierSnapshotFileTests {

  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode tree =
      (ObjectNode)
          JSON.readTree(
              SnapshotFile.write(
                  aSnapshot()
                      .withSender("203.0.113.9")
                      .withDomain("example.com", "s1")
                      .serverNamed("203.0.113.9", "mail.example.com ESMTP", "mail.example.com")
                      .build()));

  private Snapshot readWithout(String parent, String... fields) {
    JsonNode node = parent.isEmpty() ? tree : tree.at(parent);
    for (String field : fields) {
      assertThat(((ObjectNode) node).remove(field)).as("%s/%s", parent, field).isNotNull();
    }
    return SnapshotFile.read(JSON.writeValueAsBytes(tree));
  }

  private static void assertNotAsked(Observed<?> observed, String source) {
    assertThat(observed)
        .isEqualTo(Observed.unknown(new Reason(ReasonKind.NOT_ASKED, source, "", null)));
  }

  @Test
  void blocklistsWereNotAsked() {
    assertNotAsked(readWithout("", "blocklists").blocklists(), "todoku.dns.blocklists");
  }

  @Test
  void hostedZonesWereNotAsked() {
    assertNotAsked(readWithout("", "zones").zones(), "route53:ListHostedZones");
  }

  @Test
  void networkAclsWereNotAsked() {
    assertNotAsked(
        readWithout("/regions/value/0", "networkAcls").knownRegions().getFirst().networkAcls(),
        "ec2:DescribeNetworkAcls");
  }

  @Test
  void sesWasNotAsked() {
    assertNotAsked(
        readWithout("/regions/value/0", "ses").knownRegions().getFirst().ses(),
        "ses:ListEmailIdentities");
  }

  @Test
  void routesAndLightsailWereNotAsked() {
    RegionInventory region =
        readWithout(
                "/regions/value/0",
                "routeTables",
                "transitGatewayAttachments",
                "transitGatewayRouteTables",
                "lightsail")
            .knownRegions()
            .getFirst();

    assertNotAsked(region.routeTables(), "ec2:DescribeRouteTables");
    assertNotAsked(region.transitGatewayAttachments(), "ec2:DescribeTransitGatewayAttachments");
    assertNotAsked(region.transitGatewayRouteTables(), "ec2:SearchTransitGatewayRoutes");
    assertNotAsked(region.lightsail(), "lightsail:GetInstances");
  }

  @Test
  void dedicatedAddressesOfSesWereNotAsked() {
    Ses ses =
        readWithout("/regions/value/0/ses/value", "dedicatedIps")
            .knownRegions()
            .getFirst()
            .ses()
            .orElse(null);

    assertNotAsked(ses.dedicatedIps(), "ses:GetDedicatedIps");
  }

  @Test
  void ownersAndManagersOfInterfacesWereNotKept() {
    RegionInventory region =
        readWithout("/regions/value/0/networkInterfaces/value/0", "details")
            .knownRegions()
            .getFirst();

    assertThat(region.networkInterfaces().orElse(null).getFirst().details())
        .isEqualTo(RegionInventory.InterfaceDetails.NONE);
  }

  @Test
  void outboundPermissionsWereNotAsked() {
    Snapshot read = readWithout("/regions/value/0/securityGroups/value/0", "egress");

    assertNotAsked(
        read.knownRegions().getFirst().securityGroups().orElse(null).getFirst().egress(),
        "ec2:DescribeSecurityGroups");
  }

  @Test
  void startTlsWasNotAsked() {
    Snapshot read = readWithout("/servers/0/dialogue/value", "tls", "commands");
    SmtpDialogue dialogue = read.mailServer("203.0.113.9").dialogue().orElse(null);

    assertNotAsked(dialogue.tls(), "STARTTLS");
    assertThat(dialogue.commands()).isEmpty();
  }

  @Test
  void policiesWereNotAsked() {
    Snapshot read = readWithout("", "policies");

    assertThat(read.mtaStsPolicies()).isEmpty();
    assertThat(read.mtaStsPolicy("Example.com."))
        .isEqualTo(
            new MtaStsPolicyLookup(
                "example.com",
                "https://mta-sts.example.com/.well-known/mta-sts.txt",
                NOW,
                Observed.unknown(
                    Reason.of(
                        ReasonKind.NOT_ASKED,
                        "https://mta-sts.example.com/.well-known/mta-sts.txt",
                        ""))));
  }

  @Test
  void mailboxesWereNotAsked() {
    Snapshot read = readWithout("", "mailboxes");

    assertThat(read.mailboxes()).isEmpty();
    assertThat(read.mailboxServer("203.0.113.9", MailboxServer.Protocol.POP3))
        .isEqualTo(
            new MailboxServer(
                "203.0.113.9",
                MailboxServer.Protocol.POP3,
                110,
                NOW,
                Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "203.0.113.9:110", ""))));
  }

  @Test
  void noAddressesOfOtherAccountsAreKnown() {
    assertThat(readWithout("/account", "heldElsewhere").account().addressesOfOtherAccounts())
        .isEmpty();
  }

  @Test
  void noSelectorsAreKnown() {
    Snapshot read = readWithout("/account/mailDomains/0", "dkimSelectors");

    assertThat(read.account().mailDomains())
        .containsExactly(new AccountFacts.MailDomain("example.com", List.of()));
  }

  @Test
  void aFieldOfALaterReleaseIsPassedOver() {
    Snapshot before = SnapshotFile.read(JSON.writeValueAsBytes(tree));
    tree.put("weather", "fine");

    assertThat(SnapshotFile.read(JSON.writeValueAsBytes(tree))).isEqualTo(before);
  }

  @Test
  void anOutcomeIsFailedOnlyWithoutRegionsAndPartialOnlyWithGaps() {
    Snapshot complete = aSnapshot().build();
    Gap gap = new Gap(null, Reason.of(ReasonKind.DENIED, "support:DescribeCases", ""));
    tree.putObject("regions")
        .put("observed", "unknown")
        .set("reason", JSON.valueToTree(Reason.of(ReasonKind.NO_ACCESS, "sts:AssumeRole", "")));

    assertThat(complete.outcome()).isEqualTo(CollectionOutcome.COMPLETE);
    assertThat(aSnapshot().withGap(gap).build().outcome()).isEqualTo(CollectionOutcome.PARTIAL);
    assertThat(SnapshotFile.read(JSON.writeValueAsBytes(tree)).outcome())
        .isEqualTo(CollectionOutcome.FAILED);
  }
}
