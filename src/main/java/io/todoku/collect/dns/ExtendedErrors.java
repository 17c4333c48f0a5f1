package io.todoku.collect.dns;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;

/**
 * The extended errors by which a resolver may explain a failure (RFC 8914).
 *
 * @param codes info-codes in the order of the message
 */
record ExtendedErrors(List<Integer> codes) {

  private static final Set<Integer> VALIDATION =
      Set.of(
          ExtendedErrorCodeOption.UNSUPPORTED_DNSKEY_ALGORITHM,
          ExtendedErrorCodeOption.UNSUPPORTED_DS_DIGEST_TYPE,
          ExtendedErrorCodeOption.DNSSEC_INDETERMINATE,
          ExtendedErrorCodeOption.DNSSEC_BOGUS,
          ExtendedErrorCodeOption.SIGNATURE_EXPIRED,
          ExtendedErrorCodeOption.SIGNATURE_NOT_YET_VALID,
          ExtendedErrorCodeOption.DNSKEY_MISSING,
          ExtendedErrorCodeOption.RRSIGS_MISSING,
          ExtendedErrorCodeOption.NO_ZONE_KEY_BIT_SET,
          ExtendedErrorCodeOption.NSEC_MISSING,
          ExtendedErrorCodeOption.SIGNATURE_EXPIRED_BEFORE_VALID,
          ExtendedErrorCodeOption.UNSUPPORTED_NSEC3_ITERATIONS_VALUE);

  private static final Set<Integer> UPSTREAM =
      Set.of(
          ExtendedErrorCodeOption.NOT_READY,
          ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY,
          ExtendedErrorCodeOption.NETWORK_ERROR);

  static ExtendedErrors of(Message message) {
    OPTRecord opt = message.getOPT();
    return opt == null
        ? new ExtendedErrors(List.of())
        : new ExtendedErrors(
            opt.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
                .filter(ExtendedErrorCodeOption.class::isInstance)
                .map(option -> ((ExtendedErrorCodeOption) option).getErrorCode())
                .toList());
  }

  ExtendedErrors and(ExtendedErrors more) {
    return new ExtendedErrors(Stream.concat(codes.stream(), more.codes.stream()).toList());
  }

  /**
   * Whether the resolver reports that it could not reach other servers, and reports no DNSSEC
   * error.
   */
  boolean isUpstreamFailure() {
    return codes.stream().anyMatch(UPSTREAM::contains)
        && codes.stream().noneMatch(VALIDATION::contains);
  }

  /** Returns the codes as text for people, with a leading blank; empty if there are none. */
  String text() {
    return codes.stream()
        .distinct()
        .map(code -> " (" + ExtendedErrorCodeOption.text(code) + ")")
        .collect(Collectors.joining());
  }
}
