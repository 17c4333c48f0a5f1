package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Lightsail;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.DbInstance;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.RegionInventory.Subnet;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.TransitGatewayAttachment;
import io.todoku.snapshot.TransitGatewayRouteTable.TransitGatewayRoute;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the collector reads of an account, page by page, and what it does not ask. */
class AwsCollectorIntegrationTests extends AwsCollectorFixture {

  @Test
  void everythingThatMailDependsOnIsRead() {
    aws.respondWith(
        AwsResponses.respond(
            named("ec2:SearchTransitGatewayRoutes"),
            AwsResponses.ec2(
                "SearchTransitGatewayRoutes",
                "<routeSet><item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>"
                    + "<transitGatewayAttachments><item><transitGatewayAttachmentId>tgw-attach-1"
                    + "</transitGatewayAttachmentId></item></transitGatewayAttachments>"
                    + "<state>active</state></item></routeSet>")));
    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    RegionInventory tokyo = region(inventory, TOKYO);
    assertThat(inventory.gaps()).isEmpty();
    assertThat(known(inventory.supportCases())).isEmpty();
    assertThat(known(inventory.zones()))
        .singleElement()
        .satisfies(zone -> {
          assertThat(zone.name()).isEqualTo("example.com");
          assertThat(zone.id()).matches("[A-Z0-9]+");
          assertThat(known(zone.records()))
              .containsExactly(
                  new HostedZone.RecordSet("*.example.com", "A", null, List.of(address)));
        });
    assertThat(known(tokyo.elasticIps()))
        .singleElement()
        .satisfies(ip -> {
          assertThat(ip.address()).isEqualTo(address);
          assertThat(ip.associationId()).isNotNull();
          assertThat(ip.tags()).containsEntry("Name", "mail").containsEntry("todoku:mail", "yes");
        });
    Instance instance = known(tokyo.instances()).getFirst();
    assertThat(known(tokyo.elasticIps()).getFirst().instanceId()).isEqualTo(instance.id());
    assertThat(known(tokyo.networkInterfaces()))
        .filteredOn(nic ->
            nic.publicAddresses().stream()
                .anyMatch(o -> o.address().equals(address) && o.allocationId() != null))
        .singleElement()
        .satisfies(nic -> assertThat(nic.instanceId()).isEqualTo(instance.id()));
    assertThat(known(tokyo.securityGroups()))
        .filteredOn(group -> group.name().equals("mail-mail"))
        .singleElement()
        .satisfies(group -> {
          assertThat(group.ingress())
              .anyMatch(rule ->
                  rule.covers(25) && rule.sources().contains("0.0.0.0/0") && !rule.covers(26));
          assertThat(known(group.egress()))
              .anyMatch(rule -> rule.covers(25) && rule.destinations().contains("0.0.0.0/0"));
        });
    assertThat(known(tokyo.networkAcls()))
        .singleElement()
        .satisfies(acl -> {
          assertThat(acl.isDefault()).isTrue();
          assertThat(acl.subnetIds())
              .containsAll(known(tokyo.subnets()).stream().map(Subnet::id).toList());
          assertThat(acl.entries())
              .contains(new NetworkAcl.AclEntry(100, true, true, "-1", null, null, "0.0.0.0/0"));
        });
    Ses ses = known(tokyo.ses());
    assertThat(ses.identities()).extracting(Ses.SesIdentity::name).containsExactly("example.com");
    assertThat(known(ses.account()))
        .isEqualTo(new Ses.SesAccount(true, true, "HEALTHY", 1000, 20, 14));
    assertThat(known(ses.identities().getFirst().details()).dkimStatus()).isEqualTo("NOT_STARTED");
    assertThat(known(ses.dedicatedIps())).isEmpty();
    assertThat(known(tokyo.lightsail())).isEqualTo(new Lightsail(List.of(), List.of()));
    assertThat(known(tokyo.subnets()))
        .hasSizeGreaterThan(1)
        .allSatisfy(subnet -> assertThat(subnet.ownerId()).isEqualTo(ACCOUNT));
    assertThat(known(tokyo.routeTables()))
        .singleElement()
        .satisfies(table -> {
          assertThat(table.main()).isTrue();
          assertThat(table.vpcId()).isEqualTo(instance.vpcId());
          assertThat(table.routes()).anyMatch(route -> route.target().equals("local"));
        });
    TransitGatewayAttachment attachment = known(tokyo.transitGatewayAttachments()).getFirst();
    assertThat(attachment.resourceId()).isEqualTo(instance.vpcId());
    assertThat(attachment.transitGatewayOwnerId()).isEqualTo(ACCOUNT);
    assertThat(attachment.subnetIds()).hasSize(1);
    assertThat(known(tokyo.transitGatewayRouteTables()))
        .singleElement()
        .satisfies(table -> {
          assertThat(table.id()).isEqualTo(attachment.routeTableId());
          assertThat(table.routes())
              .containsExactly(new TransitGatewayRoute("0.0.0.0/0", "tgw-attach-1"));
        });
    DbInstance db = known(tokyo.dbInstances()).getFirst();
    assertThat(db.id()).isEqualTo("orders");
    assertThat(db.multiAz()).isTrue();
    assertThat(known(tokyo.dbSubnetGroups()))
        .singleElement()
        .satisfies(group -> assertThat(group.subnets()).hasSize(1));
  }

  @Test
  void whenNoRegionIsChosenAllEnabledRegionsAreRead() {
    Set<String> asked = new ConcurrentSkipListSet<>();
    try (AwsCollector collector = new AwsCollector(SHORT_LIMITS, Clock.systemUTC())) {
      AwsAccountInventory inventory =
          AwsAccountInventory.collect(
              collector,
              LOGIN,
              List.of(),
              (region, action) -> {
                if (region != null) {
                  asked.add(region);
                }
              });
      assertThat(known(inventory.regions())).extracting(RegionInventory::name).contains(TOKYO);
      assertThat(asked)
          .isEqualTo(
              new TreeSet<>(
                  known(inventory.regions()).stream().map(RegionInventory::name).toList()))
          .hasSizeGreaterThan(10);
    }
  }

  @Test
  void aRegionOfAnotherPartitionIsRefusedByNameAndNotAsked() {
    AwsLoginParameters login =
        new AwsLoginParameters(
            LOGIN.accountId(), LOGIN.roleArn(), LOGIN.externalId(), LOGIN.profile(), TOKYO);

    var inventory = collect(SHORT_LIMITS, login, "cn-north-1");

    assertThat(inventory.gaps())
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.region()).isEqualTo("cn-north-1");
          assertThat(gap.reason().kind()).isEqualTo(ReasonKind.WRONG_PARTITION);
          assertThat(gap.reason().detail()).startsWith("arn:aws:").endsWith(" / cn-north-1");
        });
    assertThat(aws.counts().keySet()).noneMatch(call -> call.contains("cn-north-1"));
  }

  @Test
  void onlyActionsInThePolicyAreCalled() {
    aws.respondWith( // the server behind breaks in Regions of which it knows no SES
        AwsResponses.respond(
            call -> call.name().equals("ses:ListEmailIdentities") && !call.region().equals(TOKYO),
            AwsResponses.json("{\"EmailIdentities\":[]}")));
    var inventory = collect(LONG_LIMITS, LOGIN);

    assertThat(inventory.gaps()).isEmpty();
    assertThat(aws.counts().keySet().stream().map(call -> call.split(" ")[2]).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    AwsCollector.actions().stream(),
                    Stream.of("sts:AssumeRole", "sts:GetCallerIdentity"))
                .toList());
  }

  @Test
  void reverseDnsIsReadWithItsPendingUpdate() {
    aws.respondWith(
        AwsResponses.reverseDns(
            Map.of(
                "eipalloc-1",
                "<publicIp>192.0.2.7</publicIp><ptrRecord>mail.example.com.</ptrRecord>"
                    + "<ptrRecordUpdate><value>mx.example.com.</value><status>PENDING</status>"
                    + "</ptrRecordUpdate>")));

    assertThat(known(region(collect(LOGIN, TOKYO), TOKYO).reverseDns()))
        .containsExactly(
            new ReverseDns(
                "eipalloc-1",
                "192.0.2.7",
                "mail.example.com.",
                "mx.example.com.",
                "PENDING",
                null));
  }

  @Test
  void allPagesAreRead() {
    aws.respondWith(call -> {
      boolean second = "two".equals(call.form().get("NextToken"));
      return switch (call.name()) {
        case "ec2:DescribeNetworkInterfaces" ->
            AwsResponses.ec2(
                "DescribeNetworkInterfaces",
                "<networkInterfaceSet><item><networkInterfaceId>eni-%s</networkInterfaceId></item></networkInterfaceSet>%s"
                    .formatted(second ? "2" : "1", second ? "" : "<nextToken>two</nextToken>"));
        case "ec2:DescribeInstances" ->
            AwsResponses.ec2(
                "DescribeInstances",
                "<reservationSet><item><instancesSet><item><instanceId>i-%s</instanceId></item></instancesSet></item></reservationSet>%s"
                    .formatted(second ? "2" : "1", second ? "" : "<nextToken>two</nextToken>"));
        default -> null;
      };
    });

    RegionInventory tokyo = region(collect(LOGIN, TOKYO), TOKYO);

    assertThat(known(tokyo.networkInterfaces()))
        .extracting(NetworkInterface::id)
        .containsExactly("eni-1", "eni-2");
    assertThat(known(tokyo.instances())).extracting(Instance::id).containsExactly("i-1", "i-2");
  }

  @Test
  void allPagesOfSesAreReadAndNothingMoreIsAskedWithoutIdentities() {
    aws.respondWith(call ->
        call.name().equals("ses:ListEmailIdentities") && call.region().equals(TOKYO)
            ? AwsResponses.json(
                "two".equals(call.form().get("NextToken"))
                    ? "{\"EmailIdentities\":[{\"IdentityName\":\"b.example\"}]}"
                    : "{\"EmailIdentities\":[{\"IdentityName\":\"a.example\"}],\"NextToken\":\"two\"}")
            : null);
    aws.respondWith(
        AwsResponses.respond(
            named("ses:GetEmailIdentity"),
            AwsResponses.json("{\"DkimAttributes\":{\"SigningEnabled\":true}}")));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO, IRELAND);

    assertThat(known(region(inventory, TOKYO).ses()).identities())
        .extracting(Ses.SesIdentity::name)
        .containsExactly("a.example", "b.example");
    assertThat(known(region(inventory, IRELAND).ses()).identities()).isEmpty();
    for (String call : List.of("GetAccount", "GetEmailIdentity", "GetDedicatedIps")) {
      assertThat(aws.counts()).containsKey(ACCOUNT + " " + TOKYO + " ses:" + call);
      assertThat(aws.counts()).doesNotContainKey(ACCOUNT + " " + IRELAND + " ses:" + call);
    }
    assertThat(inventory.gaps()).isEmpty();
  }

  @Test
  void withoutAnAttachmentNothingMoreIsAskedAboutTransitGateways() {
    RegionInventory ireland = region(collect(LOGIN, IRELAND), IRELAND);

    assertThat(known(ireland.transitGatewayAttachments())).isEmpty();
    assertThat(known(ireland.transitGatewayRouteTables())).isEmpty();
    assertThat(aws.counts())
        .containsKey(ACCOUNT + " " + IRELAND + " ec2:DescribeTransitGatewayAttachments")
        .doesNotContainKey(ACCOUNT + " " + IRELAND + " ec2:DescribeTransitGatewayVpcAttachments")
        .doesNotContainKey(ACCOUNT + " " + IRELAND + " ec2:SearchTransitGatewayRoutes");
  }

  @Test
  void anSesAccountWithoutItsQuotaIsMalformed() {
    aws.respondWith(
        AwsResponses.respond(
            named("ses:GetAccount"), AwsResponses.json("{\"EnforcementStatus\":\"HEALTHY\"}")));

    assertThat(unknown(known(region(collect(LOGIN, TOKYO), TOKYO).ses()).account()).kind())
        .isEqualTo(ReasonKind.MALFORMED);
  }

  @Test
  void withoutASupportPlanCasesAreUnknownAndThereIsNoGap() {
    aws.respondWith(
        AwsResponses.failing(
            named("support:DescribeCases"), 400, "SubscriptionRequiredException", "no plan"));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    assertThat(unknown(inventory.supportCases()).kind()).isEqualTo(ReasonKind.NOT_SUBSCRIBED);
    assertThat(inventory.gaps()).isEmpty();
  }

  @Test
  void supportCasesAboutMailAreRead() {
    aws.respondWith(
        AwsResponses.respond(
            named("support:DescribeCases"),
            new AwsResponse(
                200,
                "application/x-amz-json-1.1",
                """
                {"cases": [
                 {"caseId":"case-1","displayId":"170","subject":"Request to Remove Email Sending Limitations","status":"resolved","timeCreated":"2026-10-01T00:00:00.000Z"},
                 {"caseId":"case-2","displayId":"171","subject":"Billing","status":"opened","timeCreated":"2026-10-02T00:00:00.000Z"},
                 {"caseId":"case-3","displayId":"172","subject":"送信制限解除申請","status":"opened","timeCreated":"2026-10-03T00:00:00.000Z"}]}
                """)));

    assertThat(known(collect(LOGIN, TOKYO).supportCases()))
        .extracting(c -> c.displayId() + " " + c.status())
        .containsExactly("172 opened", "170 resolved");
  }

  @Test
  void whenASupportCaseIsMalformedCasesAreUnknownAndTheRestIsRead() {
    aws.respondWith(
        AwsResponses.respond(
            named("support:DescribeCases"),
            new AwsResponse(
                200,
                "application/x-amz-json-1.1",
                "{\"cases\":[{\"subject\":\"port 25\",\"timeCreated\":\"yesterday\"}]}")));

    assertThat(unknown(collect(LOGIN, TOKYO).supportCases()).kind())
        .isEqualTo(ReasonKind.MALFORMED);
  }
}
