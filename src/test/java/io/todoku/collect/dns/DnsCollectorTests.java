package io.todoku.collect.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DnsCollectorTests {

  private static List<String> blocklists(@Nullable List<String> configured) {
    return new DnsCollector(
            new DnsSettings(List.of("192.0.2.53"), configured, 53), Clock.systemUTC())
        .blocklists();
  }

  @Test
  void eachBlocklistIsUsedOnceByItsCanonicalName() {
    assertThat(blocklists(List.of("BL.Example.org.", "bl.example.org", " other.example ")))
        .containsExactly("bl.example.org", "other.example");
  }

  @Test
  void theDefaultBlocklistsAreUsedUnlessTurnedOff() {
    assertThat(blocklists(null)).containsExactly("zen.spamhaus.org", "bl.spamcop.net");
    assertThat(blocklists(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "spamhaus", ".", "bl..example", "https://bl.example/", "bl example.org"})
  void aBlocklistThatIsNotAZoneNameIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> blocklists(List.of(text)))
        .withMessage(
            "todoku.dns.blocklists: \"" + text + "\" is not a zone such as zen.spamhaus.org");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void anInvalidAuthorityPortIsRefused(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new DnsCollector(
                new DnsSettings(List.of("192.0.2.53"), List.of(), port), Clock.systemUTC()))
        .withMessage("todoku.dns.authority-port: " + port + " is not between 1 and 65535");
  }

  @ParameterizedTest
  @CsvSource({"todoku.dns.resolvers, 192.0.2.53, 53", "todoku.dns.authority-port, 5353, 5353"})
  void theAuthorityPortIsTheDefaultUnlessConfigured(String setting, String value, int port) {
    DnsSettings settings =
        new Binder(new MapConfigurationPropertySource(Map.of(setting, value)))
            .bind("todoku.dns", DnsSettings.class)
            .get();

    assertThat(settings.authorityPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 53, 65535})
  void aValidAuthorityPortIsAccepted(int port) {
    assertThatCode(() ->
            new DnsCollector(
                new DnsSettings(List.of("192.0.2.53"), List.of(), port), Clock.systemUTC()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"PT0.1S, PT0.1S", "PT2S, PT2S", "PT3S, PT2S"})
  void aHealthCheckAsksOnceAndForTwoSecondsAtMost(Duration timeout, Duration ofHealthCheck) {
    assertThat(new DnsLimits(timeout, 3, 64).forHealthCheck())
        .isEqualTo(new DnsLimits(ofHealthCheck, 1, 64, Duration.ofMinutes(5)));
  }
}
