package io.todoku.collect.aws;

import static java.util.Map.entry;

import io.todoku.snapshot.ReasonKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The meaning of the error codes that EC2, RDS, SES, Lightsail, Route 53, Organizations and Support
 * document, apart from those about credentials ({@link CredentialErrors}).
 */
final class ServiceErrors {

  /**
   * What an error code means.
   *
   * @param fix a key of the texts; null where only waiting helps, or nothing
   */
  record Meaning(ReasonKind kind, @Nullable String fix) {
    static Meaning of(ReasonKind kind) {
      return new Meaning(kind, null);
    }
  }

  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "UnauthorizedOperation",
          "NotAuthorized",
          "NotAuthorizedException");

  /** A Region answers this to credentials that it does not know, which other Regions do know. */
  private static final Set<String> UNKNOWN_CREDENTIALS =
      Set.of(
          "AuthFailure",
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "UnauthenticatedException");

  /** Codes of throttling that the SDK does not count as such. */
  private static final Set<String> THROTTLED =
      Set.of(
          "RequestLimitExceeded",
          "BandwidthLimitExceeded",
          "TooManyRequestsException",
          "PriorRequestNotComplete");

  private static final Map<String, Meaning> OTHERS =
      Map.ofEntries(
          entry("OptInRequired", new Meaning(ReasonKind.NOT_SIGNED_UP, "sign-up")),
          entry("NotSignedUp", new Meaning(ReasonKind.NOT_SIGNED_UP, "sign-up")),
          entry(
              "AccountSetupInProgressException",
              new Meaning(ReasonKind.NOT_SIGNED_UP, "service-setup")),
          entry(
              "RegionSetupInProgressException",
              new Meaning(ReasonKind.REGION_NOT_ENABLED, "region-setup")),
          entry("RegionDisabledException", new Meaning(ReasonKind.REGION_NOT_ENABLED, "region")),
          entry("PendingVerification", new Meaning(ReasonKind.UNDER_VERIFICATION, "verification")),
          entry("Blocked", new Meaning(ReasonKind.SUSPENDED, "suspended")),
          entry("AccountSuspendedException", new Meaning(ReasonKind.SUSPENDED, "suspended")),
          entry(
              "AWSOrganizationsNotInUseException", new Meaning(ReasonKind.FAILED, "organization")),
          entry("SubscriptionRequiredException", Meaning.of(ReasonKind.NOT_SUBSCRIBED)),
          entry("RequestTimeout", Meaning.of(ReasonKind.TIMEOUT)),
          entry("RequestTimeoutException", Meaning.of(ReasonKind.TIMEOUT)),
          entry("RequestAbortedException", Meaning.of(ReasonKind.CUT_OFF)),
          entry("InvalidCharacter", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("InvalidInput", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("InvalidInputException", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("InvalidParameter", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("InvalidParameterCombination", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("InvalidParameterDependency", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("InvalidParameterValue", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("InvalidQueryParameter", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("MalformedHttpRequestException", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("MalformedQueryString", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("MissingAction", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("MissingParameter", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("UnknownParameter", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("UnsupportedProtocol", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("ValidationError", Meaning.of(ReasonKind.INTERNAL_ERROR)),
          entry("ValidationException", Meaning.of(ReasonKind.INTERNAL_ERROR)));

  private ServiceErrors() {}

  static boolean isDenied(AwsServiceException failure) {
    return DENIED.contains(CredentialErrors.code(failure));
  }

  static boolean isThrottled(AwsServiceException failure) {
    return failure.isThrottlingException()
        || failure.statusCode() == 429
        || THROTTLED.contains(CredentialErrors.code(failure));
  }

  /**
   * Returns what the answer means; empty for an error that concerns only the resource that was
   * asked about, and for one that is not documented.
   *
   * @param region null where the call concerns the whole account
   */
  static Optional<Meaning> meaning(
      @Nullable String region, ApiCall call, AwsServiceException failure) {
    String code = CredentialErrors.code(failure);
    if (UNKNOWN_CREDENTIALS.contains(code)) {
      // the login was accepted before any call that the role's policy lists
      return Optional.of(
          region != null && call.inPolicy()
              ? new Meaning(ReasonKind.TOKEN_NOT_VALID_IN_REGION, "region-token")
              : new Meaning(ReasonKind.CREDENTIALS_INVALID, "credentials"));
    }
    if (OTHERS.containsKey(code)) {
      return Optional.of(OTHERS.get(code));
    }
    if (failure.statusCode() >= 500) {
      return Optional.of(Meaning.of(ReasonKind.UNAVAILABLE));
    }
    // every error of AWS has a code: this one is of a proxy or a captive portal
    return code.isEmpty() ? Optional.of(Meaning.of(ReasonKind.MALFORMED)) : Optional.empty();
  }
}
