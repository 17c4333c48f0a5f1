package io.todoku.collect.aws;

import io.todoku.snapshot.Ses;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.DkimAttributes;
import software.amazon.awssdk.services.sesv2.model.GetAccountResponse;
import software.amazon.awssdk.services.sesv2.model.MailFromAttributes;

/** Reads SES in one Region, all pages of each answer, and converts it to observations. */
final class SesQueries {

  /** The most that one page of {@code ListEmailIdentities} holds. */
  private static final int IDENTITIES_IN_A_PAGE = 1000;

  private final SesV2Client ses;
  private final String region;
  private final AwsRequestOverrideConfiguration requestConfiguration;

  SesQueries(SesV2Client ses, String region, AccountSession session) {
    this.ses = ses;
    this.region = region;
    this.requestConfiguration = session.requestConfiguration();
  }

  /** Returns the identities; none where the Region does not offer SES. */
  List<Ses.SesIdentity> identities() {
    if (ServiceOffer.isMissing(SesV2Client.serviceMetadata(), region)) {
      return List.of();
    }
    try {
      return ses
          .listEmailIdentitiesPaginator(
              r -> r.pageSize(IDENTITIES_IN_A_PAGE).overrideConfiguration(requestConfiguration))
          .stream()
          .flatMap(page -> page.emailIdentities().stream())
          .map(identity ->
              new Ses.SesIdentity(
                  AwsText.orEmpty(identity.identityName()),
                  AwsText.orEmpty(identity.identityTypeAsString()),
                  Boolean.TRUE.equals(identity.sendingEnabled()),
                  AwsText.orEmpty(identity.verificationStatusAsString())))
          .toList();
    } catch (SdkClientException e) {
      if (ServiceOffer.isMissing(SesV2Client.serviceMetadata(), region, e)) {
        return List.of();
      }
      throw e;
    }
  }

  Ses.SesAccount account() {
    GetAccountResponse account = ses.getAccount(r -> r.overrideConfiguration(requestConfiguration));
    var quota = account.sendQuota();
    if (account.productionAccessEnabled() == null
        || account.sendingEnabled() == null
        || quota == null
        || quota.max24HourSend() == null
        || quota.sentLast24Hours() == null) {
      throw new MalformedAnswerException("the answer lacks parts of the account");
    }
    return new Ses.SesAccount(
        account.productionAccessEnabled(),
        account.sendingEnabled(),
        AwsText.orEmpty(account.enforcementStatus()),
        quota.max24HourSend(),
        quota.sentLast24Hours(),
        quota.maxSendRate() == null ? 0 : quota.maxSendRate());
  }

  /**
   * Returns the DKIM and MAIL FROM settings of an identity.
   *
   * @throws MalformedAnswerException if the answer does not tell whether SES signs the mail
   */
  Ses.SesIdentityDetails identityDetails(String identity) {
    var answer =
        ses.getEmailIdentity(
            r -> r.emailIdentity(identity).overrideConfiguration(requestConfiguration));
    DkimAttributes dkim = answer.dkimAttributes();
    if (dkim == null || dkim.signingEnabled() == null) {
      throw new MalformedAnswerException("the answer lacks the DKIM settings of the identity");
    }
    MailFromAttributes mailFrom = answer.mailFromAttributes();
    String domain = mailFrom == null ? null : AwsText.orNull(mailFrom.mailFromDomain());
    return new Ses.SesIdentityDetails(
        dkim.signingEnabled(),
        AwsText.orEmpty(dkim.statusAsString()),
        dkim.tokens().stream().map(AwsText::orEmpty).toList(),
        AwsText.orEmpty(dkim.signingAttributesOriginAsString()),
        domain,
        domain == null ? null : AwsText.orNull(mailFrom.mailFromDomainStatusAsString()));
  }

  List<Ses.DedicatedIp> dedicatedIps() {
    return ses.getDedicatedIpsPaginator(r -> r.overrideConfiguration(requestConfiguration)).stream()
        .flatMap(page -> page.dedicatedIps().stream())
        .map(ip ->
            new Ses.DedicatedIp(
                AwsText.requireAddress(AwsText.orEmpty(ip.ip())),
                AwsText.orEmpty(ip.warmupStatusAsString()),
                AwsText.orEmpty(ip.poolName())))
        .toList();
  }
}
