package io.todoku.rule;

import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What may translate the addresses of a VPC's private hosts, where routes were not collected. */
final class TranslatorsOfVpc {

  private final List<Translator> all = new ArrayList<>();

  /**
   * @param id of a NAT gateway, or of the interface of a NAT instance
   * @param sends whether one of its addresses is declared to send
   * @param sendsNot whether all of them are declared not to send
   */
  private record Translator(String id, @Nullable String vpcId, boolean sends, boolean sendsNot) {}

  TranslatorsOfVpc(
      RegionInventory region,
      List<PublicAddress> addresses,
      Function<PublicAddress, RoleDeclaration> declarationOf) {
    for (NatGateway gateway : region.natGateways().orElse(List.of())) {
      add(
          gateway.id(),
          gateway.vpcId(),
          addresses.stream()
              .filter(a -> a.kind() == PublicAddress.AddressKind.NAT_GATEWAY)
              .filter(a -> a.id().equals(gateway.id()))
              .map(declarationOf)
              .toList());
    }
    for (NetworkInterface nic : region.networkInterfaces().orElse(List.of())) {
      if (Boolean.FALSE.equals(nic.details().sourceDestCheck())) {
        add(
            nic.id(),
            nic.details().vpcId(),
            addresses.stream()
                .filter(a -> nic.id().equals(a.networkInterfaceId()))
                .map(declarationOf)
                .toList());
      }
    }
  }

  private void add(String id, @Nullable String vpcId, List<RoleDeclaration> declarations) {
    if (!declarations.isEmpty()) {
      all.add(
          new Translator(
              id,
              vpcId,
              declarations.stream().anyMatch(RoleDeclaration::declaresSending),
              declarations.stream().allMatch(RoleDeclaration::declaresNoSending)));
    }
  }

  /**
   * Those of a VPC that are declared to carry mail; where none is, those that are not declared to
   * carry none.
   */
  List<String> candidates(@Nullable String vpcId) {
    List<Translator> possible =
        all.stream()
            .filter(translator -> vpcId != null && Objects.equals(translator.vpcId(), vpcId))
            .filter(translator -> !translator.sendsNot())
            .toList();
    boolean declared = possible.stream().anyMatch(Translator::sends);
    return possible.stream()
        .filter(translator -> !declared || translator.sends())
        .map(Translator::id)
        .distinct()
        .toList();
  }
}
