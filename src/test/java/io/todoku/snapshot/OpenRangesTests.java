package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenRangesTests {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, true",
    "0.0.0.0/1 128.0.0.0/1, true",
    "0.0.0.0/2 64.0.0.0/2 128.0.0.0/2 192.0.0.0/2, true",
    "128.0.0.0/1, true",
    "64.0.0.0/2, false",
    "64.0.0.0/2 64.0.0.0/2 64.0.0.0/3, false",
    "64.0.0.0/2 sg-1 pl-1 ::/0, false",
    "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16, false",
    "224.0.0.0/4 240.0.0.0/4 64.0.0.0/2, false",
    "203.0.113.0/24, false"
  })
  void rangesOfIpv4CountTogether(String sources, boolean open) {
    assertThat(OpenRanges.coverTheInternet(List.of(sources.split(" ")), false)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "::/0, true",
    "::/1 8000::/1, true",
    "2000::/3, true",
    "2000::/4 3000::/4, true",
    "2001:db8::/32, false",
    "fc00::/7, false",
    "0.0.0.0/0, false"
  })
  void rangesOfIpv6CountTogether(String sources, boolean open) {
    assertThat(OpenRanges.coverTheInternet(List.of(sources.split(" ")), true)).isEqualTo(open);
  }

  @Test
  @Timeout(20)
  void aFileWithVeryManyRangesIsJudgedInTime() {
    List<String> sources =
        IntStream.range(0, 300_000)
            .mapToObj(i -> "52.%d.%d.%d/32".formatted(i >> 16, (i >> 8) & 255, i & 255))
            .toList();

    assertThat(OpenRanges.coverTheInternet(sources, false)).isFalse();
  }
}
