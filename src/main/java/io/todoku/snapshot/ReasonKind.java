package io.todoku.snapshot;

/** What kept something from being known. The names are part of the snapshot's file form. */
public enum ReasonKind {

  // credentials of Todoku itself
  /** There are none. */
  NO_CREDENTIALS,
  /** The profile that the account names is not configured. */
  NO_SUCH_PROFILE,
  /** The session of IAM Identity Center (SSO) has expired, or nobody has signed in. */
  SSO_SIGN_IN_NEEDED,
  /** The session of {@code aws login} has expired, or nobody has signed in. */
  LOGIN_NEEDED,
  /** The program that a profile names for its credentials failed. */
  CREDENTIAL_PROCESS_FAILED,
  /** The profile wants a code of a multi-factor device. */
  MFA_CODE_NEEDED,
  /** They have expired. */
  CREDENTIALS_EXPIRED,
  /** AWS does not know them, or their signature is wrong. */
  CREDENTIALS_INVALID,
  /** The clock of this machine differs too much from that of AWS. */
  CLOCK_SKEW,

  // the account's role
  /** The account refuses the credentials. */
  NO_ACCESS,
  /** The credentials may not assume a role: a policy of their own is missing. */
  MAY_NOT_ASSUME_ROLE,
  /** The account is in another partition (such as {@code aws-cn}) than the credentials. */
  WRONG_PARTITION,
  /** The credentials belong to the account in the detail. */
  WRONG_ACCOUNT,

  // permissions
  /** No identity-based policy allows it. */
  DENIED,
  /** An identity-based or resource-based policy denies it explicitly. */
  DENIED_EXPLICITLY,
  /** A service control policy of the organization denies it or does not allow it. */
  DENIED_BY_SERVICE_CONTROL_POLICY,
  /** A resource control policy of the organization denies it or does not allow it. */
  DENIED_BY_RESOURCE_CONTROL_POLICY,
  /** The permissions boundary of the role does not allow it. */
  DENIED_BY_PERMISSIONS_BOUNDARY,
  /** The policy of a VPC endpoint does not allow it. */
  DENIED_BY_ENDPOINT_POLICY,
  /** The session policy does not allow it. */
  DENIED_BY_SESSION_POLICY,

  // account and Region
  /** The account has not enabled the Region. */
  REGION_NOT_ENABLED,
  /** The Region does not accept the credentials, which other Regions accept. */
  TOKEN_NOT_VALID_IN_REGION,
  /** The account has not signed up for the service. */
  NOT_SIGNED_UP,
  /** AWS is still verifying the account. */
  UNDER_VERIFICATION,
  /** AWS has suspended or blocked the account, or its use of the service. */
  SUSPENDED,
  /** The account's support plan does not include the API. */
  NOT_SUBSCRIBED,

  // calls and connections
  THROTTLED,
  TIMEOUT,
  UNREACHABLE,
  /** The service failed on its side (HTTP 5xx), after several tries. */
  UNAVAILABLE,
  /** The network that we ask from lets nothing out on that port. */
  BLOCKED,
  SERVFAIL,
  REFUSED,
  /** The other side closed the connection in the middle. */
  CUT_OFF,
  /** What came back could not be understood. */
  MALFORMED,
  /** The service answered with an error of another kind. */
  FAILED,

  // what no call tells
  /** What was answered allows no verdict. */
  INCONCLUSIVE,
  /** A setting that the question needs is missing. */
  NOT_CONFIGURED,
  /** Outside what the probe may touch. */
  NOT_ALLOWED,
  /** Nobody asked: the snapshot was made without this observation. */
  NOT_ASKED,
  /** The scan that is running has not collected it yet. */
  NOT_YET,
  /** Nobody has attested it, and the source shows nothing either. */
  NOT_RECORDED,
  /** The attestation is too old, or later evidence speaks against it. */
  OUTDATED,

  /** Todoku itself failed: a bug, and no fault of the account or of who was asked. */
  INTERNAL_ERROR;

  /** Whether the credentials of Todoku itself are missing or not accepted. */
  public boolean isAboutCredentials() {
    return compareTo(CREDENTIALS_INVALID) <= 0;
  }
}
