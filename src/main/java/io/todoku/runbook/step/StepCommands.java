package io.todoku.runbook.step;

import io.todoku.rule.BlockForm;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.SendLimitRequestTemplate;
import io.todoku.rule.ShellArgument;
import io.todoku.runbook.check.CheckContext;
import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.Snapshot;
import io.todoku.spf.SpfRecord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates the commands, DNS records and requests of steps, filled in with what is known. */
final class StepCommands {

  private static final String UNKNOWN_ALLOCATION_ID = "ALLOCATION-ID";

  private final Plan plan;

  StepCommands(Plan plan) {
    this.plan = plan;
  }

  /**
   * The request to remove the send limit, with the planned addresses and names: the rule's remedy,
   * or a request of our own while the Region has no sender for the rule to judge.
   */
  List<String> limitRequest(CheckContext context) {
    List<SendLimitRequestTemplate.AddressWithPtr> servers =
        Stream.of(plan.first(), plan.second())
            .flatMap(Stream::ofNullable)
            .flatMap(server ->
                Stream.ofNullable(server.address())
                    .map(address ->
                        new SendLimitRequestTemplate.AddressWithPtr(address, server.name())))
            .toList();
    List<String> requests =
        remedyCommands(context, "send-limit-removed", plan.target().region()).stream()
            .map(request -> SendLimitRequestTemplate.fillAddresses(request, servers))
            .toList();
    return requests.isEmpty()
        ? List.of(
            SendLimitRequestTemplate.render(
                plan.target().account(),
                plan.target().region(),
                servers,
                "A mail server of " + plan.domain() + " moves to these addresses"))
        : requests;
  }

  List<String> associateAddress(CheckContext context, Plan.NewServer server) {
    String region = plan.target().region();
    return server.address() == null
        ? List.of("aws ec2 allocate-address --domain vpc --region " + region)
        : List.of(
            "aws ec2 associate-address --allocation-id %s --instance-id INSTANCE-ID --region %s"
                .formatted(allocationId(context, server.address()), region));
  }

  List<String> setHostName(Plan.NewServer server) {
    return List.of(
        "# Postfix\npostconf -e myhostname=%s\nsystemctl restart postfix".formatted(server.name()),
        "# qmail\necho %s > /var/qmail/control/me".formatted(server.name()));
  }

  List<String> addressRecord(Plan.NewServer server) {
    return server.address() == null
        ? List.of()
        : List.of(
            "%s.  %d  IN  A  %s"
                .formatted(server.name(), StepFactory.LOWERED_TTL, server.address()));
  }

  List<String> mxRecord(String host) {
    return List.of(
        "%s.  %d  IN  MX  10 %s.".formatted(plan.domain(), StepFactory.LOWERED_TTL, host));
  }

  /**
   * The present SPF record with the missing addresses, as the rule's remedy gives it; or a first
   * record if there is none.
   */
  List<String> spfRecord(CheckContext context) {
    boolean hasNoRecord =
        context.observation().target().lookup(plan.domain(), "TXT").answer()
                instanceof Known<DnsAnswer>(DnsAnswer answer)
            && answer.records().stream().noneMatch(txt -> SpfRecord.of(txt).isPresent());
    return hasNoRecord
        ? List.of(firstSpfRecord())
        : remedyCommands(context, "spf-authorises-senders", plan.domain());
  }

  private String firstSpfRecord() {
    String addresses =
        Stream.concat(Stream.of(plan.old().address()), plan.newAddresses().stream())
            .distinct()
            .map(address -> "ip4:" + address)
            .collect(Collectors.joining(" "));
    return "%s.  %d  IN  TXT  \"v=spf1 %s ~all\""
        .formatted(plan.domain(), StepFactory.LOWERED_TTL, addresses);
  }

  /** What a rule's remedy for a resource pastes to change it. */
  private static List<String> remedyCommands(CheckContext context, String rule, String resource) {
    return context.findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .filter(finding -> resource.equals(finding.resource().id()))
        .map(Finding::remedy)
        .flatMap(Remedy::changes)
        .flatMap(block -> block.forms().stream())
        .map(BlockForm::text)
        .toList();
  }

  /** The AWS CLI command, or the text for the form of AWS Support, which is in English. */
  List<String> setReverseDns(CheckContext context, Plan.NewServer server) {
    return server.address() == null
        ? List.of()
        : List.of(
            "aws ec2 modify-address-attribute --allocation-id %s --domain-name %s --region %s"
                .formatted(
                    allocationId(context, server.address()), server.name(), plan.target().region()),
            """
            Request to set a reverse DNS record
            Account: %s
            Region: %s
            Elastic IP address: %s
            Reverse DNS record: %s
            A record: %s A %s
            """
                .formatted(
                    plan.target().account(),
                    plan.target().region(),
                    server.address(),
                    server.name(),
                    server.name(),
                    server.address()));
  }

  List<String> resetReverseDns(CheckContext context, String region, @Nullable String address) {
    return address == null
        ? List.of()
        : List.of(
            "aws ec2 reset-address-attribute --allocation-id %s --attribute domain-name --region %s"
                .formatted(allocationId(context, address), region));
  }

  List<String> releaseAddress(CheckContext context, Plan.NewServer server) {
    return server.address() == null
        ? List.of()
        : List.of(
            "aws ec2 release-address --allocation-id %s --region %s"
                .formatted(allocationId(context, server.address()), plan.target().region()));
  }

  /** Empty for an address outside EC2, whose provider changes the record on request. */
  List<String> resetOldReverseDns(CheckContext context) {
    return plan.old().isOnEc2()
        ? resetReverseDns(
            context, Objects.requireNonNull(plan.old().region()), plan.old().address())
        : List.of();
  }

  List<String> transferAddress(CheckContext context) {
    String region = Objects.requireNonNull(plan.old().region());
    return List.of(
        "aws ec2 enable-address-transfer --allocation-id %s --transfer-account-id %s --region %s"
            .formatted(
                allocationId(context, plan.old().address()), plan.target().account(), region),
        "aws ec2 accept-address-transfer --address %s --region %s"
            .formatted(plan.old().address(), plan.target().region()));
  }

  /**
   * The allocation id of an address, quoted for a shell, or a placeholder if neither account has
   * the address.
   */
  private static String allocationId(CheckContext context, String address) {
    return Stream.of(context.observation().target(), context.observation().source())
        .flatMap(Stream::ofNullable)
        .map(Snapshot::regions)
        .flatMap(regions -> regions.orElse(List.of()).stream())
        .map(RegionInventory::elasticIps)
        .map((Observed<List<ElasticIp>> ips) -> ips.orElse(List.of()))
        .flatMap(List::stream)
        .filter(ip -> ip.address().equals(address))
        .findFirst()
        .map(ip ->
            Optional.of(ip.allocationId()).map(ShellArgument::quote).orElse(UNKNOWN_ALLOCATION_ID))
        .orElse(UNKNOWN_ALLOCATION_ID);
  }
}
