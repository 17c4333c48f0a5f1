package io.todoku.collect;

import io.todoku.collect.smtp.MailboxProber;
import io.todoku.snapshot.Mailbox;
import io.todoku.snapshot.Mailbox.Protocol;
import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Asks the ports for fetching mail that security groups open to the whole world, once each. */
@Component
public class Mailboxes {

  private final MailboxProber prober;

  public Mailboxes(MailboxProber prober) {
    this.prober = prober;
  }

  /** A port that the whole world may connect to. */
  record Door(String address, Protocol protocol) {}

  /** Where groups or interfaces are not known, no port is known to be open. */
  static List<Door> open(List<RegionInventory> regions) {
    return regions.stream().flatMap(Mailboxes::open).distinct().toList();
  }

  private static Stream<Door> open(RegionInventory region) {
    Set<String> addresses =
        PublicAddress.in(region).stream().map(PublicAddress::address).collect(Collectors.toSet());
    return region.networkInterfaces().orElse(List.of()).stream()
        .flatMap(nic -> {
          List<SecurityGroup> groups =
              region.securityGroups().orElse(List.of()).stream()
                  .filter(group -> nic.securityGroupIds().contains(group.id()))
                  .toList();
          return addresses.stream().filter(nic::holds).flatMap(address -> open(groups, address));
        });
  }

  private static Stream<Door> open(List<SecurityGroup> groups, String address) {
    return Arrays.stream(Protocol.values())
        .filter(protocol ->
            groups.stream()
                .flatMap(group -> group.ingress().stream())
                .anyMatch(rule -> rule.covers(protocol.port()) && rule.letsAllIn(address)))
        .map(protocol -> new Door(address, protocol));
  }

  List<Mailbox> ask(List<Door> doors, Consumer<String> progress) {
    var answers = new ConcurrentLinkedQueue<Mailbox>();
    Together.run(
        doors.stream()
            .map(door ->
                (Runnable)
                    () -> {
                      progress.accept(door.address() + " " + door.protocol());
                      answers.add(prober.probe(door.address(), door.protocol()));
                    })
            .toList());
    return answers.stream()
        .sorted(Comparator.comparing(Mailbox::address).thenComparing(Mailbox::protocol))
        .toList();
  }
}
