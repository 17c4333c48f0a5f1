package io.todoku.rule;

import io.todoku.snapshot.PublicAddress;
import io.todoku.snapshot.PublicAddress.AddressKind;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The IPv4 addresses by which NAT gateways and the interfaces of NAT instances let packets out. A
 * gateway spreads packets over all of its addresses. An instance uses one, and EC2 does not tell
 * which.
 */
final class TranslatorAddresses {

  private final List<PublicAddress> all;
  private final Function<PublicAddress, RoleDeclaration> declarationOf;

  TranslatorAddresses(
      List<PublicAddress> all, Function<PublicAddress, RoleDeclaration> declarationOf) {
    this.all = all;
    this.declarationOf = declarationOf;
  }

  /** Whether the account has an address of it. */
  boolean has(String translator) {
    return all.stream().anyMatch(address -> belongsTo(address, translator));
  }

  /**
   * Whether packets may leave by this address of the translator: it is declared to send, or none of
   * them is.
   */
  boolean mayCarry(String translator, PublicAddress address) {
    return address.kind() == AddressKind.NAT_GATEWAY || possible(translator).contains(address);
  }

  /** Whether packets leave by this address whenever they leave by the translator. */
  boolean isOnly(String translator, PublicAddress address) {
    return address.kind() == AddressKind.NAT_GATEWAY
        || possible(translator).equals(List.of(address));
  }

  private List<PublicAddress> possible(String translator) {
    List<PublicAddress> notExcluded =
        all.stream()
            .filter(address -> belongsTo(address, translator))
            .filter(address -> !declarationOf.apply(address).declaresNoSending())
            .toList();
    List<PublicAddress> declared =
        notExcluded.stream()
            .filter(address -> declarationOf.apply(address).declaresSending())
            .toList();
    return declared.isEmpty() ? notExcluded : declared;
  }

  private static boolean belongsTo(PublicAddress address, String translator) {
    return switch (address.kind()) {
      case NAT_GATEWAY -> address.id().equals(translator);
      case IPV6_ADDRESS, LIGHTSAIL_ADDRESS, SES_ADDRESS -> false;
      case ELASTIC_IP, PUBLIC_IP, CARRIER_ADDRESS ->
          Objects.equals(address.networkInterfaceId(), translator);
    };
  }
}
