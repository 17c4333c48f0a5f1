package io.todoku.collect;

import io.todoku.collect.smtp.MailboxProber;
import io.todoku.concurrent.Parallel;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Probes the POP3 and IMAP ports that security groups open to the whole Internet, once each. */
@Component
public class MailboxProbes {

  private final MailboxProber prober;

  public MailboxProbes(MailboxProber prober) {
    this.prober = prober;
  }

  /** A port that security groups open to the whole Internet. */
  record OpenPort(String address, Protocol protocol) {}

  /**
   * Returns the open ports. Where security groups or interfaces are Unknown, none counts as open.
   */
  static List<OpenPort> openPorts(List<RegionInventory> regions) {
    return regions.stream().flatMap(MailboxProbes::openPorts).distinct().toList();
  }

  private static Stream<OpenPort> openPorts(RegionInventory region) {
    Set<String> addresses =
        PublicAddress.in(region).stream().map(PublicAddress::address).collect(Collectors.toSet());
    return region.networkInterfaces().orElse(List.of()).stream()
        .flatMap(nic -> {
          List<SecurityGroup> groups =
              region.securityGroups().orElse(List.of()).stream()
                  .filter(group -> nic.securityGroupIds().contains(group.id()))
                  .toList();
          return addresses.stream()
              .filter(nic::hasAddress)
              .flatMap(address -> openPorts(groups, address));
        });
  }

  private static Stream<OpenPort> openPorts(List<SecurityGroup> groups, String address) {
    return Arrays.stream(Protocol.values())
        .filter(protocol ->
            Ingress.areOpenToTheWorld(
                groups.stream()
                    .flatMap(group -> group.ingress().stream())
                    .filter(rule -> rule.covers(protocol.port()))
                    .toList(),
                address))
        .map(protocol -> new OpenPort(address, protocol));
  }

  List<MailboxServer> probe(List<OpenPort> ports, Consumer<String> progress) {
    return Parallel.map(
            ports,
            port -> {
              progress.accept(port.address() + " " + port.protocol());
              return prober.probe(port.address(), port.protocol());
            })
        .stream()
        .sorted(Comparator.comparing(MailboxServer::address).thenComparing(MailboxServer::protocol))
        .toList();
  }
}
