package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificateReaderTests {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void aRootOfThisJavaIsTrusted() throws Exception {
    assertThat(distrustReason(List.of(aTrustedRoot()), NOW)).isNull();
  }

  @Test
  void theDatesOfACertificateDoNotCount() throws Exception {
    List<X509Certificate> chain = List.of(aTrustedRoot());

    assertThat(distrustReason(chain, Instant.parse("2200-01-01T00:00:00Z"))).isNull();
    assertThat(distrustReason(chain, Instant.parse("1980-01-01T00:00:00Z"))).isNull();
  }

  @Test
  void anEmptyChainIsNotTrusted() throws Exception {
    assertThat(distrustReason(List.of(), NOW)).isEqualTo("no certificate");
  }

  @Test
  void withoutRootsOfOurOwnNoCertificateIsJudged() throws Exception {
    List<X509Certificate> chain = List.of(aTrustedRoot());

    assertThatThrownBy(() -> CertificateReader.distrustReason(chain, NOW, Set::of))
        .isInstanceOf(InvalidAlgorithmParameterException.class)
        .hasMessage("the trustAnchors parameter must be non-empty");
  }

  private static @Nullable String distrustReason(List<X509Certificate> chain, Instant now)
      throws GeneralSecurityException {
    return CertificateReader.distrustReason(chain, now, CertificateReader::systemRoots);
  }

  private static X509Certificate aTrustedRoot() throws GeneralSecurityException {
    return CertificateReader.systemRoots().iterator().next().getTrustedCert();
  }
}
