package io.todoku.collect.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsCollectorTests {

  private static List<String> blocklists(@Nullable List<String> configured) {
    return new DnsCollector(
            new DnsSettings(List.of("192.0.2.53"), configured, 53), Clock.systemUTC())
        .blocklists();
  }

  @Test
  void takesEachListOnceByItsCanonicalName() {
    assertThat(blocklists(List.of("BL.Example.org.", "bl.example.org", " other.example ")))
        .containsExactly("bl.example.org", "other.example");
  }

  @Test
  void asksTheUsualListsUnlessTurnedOff() {
    assertThat(blocklists(null)).containsExactly("zen.spamhaus.org", "bl.spamcop.net");
    assertThat(blocklists(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "spamhaus", ".", "bl..example", "https://bl.example/", "bl example.org"})
  void refusesWhatIsNoZone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> blocklists(List.of(text)))
        .withMessageContaining("todoku.dns.blocklists: \"" + text + "\"");
  }
}
