package io.todoku.runbook.step;

import io.todoku.rule.BlockForm;
import io.todoku.rule.BlockKind;
import io.todoku.rule.Finding;
import io.todoku.rule.RecordChange;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
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
  List<RemedyBlock> limitRequest(CheckContext context) {
    List<SendLimitRequestTemplate.AddressWithPtr> servers =
        Stream.of(plan.first(), plan.second())
            .flatMap(Stream::ofNullable)
            .flatMap(server ->
                Stream.ofNullable(server.address())
                    .map(address ->
                        new SendLimitRequestTemplate.AddressWithPtr(address, server.name())))
            .toList();
    List<RemedyBlock> requests =
        remedyBlocks(context, "send-limit-removed", plan.target().region()).stream()
            .map(request -> filledIn(request, servers))
            .toList();
    return requests.isEmpty()
        ? List.of(
            RemedyBlock.of(
                BlockKind.REQUEST_TEXT,
                SendLimitRequestTemplate.render(
                    plan.target().account(),
                    plan.target().region(),
                    servers,
                    "A mail server of " + plan.domain() + " moves to these addresses")))
        : requests;
  }

  private static RemedyBlock filledIn(
      RemedyBlock request, List<SendLimitRequestTemplate.AddressWithPtr> servers) {
    return new RemedyBlock(
        request.forms().stream()
            .map(form ->
                new BlockForm(
                    form.kind(), SendLimitRequestTemplate.fillAddresses(form.text(), servers)))
            .toList());
  }

  List<RemedyBlock> associateAddress(CheckContext context, Plan.NewServer server) {
    String region = plan.target().region();
    return server.address() == null
        ? command("aws ec2 allocate-address --domain vpc --region " + region)
        : command(
            "aws ec2 associate-address --allocation-id %s --instance-id INSTANCE-ID --region %s"
                .formatted(allocationId(context, server.address()), region));
  }

  List<RemedyBlock> setHostName(Plan.NewServer server) {
    return List.of(
        RemedyBlock.shell(
            "# Postfix\npostconf -e myhostname=%s\nsystemctl restart postfix"
                .formatted(server.name())),
        RemedyBlock.shell("# qmail\necho %s > /var/qmail/control/me".formatted(server.name())));
  }

  List<RemedyBlock> addressRecord(Plan.NewServer server) {
    return server.address() == null
        ? List.of()
        : RecordChange.ofAddress(server.name(), server.address()).block().stream().toList();
  }

  /** A line of a zone file alone: Route 53 and Terraform would replace the other MX records. */
  List<RemedyBlock> mxRecord(String host) {
    return record("MX  10 %s.".formatted(host));
  }

  /**
   * The present SPF record with the missing addresses, as the rule's remedy gives it; or a first
   * record if there is none.
   */
  List<RemedyBlock> spfRecord(CheckContext context) {
    boolean hasNoRecord =
        context.observation().target().lookup(plan.domain(), "TXT").answer()
                instanceof Known<DnsAnswer>(DnsAnswer answer)
            && answer.records().stream().noneMatch(txt -> SpfRecord.of(txt).isPresent());
    return hasNoRecord
        ? firstSpfRecord()
        : remedyBlocks(context, "spf-authorises-senders", plan.domain());
  }

  private List<RemedyBlock> firstSpfRecord() {
    String addresses =
        Stream.concat(Stream.of(plan.old().address()), plan.newAddresses().stream())
            .distinct()
            .map(address -> "ip4:" + address)
            .collect(Collectors.joining(" "));
    return record("TXT  \"v=spf1 %s ~all\"".formatted(addresses));
  }

  private List<RemedyBlock> record(String data) {
    return List.of(
        RemedyBlock.of(
            BlockKind.ZONE_RECORD,
            "%s.  %d  IN  %s".formatted(plan.domain(), StepFactory.LOWERED_TTL, data)));
  }

  /** What a rule's remedy for a resource pastes to change it. */
  private static List<RemedyBlock> remedyBlocks(
      CheckContext context, String rule, String resource) {
    return context.findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .filter(finding -> resource.equals(finding.resource().id()))
        .map(Finding::remedy)
        .flatMap(Remedy::changes)
        .toList();
  }

  /** The AWS CLI command, or the text for the form of AWS Support, which is in English. */
  List<RemedyBlock> setReverseDns(CheckContext context, Plan.NewServer server) {
    if (server.address() == null) {
      return List.of();
    }
    String command =
        "aws ec2 modify-address-attribute --allocation-id %s --domain-name %s --region %s"
            .formatted(
                allocationId(context, server.address()), server.name(), plan.target().region());
    String request =
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
                server.address());
    return List.of(
        new RemedyBlock(
            List.of(
                new BlockForm(BlockKind.AWS_CLI, command),
                new BlockForm(BlockKind.REQUEST_TEXT, request))));
  }

  List<RemedyBlock> resetReverseDns(CheckContext context, String region, @Nullable String address) {
    return address == null
        ? List.of()
        : command(
            "aws ec2 reset-address-attribute --allocation-id %s --attribute domain-name --region %s"
                .formatted(allocationId(context, address), region));
  }

  List<RemedyBlock> releaseAddress(CheckContext context, Plan.NewServer server) {
    return server.address() == null
        ? List.of()
        : command(
            "aws ec2 release-address --allocation-id %s --region %s"
                .formatted(allocationId(context, server.address()), plan.target().region()));
  }

  /** Empty for an address outside EC2, whose provider changes the record on request. */
  List<RemedyBlock> resetOldReverseDns(CheckContext context) {
    return plan.old().isOnEc2()
        ? resetReverseDns(
            context, Objects.requireNonNull(plan.old().region()), plan.old().address())
        : List.of();
  }

  List<RemedyBlock> transferAddress(CheckContext context) {
    String region = Objects.requireNonNull(plan.old().region());
    return List.of(
        RemedyBlock.aws(
            "aws ec2 enable-address-transfer --allocation-id %s --transfer-account-id %s --region %s"
                .formatted(
                    allocationId(context, plan.old().address()), plan.target().account(), region)),
        RemedyBlock.aws(
            "aws ec2 accept-address-transfer --address %s --region %s"
                .formatted(plan.old().address(), plan.target().region())));
  }

  private static List<RemedyBlock> command(String awsCli) {
    return List.of(RemedyBlock.aws(awsCli));
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
