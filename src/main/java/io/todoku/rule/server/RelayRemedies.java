package io.todoku.rule.server;

import static io.todoku.rule.Fingerprint.SmtpSoftware.EXCHANGE;
import static io.todoku.rule.Fingerprint.SmtpSoftware.EXIM;
import static io.todoku.rule.Fingerprint.SmtpSoftware.INDIMAIL;
import static io.todoku.rule.Fingerprint.SmtpSoftware.OPENSMTPD;
import static io.todoku.rule.Fingerprint.SmtpSoftware.POSTFIX;
import static io.todoku.rule.Fingerprint.SmtpSoftware.QMAIL;
import static io.todoku.rule.Fingerprint.SmtpSoftware.SENDMAIL;
import static io.todoku.rule.RemedyBlock.configuration;
import static io.todoku.rule.RemedyBlock.exchange;
import static io.todoku.rule.RemedyBlock.shell;

import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyStage;
import io.todoku.rule.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings with which each software refuses to relay for strangers. */
final class RelayRemedies {

  private static final String RESTRICTIONS =
      "postconf -e 'smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated,"
          + " reject_unauth_destination'\n";

  private static final RemedyBySoftware<SmtpSoftware> CLOSE =
      new RemedyBySoftware<>(
          NoOpenRelay.ID + ".do.close",
          Map.of(
              POSTFIX,
              List.of(shell("postconf smtpd_relay_restrictions mynetworks")),
              QMAIL,
              List.of(
                  shell(
                      """
                      cat /var/qmail/control/rcpthosts
                      cat /var/qmail/control/locals /var/qmail/control/virtualdomains
                      grep -n RELAYCLIENT /etc/tcp.smtp\
                      """)),
              INDIMAIL,
              List.of(
                  shell(
                      """
                      cat /etc/indimail/control/rcpthosts
                      cat /etc/indimail/control/locals /etc/indimail/control/virtualdomains
                      grep -n RELAYCLIENT /etc/indimail/tcp/tcp.smtp\
                      """)),
              EXIM,
              List.of(shell("exim -bP +relay_from_hosts +relay_to_domains +local_domains")),
              SENDMAIL,
              List.of(
                  shell(
                      """
                      grep -nE 'promiscuous_relay|relay_(local_from|mail_from|based_on_MX)' \
                      /etc/mail/sendmail.mc
                      cat /etc/mail/relay-domains
                      grep -nw RELAY /etc/mail/access\
                      """)),
              EXCHANGE,
              List.of(
                  exchange(
                      """
                      Get-ReceiveConnector | Format-List Identity,RemoteIPRanges,PermissionGroups,AuthMechanism
                      Get-ReceiveConnector | Get-ADPermission -User 'NT AUTHORITY\\ANONYMOUS LOGON' |
                        Where-Object { $_.ExtendedRights -like '*Accept-Any-Recipient*' }\
                      """))),
          Map.of(
              POSTFIX,
              List.of(shell(RESTRICTIONS + "postfix reload")),
              QMAIL,
              List.of(
                  shell(
                      """
                      sed -i.bak '/^:allow/s/,RELAYCLIENT="[^"]*"//' /etc/tcp.smtp
                      tcprules /etc/tcp.smtp.cdb /etc/tcp.smtp.tmp < /etc/tcp.smtp
                      chmod 644 /etc/tcp.smtp.cdb\
                      """)),
              INDIMAIL,
              List.of(),
              EXIM,
              List.of(
                  configuration(
                      """
                      # in the ACL that acl_smtp_rcpt names, in this order
                        accept  hosts = +relay_from_hosts
                        accept  authenticated = *
                        require message = relay not permitted
                                domains = +local_domains : +relay_to_domains\
                      """)),
              SENDMAIL,
              List.of(shell("makemap hash /etc/mail/access < /etc/mail/access")),
              OPENSMTPD,
              List.of(
                  configuration(
                      """
                      # smtpd.conf, with your domains and actions
                      match from any for domain "example.com" action "local"
                      match from local for any action "outbound"
                      match auth from any for any action "outbound\"\
                      """),
                  shell("smtpd -n")),
              EXCHANGE,
              List.of()));

  /** What shows that the server is closed, and what waits in its queue. */
  private static final Map<SmtpSoftware, List<RemedyBlock>> CLOSED =
      Map.of(
          POSTFIX,
          List.of(shell("postconf smtpd_relay_restrictions mynetworks\nmailq")),
          QMAIL,
          List.of(shell("/var/qmail/bin/qmail-qread")),
          EXIM,
          List.of(shell("exim -bh 198.51.100.1"), shell("exim -bp")),
          SENDMAIL,
          List.of(shell("mailq")),
          OPENSMTPD,
          List.of(shell("smtpctl show queue")),
          EXCHANGE,
          List.of(exchange("Get-Queue")));

  /**
   * How to close an open relay.
   *
   * @param software null where it was not identified
   */
  static Remedy close(@Nullable SmtpSoftware software) {
    return Remedy.NONE
        .looking(Text.of(NoOpenRelay.ID + ".do.networks"))
        .then(CLOSE.forSoftware(software))
        .verifying(
            new RemedyStage(
                List.of(
                    Text.of(NoOpenRelay.ID + ".do.verify"), Text.of(NoOpenRelay.ID + ".do.queue")),
                software == null ? List.of() : CLOSED.getOrDefault(software, List.of())));
  }

  private static final RemedyBySoftware<SmtpSoftware> ODD_LOCAL_PARTS =
      new RemedyBySoftware<>(
          NoOpenRelay.ID + ".do.odd",
          Map.of(
              POSTFIX,
              List.of(shell("postconf local_recipient_maps")),
              QMAIL,
              List.of(shell("cat /var/qmail/control/percenthack")),
              SENDMAIL,
              List.of(
                  shell(
                      """
                      grep -nE 'loose_relay_check|LUSER_RELAY' /etc/mail/sendmail.mc
                      grep -n '^@' /etc/mail/virtusertable\
                      """))),
          Map.of(
              POSTFIX,
              List.of(shell("postconf -e 'allow_untrusted_routing = no'\npostfix reload")),
              QMAIL,
              List.of(),
              EXIM,
              List.of(
                  configuration(
                      """
                      # at the head of the ACL that acl_smtp_rcpt names
                        deny message = restricted characters in address
                             domains = +local_domains
                             local_parts = ^[.] : ^.*[@%!/|]\
                      """)),
              SENDMAIL,
              List.of(),
              OPENSMTPD,
              List.of()));

  /**
   * How to refuse unusual local parts.
   *
   * @param software null where it was not identified
   */
  static Remedy refuseOddLocalParts(@Nullable SmtpSoftware software) {
    return ODD_LOCAL_PARTS
        .forSoftware(software)
        .verifying(RemedyStage.of(Text.of(NoOpenRelay.ID + ".do.verify")));
  }

  static final RemedyBySoftware<SmtpSoftware> PERMANENT_REFUSAL =
      new RemedyBySoftware<>(
          NoOpenRelay.ID + ".do.permanent",
          Map.of(POSTFIX, List.of(shell(RESTRICTIONS + "postfix reload")), EXIM, List.of()));

  private RelayRemedies() {}
}
