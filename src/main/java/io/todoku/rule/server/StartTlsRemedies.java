package io.todoku.rule.server;

import static io.todoku.rule.Fingerprint.SmtpSoftware.EXIM;
import static io.todoku.rule.Fingerprint.SmtpSoftware.OPENSMTPD;
import static io.todoku.rule.Fingerprint.SmtpSoftware.POSTFIX;
import static io.todoku.rule.Fingerprint.SmtpSoftware.QMAIL;
import static io.todoku.rule.Fingerprint.SmtpSoftware.SENDMAIL;
import static io.todoku.rule.RemedyBlock.configuration;
import static io.todoku.rule.RemedyBlock.shell;

import io.todoku.rule.Fingerprint.SmtpSoftware;
import java.util.List;
import java.util.Map;

/** Settings with which each software offers TLS 1.2 or newer. */
final class StartTlsRemedies {

  /** A list of excluded versions, because Postfix before 3.6 has no setting for a minimum. */
  private static final String POSTFIX_PROTOCOLS =
      "'smtpd_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1'";

  private static final String EXIM_PROTOCOLS =
      """
      # built with GnuTLS, as Debian's
      tls_require_ciphers = NORMAL:-VERS-TLS1.0:-VERS-TLS1.1
      # built with OpenSSL
      openssl_options = +no_sslv2 +no_sslv3 +no_tlsv1 +no_tlsv1_1\
      """;

  private static final String SENDMAIL_PROTOCOLS =
      """
      define(`confSERVER_SSL_OPTIONS', `+SSL_OP_NO_SSLv2 +SSL_OP_NO_SSLv3 +SSL_OP_NO_TLSv1 +SSL_OP_NO_TLSv1_1')dnl\
      """;

  static final RemedyBySoftware<SmtpSoftware> OFFER =
      new RemedyBySoftware<>(
          StartTlsOffered.ID + ".do.offer",
          Map.of(
              POSTFIX,
              List.of(
                  shell(
                      "chain= # the file of your private key, then its chain\n"
                          + "test -r \"$chain\" && postconf -e 'smtpd_tls_security_level = may' "
                          + POSTFIX_PROTOCOLS
                          + " \"smtpd_tls_chain_files = $chain\" && postfix reload")),
              QMAIL,
              List.of(
                  shell(
                      """
                      # with the TLS patch
                      install -m 400 -o qmaild -g qmail \
                      PATH-TO-KEY-AND-CHAIN.pem /var/qmail/control/servercert.pem\
                      """),
                  configuration(
                      """
                      # instead: the configuration file of spamdyke
                      #tls-level=smtp
                      #tls-certificate-file=PATH-TO-CHAIN.pem
                      #tls-privatekey-file=PATH-TO-KEY.pem\
                      """)),
              EXIM,
              List.of(
                  configuration(
                      """
                      #tls_advertise_hosts = *
                      #tls_certificate = PATH-TO-CHAIN.pem
                      #tls_privatekey = PATH-TO-KEY.pem
                      """
                          + EXIM_PROTOCOLS)),
              SENDMAIL,
              List.of(
                  configuration(
                      """
                      define(`confCACERT_PATH', `/etc/ssl/certs')dnl
                      dnl define(`confCACERT', `PATH-TO-CHAIN.pem')dnl
                      dnl define(`confSERVER_CERT', `PATH-TO-CERTIFICATE.pem')dnl
                      dnl define(`confSERVER_KEY', `PATH-TO-KEY.pem')dnl
                      """
                          + SENDMAIL_PROTOCOLS)),
              OPENSMTPD,
              List.of(
                  configuration(
                      """
                      # smtpd.conf
                      #pki mail.example.com cert "PATH-TO-CHAIN.pem"
                      #pki mail.example.com key "PATH-TO-KEY.pem"
                      #listen on 0.0.0.0 tls pki mail.example.com\
                      """),
                  shell("smtpd -n"))));

  static final RemedyBySoftware<SmtpSoftware> PROTOCOLS =
      new RemedyBySoftware<>(
          StartTlsOffered.ID + ".do.protocols",
          Map.of(
              POSTFIX,
              List.of(shell("postconf -e " + POSTFIX_PROTOCOLS + "\npostfix reload")),
              QMAIL,
              List.of(),
              EXIM,
              List.of(configuration(EXIM_PROTOCOLS)),
              SENDMAIL,
              List.of(configuration(SENDMAIL_PROTOCOLS))));

  private StartTlsRemedies() {}
}
