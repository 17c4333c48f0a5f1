package io.todoku.rule;

import static io.todoku.rule.InventoryFixture.BULK;
import static io.todoku.rule.InventoryFixture.CONTAINERS;
import static io.todoku.rule.NetworkParts.MAIL_GROUP;
import static io.todoku.rule.NetworkParts.nic;
import static io.todoku.rule.NetworkParts.table;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.Ses.SesAccount;
import io.todoku.snapshot.Ses.SesIdentity;
import io.todoku.snapshot.Ses.SesIdentityDetails;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;

/** Accounts whose mail is sent by services of AWS: containers, and SES alone. */
final class ServicesFixture {

  static final String BALANCER = "192.0.2.50";
  static final String REGIONAL_NAT = "192.0.2.51";
  static final String REGIONAL_NAT_ELSEWHERE = "192.0.2.52";
  static final String TASK = "eni-task";

  private ServicesFixture() {}

  /** A task behind a network load balancer, which sends by a regional NAT gateway. */
  static SnapshotBuilder containers() {
    SnapshotBuilder account =
        InventoryParts.anAccount(CONTAINERS)
            .withLoadBalancer(BALANCER)
            .dialogue(BALANCER, CompleteMailServers.serving("mx.task.example", "task.example"))
            .withInterface(
                nic(TASK, CONTAINERS, "vpc-1", "subnet-p")
                    .type(
                        "interface",
                        "arn:aws:ecs:ap-northeast-1:" + CONTAINERS + ":attachment/0f1e2d3c")
                    .groups(MAIL_GROUP)
                    .build())
            .withInterface(
                nic("eni-web-task", CONTAINERS, "vpc-1", "subnet-p")
                    .type(
                        "interface",
                        "arn:aws:ecs:ap-northeast-1:" + CONTAINERS + ":attachment/4b5a6978")
                    .build())
            .withNat(
                new NatGateway(
                    "nat-regional",
                    "available",
                    "vpc-1",
                    List.of(REGIONAL_NAT, REGIONAL_NAT_ELSEWHERE),
                    null,
                    true))
            .routeTables(
                table("vpc-1", "subnet-p", "nat-regional"), table("vpc-1", "subnet-a", "igw-1"));
    InventoryParts.namedHost(account, "mx.task.example", BALANCER);
    InventoryParts.namedHost(account, "out1.task.example", REGIONAL_NAT);
    InventoryParts.namedHost(account, "out2.task.example", REGIONAL_NAT_ELSEWHERE);
    InventoryParts.domain(
        account,
        "task.example",
        "v=spf1 ip4:" + REGIONAL_NAT + " ip4:" + REGIONAL_NAT_ELSEWHERE + " -all",
        "10 mx.task.example");
    return account;
  }

  /** Newsletters that leave by SES alone. */
  static SnapshotBuilder bulk() {
    SnapshotBuilder account =
        InventoryParts.anAccount(BULK)
            .routeTables()
            .ses(Observed.known(new SesAccount(true, true, "HEALTHY", 50_000, 10, 14)))
            .sesIdentities(
                new SesIdentity(
                    "news.example",
                    "DOMAIN",
                    true,
                    "SUCCESS",
                    Observed.known(
                        new SesIdentityDetails(
                            true,
                            "SUCCESS",
                            List.of("s1", "s2"),
                            "AWS_SES",
                            "bounce.news.example",
                            "SUCCESS"))))
            .dns("bounce.news.example", "MX", "10 feedback-smtp.ap-northeast-1.amazonses.com")
            .dns("bounce.news.example", "TXT", "v=spf1 include:amazonses.com ~all")
            .dns("amazonses.com", "TXT", "v=spf1 ip4:199.255.192.0/22 -all");
    InventoryParts.domain(
        account, "news.example", "v=spf1 include:amazonses.com -all", "10 a.hoster.example");
    InventoryParts.host(account, "a.hoster.example", HostingFixture.SERVER_A);
    return account;
  }
}
