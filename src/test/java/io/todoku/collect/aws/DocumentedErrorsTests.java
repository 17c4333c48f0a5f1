package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.lightsail.LightsailClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.support.SupportClient;

/**
 * The reason for each error that the API references document: the errors common to all actions of a
 * service, and those of the actions that are called. Each is answered in the protocol of its
 * service and read by the SDK.
 */
class DocumentedErrorsTests {

  private static final String REGION = "eu-west-1";

  private static Reason reasonFor(ApiCall call, AwsResponse answer) {
    return reasonFor(call, ScriptedAws.answering(request -> answer));
  }

  private static Reason reasonFor(ApiCall call, ScriptedAws aws) {
    try {
      make(call, aws);
    } catch (RuntimeException failure) {
      return AwsFailures.reason(isRegional(call) ? REGION : null, call, failure);
    }
    throw new AssertionError(call + " did not fail");
  }

  private static boolean isRegional(ApiCall call) {
    return !Stream.of("sts:", "route53:", "support:").anyMatch(call.action()::startsWith);
  }

  private static void make(ApiCall call, ScriptedAws aws) {
    switch (call) {
      case DESCRIBE_ADDRESSES ->
          new Ec2Queries(aws.client(Ec2Client.builder(), REGION), ScriptedAws.SESSION).elasticIps();
      case DESCRIBE_DB_INSTANCES ->
          new RdsQueries(aws.client(RdsClient.builder(), REGION), ScriptedAws.SESSION).instances();
      case LIST_EMAIL_IDENTITIES ->
          new SesQueries(aws.client(SesV2Client.builder(), REGION), REGION, ScriptedAws.SESSION)
              .identities();
      case GET_LIGHTSAIL_INSTANCES ->
          new LightsailQueries(
                  aws.client(LightsailClient.builder(), REGION), REGION, ScriptedAws.SESSION)
              .instances();
      case LIST_HOSTED_ZONES ->
          new Route53Queries(aws.client(Route53Client.builder(), "us-east-1"), ScriptedAws.SESSION)
              .zones(1);
      case DESCRIBE_CASES ->
          aws.client(SupportClient.builder(), "us-east-1").describeCases(r -> {});
      case GET_CALLER_IDENTITY ->
          aws.client(StsClient.builder(), "us-east-1").getCallerIdentity(r -> {});
      case ASSUME_ROLE ->
          aws.client(StsClient.builder(), "us-east-1")
              .assumeRole(r -> r.roleArn("arn:aws:iam::111111111111:role/T").roleSessionName("t"));
      default -> throw new IllegalArgumentException(call.action());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # EC2: common client errors
          DESCRIBE_ADDRESSES | 401 | AuthFailure                  | TOKEN_NOT_VALID_IN_REGION | region-token
          DESCRIBE_ADDRESSES | 403 | Blocked                      | SUSPENDED                 | suspended
          DESCRIBE_ADDRESSES | 412 | DryRunOperation              | FAILED                    | -
          DESCRIBE_ADDRESSES | 400 | IdempotentParameterMismatch  | FAILED                    | -
          DESCRIBE_ADDRESSES | 400 | IncompleteSignature          | CREDENTIALS_INVALID       | credentials
          DESCRIBE_ADDRESSES | 400 | InvalidAction                | FAILED                    | -
          DESCRIBE_ADDRESSES | 400 | InvalidCharacter             | INTERNAL_ERROR            | -
          DESCRIBE_ADDRESSES | 403 | InvalidClientTokenId         | TOKEN_NOT_VALID_IN_REGION | region-token
          DESCRIBE_ADDRESSES | 400 | InvalidPaginationToken       | FAILED                    | -
          DESCRIBE_ADDRESSES | 400 | InvalidParameter             | INTERNAL_ERROR            | -
          DESCRIBE_ADDRESSES | 400 | InvalidParameterCombination  | INTERNAL_ERROR            | -
          DESCRIBE_ADDRESSES | 400 | InvalidParameterDependency   | INTERNAL_ERROR            | -
          DESCRIBE_ADDRESSES | 400 | InvalidParameterValue        | INTERNAL_ERROR            | -
          DESCRIBE_ADDRESSES | 400 | InvalidQueryParameter        | INTERNAL_ERROR            | -
          DESCRIBE_ADDRESSES | 404 | MalformedQueryString         | INTERNAL_ERROR            | -
          DESCRIBE_ADDRESSES | 400 | MissingAction                | INTERNAL_ERROR            | -
          DESCRIBE_ADDRESSES | 403 | MissingAuthenticationToken   | CREDENTIALS_INVALID       | credentials
          DESCRIBE_ADDRESSES | 400 | MissingParameter             | INTERNAL_ERROR            | -
          DESCRIBE_ADDRESSES | 403 | OptInRequired                | NOT_SIGNED_UP             | sign-up
          DESCRIBE_ADDRESSES | 400 | PendingVerification          | UNDER_VERIFICATION        | verification
          DESCRIBE_ADDRESSES | 400 | RequestExpired               | CREDENTIALS_EXPIRED       | renew-credentials
          DESCRIBE_ADDRESSES | 503 | RequestLimitExceeded         | THROTTLED                 | -
          DESCRIBE_ADDRESSES | 403 | SignatureDoesNotMatch        | CREDENTIALS_INVALID       | credentials
          DESCRIBE_ADDRESSES | 403 | UnauthorizedOperation        | DENIED                    | ec2:DescribeAddresses
          DESCRIBE_ADDRESSES | 400 | UnknownParameter             | INTERNAL_ERROR            | -
          DESCRIBE_ADDRESSES | 400 | UnsupportedOperation         | FAILED                    | -
          DESCRIBE_ADDRESSES | 400 | UnsupportedProtocol          | INTERNAL_ERROR            | -
          DESCRIBE_ADDRESSES | 400 | ValidationError              | INTERNAL_ERROR            | -
          # EC2: of the actions that are called
          DESCRIBE_ADDRESSES | 400 | InvalidAddress.NotFound      | FAILED                    | -
          DESCRIBE_ADDRESSES | 400 | InvalidAllocationID.NotFound | FAILED                    | -
          DESCRIBE_ADDRESSES | 400 | InvalidInstanceID.NotFound   | FAILED                    | -
          DESCRIBE_ADDRESSES | 400 | InvalidNetworkInterfaceID.NotFound         | FAILED | -
          DESCRIBE_ADDRESSES | 400 | InvalidRouteTableID.NotFound               | FAILED | -
          DESCRIBE_ADDRESSES | 400 | InvalidTransitGatewayAttachmentID.NotFound | FAILED | -
          DESCRIBE_ADDRESSES | 400 | InvalidNextToken             | FAILED                    | -
          # EC2: server errors
          DESCRIBE_ADDRESSES | 503 | BandwidthLimitExceeded       | THROTTLED                 | -
          DESCRIBE_ADDRESSES | 500 | InternalError                | UNAVAILABLE               | -
          DESCRIBE_ADDRESSES | 500 | InternalFailure              | UNAVAILABLE               | -
          DESCRIBE_ADDRESSES | 503 | ServiceUnavailable           | UNAVAILABLE               | -
          DESCRIBE_ADDRESSES | 503 | Unavailable                  | UNAVAILABLE               | -
          # RDS: common errors
          DESCRIBE_DB_INSTANCES | 403 | AccessDenied                | DENIED                    | rds:DescribeDBInstances
          DESCRIBE_DB_INSTANCES | 400 | AccessDeniedException       | DENIED                    | rds:DescribeDBInstances
          DESCRIBE_DB_INSTANCES | 403 | ExpiredToken                | CREDENTIALS_EXPIRED       | renew-credentials
          DESCRIBE_DB_INSTANCES | 403 | ExpiredTokenException       | CREDENTIALS_EXPIRED       | renew-credentials
          DESCRIBE_DB_INSTANCES | 403 | IncompleteSignature         | CREDENTIALS_INVALID       | credentials
          DESCRIBE_DB_INSTANCES | 500 | InternalFailure             | UNAVAILABLE               | -
          DESCRIBE_DB_INSTANCES | 400 | InvalidAction               | FAILED                    | -
          DESCRIBE_DB_INSTANCES | 403 | InvalidClientTokenId        | TOKEN_NOT_VALID_IN_REGION | region-token
          DESCRIBE_DB_INSTANCES | 400 | InvalidParameterCombination | INTERNAL_ERROR            | -
          DESCRIBE_DB_INSTANCES | 400 | InvalidParameterValue       | INTERNAL_ERROR            | -
          DESCRIBE_DB_INSTANCES | 400 | InvalidQueryParameter       | INTERNAL_ERROR            | -
          DESCRIBE_DB_INSTANCES | 400 | MalformedHttpRequestException | INTERNAL_ERROR          | -
          DESCRIBE_DB_INSTANCES | 404 | MalformedQueryString        | INTERNAL_ERROR            | -
          DESCRIBE_DB_INSTANCES | 400 | MissingAction               | INTERNAL_ERROR            | -
          DESCRIBE_DB_INSTANCES | 403 | MissingAuthenticationToken  | CREDENTIALS_INVALID       | credentials
          DESCRIBE_DB_INSTANCES | 400 | MissingParameter            | INTERNAL_ERROR            | -
          DESCRIBE_DB_INSTANCES | 400 | NotAuthorized               | DENIED                    | rds:DescribeDBInstances
          DESCRIBE_DB_INSTANCES | 403 | OptInRequired               | NOT_SIGNED_UP             | sign-up
          DESCRIBE_DB_INSTANCES | 400 | RequestAbortedException     | CUT_OFF                   | -
          DESCRIBE_DB_INSTANCES | 413 | RequestEntityTooLargeException | FAILED                 | -
          DESCRIBE_DB_INSTANCES | 400 | RequestExpired              | CREDENTIALS_EXPIRED       | renew-credentials
          DESCRIBE_DB_INSTANCES | 408 | RequestTimeoutException     | TIMEOUT                   | -
          DESCRIBE_DB_INSTANCES | 503 | ServiceUnavailable          | UNAVAILABLE               | -
          DESCRIBE_DB_INSTANCES | 403 | SignatureDoesNotMatch       | CREDENTIALS_INVALID       | credentials
          DESCRIBE_DB_INSTANCES | 400 | Throttling                  | THROTTLED                 | -
          DESCRIBE_DB_INSTANCES | 400 | ThrottlingException         | THROTTLED                 | -
          DESCRIBE_DB_INSTANCES | 404 | UnknownOperationException   | FAILED                    | -
          DESCRIBE_DB_INSTANCES | 403 | UnrecognizedClientException | TOKEN_NOT_VALID_IN_REGION | region-token
          DESCRIBE_DB_INSTANCES | 400 | ValidationError             | INTERNAL_ERROR            | -
          # RDS: of the actions that are called
          DESCRIBE_DB_INSTANCES | 404 | DBInstanceNotFound          | FAILED                    | -
          DESCRIBE_DB_INSTANCES | 404 | DBClusterNotFoundFault      | FAILED                    | -
          DESCRIBE_DB_INSTANCES | 404 | DBSubnetGroupNotFoundFault  | FAILED                    | -
          # SES: common errors
          LIST_EMAIL_IDENTITIES | 400 | AccessDeniedException        | DENIED                    | ses:ListEmailIdentities
          LIST_EMAIL_IDENTITIES | 403 | ExpiredTokenException        | CREDENTIALS_EXPIRED       | renew-credentials
          LIST_EMAIL_IDENTITIES | 403 | IncompleteSignature          | CREDENTIALS_INVALID       | credentials
          LIST_EMAIL_IDENTITIES | 403 | InvalidSignatureException    | CREDENTIALS_INVALID       | credentials
          LIST_EMAIL_IDENTITIES | 500 | InternalFailure              | UNAVAILABLE               | -
          LIST_EMAIL_IDENTITIES | 400 | NotAuthorized                | DENIED                    | ses:ListEmailIdentities
          LIST_EMAIL_IDENTITIES | 403 | OptInRequired                | NOT_SIGNED_UP             | sign-up
          LIST_EMAIL_IDENTITIES | 503 | ServiceUnavailable           | UNAVAILABLE               | -
          LIST_EMAIL_IDENTITIES | 400 | ThrottlingException          | THROTTLED                 | -
          LIST_EMAIL_IDENTITIES | 403 | UnrecognizedClientException  | TOKEN_NOT_VALID_IN_REGION | region-token
          LIST_EMAIL_IDENTITIES | 400 | ValidationException          | INTERNAL_ERROR            | -
          # SES: modelled exceptions
          LIST_EMAIL_IDENTITIES | 400 | AccountSuspendedException    | SUSPENDED                 | suspended
          LIST_EMAIL_IDENTITIES | 400 | AlreadyExistsException       | FAILED                    | -
          LIST_EMAIL_IDENTITIES | 400 | BadRequestException          | FAILED                    | -
          LIST_EMAIL_IDENTITIES | 500 | ConcurrentModificationException | UNAVAILABLE            | -
          LIST_EMAIL_IDENTITIES | 409 | ConflictException            | FAILED                    | -
          LIST_EMAIL_IDENTITIES | 500 | InternalServiceErrorException | UNAVAILABLE              | -
          LIST_EMAIL_IDENTITIES | 400 | InvalidNextTokenException    | FAILED                    | -
          LIST_EMAIL_IDENTITIES | 400 | LimitExceededException       | FAILED                    | -
          LIST_EMAIL_IDENTITIES | 400 | MailFromDomainNotVerifiedException | FAILED              | -
          LIST_EMAIL_IDENTITIES | 400 | MessageRejected              | FAILED                    | -
          LIST_EMAIL_IDENTITIES | 404 | NotFoundException            | FAILED                    | -
          LIST_EMAIL_IDENTITIES | 400 | SendingPausedException       | FAILED                    | -
          LIST_EMAIL_IDENTITIES | 429 | TooManyRequestsException     | THROTTLED                 | -
          # Lightsail: modelled exceptions, and the common errors
          GET_LIGHTSAIL_INSTANCES | 400 | AccessDeniedException      | DENIED                    | lightsail:GetInstances
          GET_LIGHTSAIL_INSTANCES | 428 | AccountSetupInProgressException | NOT_SIGNED_UP        | service-setup
          GET_LIGHTSAIL_INSTANCES | 400 | InvalidInputException      | INTERNAL_ERROR            | -
          GET_LIGHTSAIL_INSTANCES | 404 | NotFoundException          | FAILED                    | -
          GET_LIGHTSAIL_INSTANCES | 400 | OperationFailureException  | FAILED                    | -
          GET_LIGHTSAIL_INSTANCES | 400 | RegionSetupInProgressException | REGION_NOT_ENABLED    | region-setup
          GET_LIGHTSAIL_INSTANCES | 500 | ServiceException           | UNAVAILABLE               | -
          GET_LIGHTSAIL_INSTANCES | 401 | UnauthenticatedException   | TOKEN_NOT_VALID_IN_REGION | region-token
          GET_LIGHTSAIL_INSTANCES | 403 | UnrecognizedClientException | TOKEN_NOT_VALID_IN_REGION | region-token
          GET_LIGHTSAIL_INSTANCES | 400 | ExpiredTokenException      | CREDENTIALS_EXPIRED       | renew-credentials
          GET_LIGHTSAIL_INSTANCES | 403 | InvalidSignatureException  | CREDENTIALS_INVALID       | credentials
          GET_LIGHTSAIL_INSTANCES | 403 | OptInRequired              | NOT_SIGNED_UP             | sign-up
          GET_LIGHTSAIL_INSTANCES | 400 | ThrottlingException        | THROTTLED                 | -
          # Route 53, which has no Region
          LIST_HOSTED_ZONES | 403 | AccessDenied                  | DENIED                    | route53:ListHostedZones
          LIST_HOSTED_ZONES | 403 | AccessDeniedException         | DENIED                    | route53:ListHostedZones
          LIST_HOSTED_ZONES | 401 | NotAuthorizedException        | DENIED                    | route53:ListHostedZones
          LIST_HOSTED_ZONES | 400 | DelegationSetNotReusable      | FAILED                    | -
          LIST_HOSTED_ZONES | 400 | InvalidInput                  | INTERNAL_ERROR            | -
          LIST_HOSTED_ZONES | 404 | NoSuchDelegationSet           | FAILED                    | -
          LIST_HOSTED_ZONES | 404 | NoSuchHostedZone              | FAILED                    | -
          LIST_HOSTED_ZONES | 400 | PriorRequestNotComplete       | THROTTLED                 | -
          LIST_HOSTED_ZONES | 400 | Throttling                    | THROTTLED                 | -
          LIST_HOSTED_ZONES | 400 | ThrottlingException           | THROTTLED                 | -
          LIST_HOSTED_ZONES | 403 | InvalidClientTokenId          | CREDENTIALS_INVALID       | credentials
          LIST_HOSTED_ZONES | 403 | ExpiredToken                  | CREDENTIALS_EXPIRED       | renew-credentials
          LIST_HOSTED_ZONES | 403 | SignatureDoesNotMatch         | CREDENTIALS_INVALID       | credentials
          LIST_HOSTED_ZONES | 403 | OptInRequired                 | NOT_SIGNED_UP             | sign-up
          LIST_HOSTED_ZONES | 500 | InternalFailure               | UNAVAILABLE               | -
          LIST_HOSTED_ZONES | 503 | ServiceUnavailable            | UNAVAILABLE               | -
          # Support, which has no Region
          DESCRIBE_CASES | 400 | AccessDeniedException            | DENIED                    | support:DescribeCases
          DESCRIBE_CASES | 400 | CaseIdNotFound                   | FAILED                    | -
          DESCRIBE_CASES | 400 | ExpiredTokenException            | CREDENTIALS_EXPIRED       | renew-credentials
          DESCRIBE_CASES | 500 | InternalServerError              | UNAVAILABLE               | -
          DESCRIBE_CASES | 400 | SubscriptionRequiredException    | NOT_SUBSCRIBED            | -
          DESCRIBE_CASES | 400 | ThrottlingException              | THROTTLED                 | -
          DESCRIBE_CASES | 400 | UnrecognizedClientException      | CREDENTIALS_INVALID       | credentials
          DESCRIBE_CASES | 400 | ValidationException              | INTERNAL_ERROR            | -
          # STS, before the login is accepted
          GET_CALLER_IDENTITY | 403 | ExpiredToken                | CREDENTIALS_EXPIRED       | renew-credentials
          GET_CALLER_IDENTITY | 403 | InvalidClientTokenId        | CREDENTIALS_INVALID       | credentials
          GET_CALLER_IDENTITY | 403 | RegionDisabledException     | REGION_NOT_ENABLED        | region
          GET_CALLER_IDENTITY | 403 | SignatureDoesNotMatch       | CREDENTIALS_INVALID       | credentials
          GET_CALLER_IDENTITY | 400 | Throttling                  | THROTTLED                 | -
          GET_CALLER_IDENTITY | 500 | InternalFailure             | UNAVAILABLE               | -
          ASSUME_ROLE | 403 | AccessDenied                        | NO_ACCESS                 | trust-policy
          ASSUME_ROLE | 400 | Throttling                          | THROTTLED                 | -
          ASSUME_ROLE | 503 | ServiceUnavailable                  | UNAVAILABLE               | -
          """)
  void anErrorCodeIsToldAsWhatItMeans(
      ApiCall call, int status, String code, ReasonKind kind, @Nullable String fix) {
    String service = call.action().substring(0, call.action().indexOf(':'));

    Reason reason =
        reasonFor(call, AwsResponses.error(service, status, code, "The words tell nothing."));

    assertThat(reason.kind()).isEqualTo(kind);
    assertThat(reason.fix()).isEqualTo(fix);
    assertThat(reason.source()).isEqualTo(call.action());
    assertThat(reason.detail()).contains(code + ": The words tell nothing.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          because no identity-based policy allows the ec2:DescribeAddresses action     | DENIED                            | ec2:DescribeAddresses
          because no resource-based policy allows the ec2:DescribeAddresses action     | DENIED                            | ec2:DescribeAddresses
          because no service control policy allows the ec2:DescribeAddresses action    | DENIED_BY_SERVICE_CONTROL_POLICY  | service-control-policy
          because no resource control policy allows the ec2:DescribeAddresses action   | DENIED_BY_RESOURCE_CONTROL_POLICY | resource-control-policy
          because no permissions boundary allows the ec2:DescribeAddresses action      | DENIED_BY_PERMISSIONS_BOUNDARY    | permissions-boundary
          because no session policy allows the ec2:DescribeAddresses action            | DENIED_BY_SESSION_POLICY          | session-policy
          because no VPC endpoint policy allows the ec2:DescribeAddresses action       | DENIED_BY_ENDPOINT_POLICY         | endpoint-policy
          with an explicit deny in an identity-based policy                            | DENIED_EXPLICITLY                 | explicit-deny
          with an explicit deny in a resource-based policy                             | DENIED_EXPLICITLY                 | explicit-deny
          with an explicit deny                                                        | DENIED_EXPLICITLY                 | explicit-deny
          with an explicit deny in a service control policy                            | DENIED_BY_SERVICE_CONTROL_POLICY  | service-control-policy
          with an explicit deny in a service control policy: arn:aws:organizations::999999999999:policy/o-1/service_control_policy/p-1 | DENIED_BY_SERVICE_CONTROL_POLICY | service-control-policy
          with an explicit deny in a resource control policy                           | DENIED_BY_RESOURCE_CONTROL_POLICY | resource-control-policy
          with an explicit deny in a permissions boundary                              | DENIED_BY_PERMISSIONS_BOUNDARY    | permissions-boundary
          with an explicit deny in a session policy                                    | DENIED_BY_SESSION_POLICY          | session-policy
          with an explicit deny in a VPC endpoint policy                               | DENIED_BY_ENDPOINT_POLICY         | endpoint-policy
          """)
  void aDenialIsToldAsThatOfThePolicyThatAwsNames(String phrase, ReasonKind kind, String fix) {
    String message =
        "You are not authorized to perform this operation. User:"
            + " arn:aws:sts::111111111111:assumed-role/Todoku/todoku is not authorized to perform:"
            + " ec2:DescribeAddresses "
            + phrase;

    Reason reason =
        reasonFor(
            ApiCall.DESCRIBE_ADDRESSES,
            AwsResponses.error("ec2", 403, "UnauthorizedOperation", message));

    assertThat(reason.kind()).isEqualTo(kind);
    assertThat(reason.fix()).isEqualTo(fix);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          because no identity-based policy allows the sts:AssumeRole action   | MAY_NOT_ASSUME_ROLE               | sts:AssumeRole
          because no resource-based policy allows the sts:AssumeRole action   | NO_ACCESS                         | trust-policy
          because no role trust policy allows the sts:AssumeRole action       | NO_ACCESS                         | trust-policy
          because no service control policy allows the sts:AssumeRole action  | DENIED_BY_SERVICE_CONTROL_POLICY  | service-control-policy
          because no resource control policy allows the sts:AssumeRole action | DENIED_BY_RESOURCE_CONTROL_POLICY | resource-control-policy
          because no permissions boundary allows the sts:AssumeRole action    | DENIED_BY_PERMISSIONS_BOUNDARY    | permissions-boundary
          because no session policy allows the sts:AssumeRole action          | DENIED_BY_SESSION_POLICY          | session-policy
          because no VPC endpoint policy allows the sts:AssumeRole action     | DENIED_BY_ENDPOINT_POLICY         | endpoint-policy
          with an explicit deny in an identity-based policy                   | DENIED_EXPLICITLY                 | explicit-deny
          with an explicit deny in a resource-based policy                    | NO_ACCESS                         | trust-policy
          with an explicit deny in the role trust policy                      | NO_ACCESS                         | trust-policy
          with an explicit deny                                               | DENIED_EXPLICITLY                 | explicit-deny
          with an explicit deny in a service control policy                   | DENIED_BY_SERVICE_CONTROL_POLICY  | service-control-policy
          with an explicit deny in a permissions boundary                     | DENIED_BY_PERMISSIONS_BOUNDARY    | permissions-boundary
          """)
  void aRefusedRoleIsToldAsThatOfThePolicyThatAwsNames(String phrase, ReasonKind kind, String fix) {
    String message =
        "User: arn:aws:iam::111111111111:user/todoku is not authorized to perform: sts:AssumeRole"
            + " on resource: arn:aws:iam::222222222222:role/Todoku "
            + phrase;

    Reason reason =
        reasonFor(ApiCall.ASSUME_ROLE, AwsResponses.error("sts", 403, "AccessDenied", message));

    assertThat(reason.kind()).isEqualTo(kind);
    assertThat(reason.fix()).isEqualTo(fix);
    assertThat(reason.detail()).isEqualTo("AccessDenied: " + message);
  }

  @Test
  void aPhraseOfDenialsInAnotherErrorIsIgnored() {
    Reason reason =
        reasonFor(
            ApiCall.DESCRIBE_ADDRESSES,
            AwsResponses.error(
                "ec2", 503, "Unavailable", "with an explicit deny in a service control policy"));

    assertThat(reason.kind()).isEqualTo(ReasonKind.UNAVAILABLE);
  }

  static Stream<Arguments> brokenConnections() {
    return Stream.of(
        Arguments.of(new SocketTimeoutException("Read timed out"), ReasonKind.TIMEOUT),
        Arguments.of(new UnknownHostException("ec2.example"), ReasonKind.UNREACHABLE),
        Arguments.of(new ConnectException("Connection refused"), ReasonKind.UNREACHABLE),
        Arguments.of(new NoRouteToHostException("No route"), ReasonKind.UNREACHABLE),
        Arguments.of(new SSLHandshakeException("unable to find path"), ReasonKind.UNREACHABLE),
        Arguments.of(new SocketException("Connection reset"), ReasonKind.CUT_OFF),
        Arguments.of(new EOFException("Premature end"), ReasonKind.CUT_OFF),
        Arguments.of(new IOException("credentials profile parse"), ReasonKind.UNREACHABLE));
  }

  @ParameterizedTest
  @MethodSource("brokenConnections")
  void aBrokenConnectionIsToldByTheTypeOfTheException(IOException failure, ReasonKind kind) {
    for (ApiCall call :
        new ApiCall[] {
          ApiCall.DESCRIBE_ADDRESSES, ApiCall.GET_LIGHTSAIL_INSTANCES, ApiCall.LIST_HOSTED_ZONES
        }) {
      Reason reason = reasonFor(call, ScriptedAws.failing(failure));

      assertThat(reason.kind()).isEqualTo(kind);
      assertThat(reason.detail()).isEqualTo(failure.toString());
      assertThat(reason.fix()).isNull();
    }
  }

  @Test
  void theDetailOfAFailedHandshakeIsThatOfTheInnermostCauseThatIsAboutTheConnection() {
    SSLHandshakeException handshake = new SSLHandshakeException("PKIX path building failed");
    handshake.initCause(new CertificateException("unable to find valid certification path"));

    Reason reason = reasonFor(ApiCall.DESCRIBE_ADDRESSES, ScriptedAws.failing(handshake));

    assertThat(reason.kind()).isEqualTo(ReasonKind.UNREACHABLE);
    assertThat(reason.detail())
        .isEqualTo("javax.net.ssl.SSLHandshakeException: PKIX path building failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DESCRIBE_ADDRESSES      | 200 | <html><body>Sign in</body></html>
          DESCRIBE_ADDRESSES      | 200 | <DescribeAddressesResponse><addressesSet><item><publicIp>192.0.2
          DESCRIBE_ADDRESSES      | 403 | <html><body>Forbidden by the proxy</body></html>
          DESCRIBE_ADDRESSES      | 407 | <html><body>Proxy authentication</body></html>
          DESCRIBE_DB_INSTANCES   | 200 | <DescribeDBInstancesResponse><x
          DESCRIBE_DB_INSTANCES   | 403 | Forbidden
          GET_LIGHTSAIL_INSTANCES | 200 | {"instances":[{"name":"a"
          GET_LIGHTSAIL_INSTANCES | 200 | {"instances":[{"createdAt":"yesterday"}]}
          GET_LIGHTSAIL_INSTANCES | 403 | <html><body>Forbidden by the proxy</body></html>
          LIST_EMAIL_IDENTITIES   | 200 | {"EmailIdentities":7}
          LIST_HOSTED_ZONES       | 200 | <ListHostedZonesResponse><HostedZones><HostedZone><ResourceRecordSetCount>many</ResourceRecordSetCount></HostedZone></HostedZones></ListHostedZonesResponse>
          """)
  void whatIsNoAnswerOfAwsIsMalformed(ApiCall call, int status, String body) {
    Reason reason = reasonFor(call, new AwsResponse(status, "text/html", body));

    assertThat(reason.kind()).isEqualTo(ReasonKind.MALFORMED);
    assertThat(reason.fix()).isNull();
  }

  @Test
  void aServerErrorWithoutACodeIsAnOutageAndNoMalformedAnswer() {
    Reason reason =
        reasonFor(
            ApiCall.DESCRIBE_ADDRESSES, new AwsResponse(502, "text/html", "<p>Bad gateway</p>"));

    assertThat(reason.kind()).isEqualTo(ReasonKind.UNAVAILABLE);
  }

  @Test
  void anExceptionOfOursInsideAnAnswerIsABugOfOurs() {
    Reason reason =
        reasonFor(
            ApiCall.DESCRIBE_ADDRESSES,
            ScriptedAws.answering(request -> {
              throw new IllegalStateException("access denied by credentials profile");
            }));

    assertThat(reason.kind()).isEqualTo(ReasonKind.INTERNAL_ERROR);
  }

  @Test
  void whatIsNotAboutACallToAwsKeepsItsKindBehindAnUncheckedException() {
    Reason reason =
        AwsFailures.reason(
            REGION,
            ApiCall.DESCRIBE_ADDRESSES,
            new UncheckedIOException(new SocketTimeoutException("Read timed out")));

    assertThat(reason.kind()).isEqualTo(ReasonKind.TIMEOUT);
  }
}
