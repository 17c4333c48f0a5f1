package io.todoku.collect.smtp;

import io.todoku.snapshot.FailureText;
import io.todoku.snapshot.MailServer.Certificate;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Reads X.509 certificates. */
final class CertificateReader {

  private static final int DNS_NAME = 2;
  private static final int MAX_NAMES = 100;

  /** The roots that certificates are judged by. */
  @FunctionalInterface
  interface TrustedRoots {
    Set<TrustAnchor> load() throws GeneralSecurityException;
  }

  private CertificateReader() {}

  static Certificate read(X509Certificate certificate) {
    return new Certificate(
        MailConnection.printable(certificate.getSubjectX500Principal().getName()),
        MailConnection.printable(certificate.getIssuerX500Principal().getName()),
        names(certificate),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  /** Returns the names that RFC 6125 compares: the common name only if there is no DNS name. */
  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      List<String> names =
          alternatives == null
              ? List.of()
              : alternatives.stream()
                  .filter(name -> Integer.valueOf(DNS_NAME).equals(name.getFirst()))
                  .map(name -> MailConnection.printable(String.valueOf(name.get(1))))
                  .limit(MAX_NAMES)
                  .toList();
      return names.isEmpty() ? commonNames(certificate) : names;
    } catch (CertificateParsingException unreadable) {
      return List.of();
    }
  }

  private static List<String> commonNames(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(part -> MailConnection.printable(String.valueOf(part.getValue())))
              .toList();
    } catch (InvalidNameException unreadable) {
      return List.of();
    }
  }

  /**
   * Returns why the first certificate does not lead to a trusted root. Its dates do not count,
   * because they are judged separately: the chain is validated at the time within its validity that
   * is nearest to now.
   *
   * @return null if it leads to a trusted root
   * @throws GeneralSecurityException if the chain could not be judged, because our own roots or
   *     algorithms cannot be used
   */
  static @Nullable String distrustReason(
      List<X509Certificate> chain, Instant now, TrustedRoots roots)
      throws GeneralSecurityException {
    if (chain.isEmpty()) {
      return "no certificate";
    }
    X509CertSelector own = new X509CertSelector();
    own.setCertificate(chain.getFirst());
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(roots.load(), own);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(dateWithinValidity(chain.getFirst(), now)));
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
    CertPathBuilder builder = CertPathBuilder.getInstance("PKIX");
    try {
      builder.build(parameters);
      return null;
    } catch (CertPathBuilderException untrusted) {
      return MailConnection.printable(FailureText.of(untrusted));
    }
  }

  private static Instant dateWithinValidity(X509Certificate certificate, Instant now) {
    Instant last = certificate.getNotAfter().toInstant();
    Instant first = certificate.getNotBefore().toInstant();
    Instant notLater = now.isAfter(last) ? last : now;
    return notLater.isBefore(first) ? first : notLater;
  }

  /** Loads the roots that this Java trusts. */
  static Set<TrustAnchor> systemRoots() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Arrays.stream(factory.getTrustManagers())
        .flatMap(m ->
            m instanceof X509TrustManager trust
                ? Arrays.stream(trust.getAcceptedIssuers())
                : Stream.empty())
        .filter(Objects::nonNull)
        .map(root -> new TrustAnchor(root, null))
        .collect(Collectors.toSet());
  }
}
