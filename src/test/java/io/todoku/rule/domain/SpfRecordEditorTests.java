package io.todoku.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpfRecordEditorTests {

  @Test
  void anAddressThatTheRecordNamesIsNotAddedAgain() {
    assertThat(
            SpfRecordEditor.withAddresses(
                "v=spf1 ip4:203.0.113.9 mx -all", List.of("203.0.113.9", "2001:db8::9")))
        .isEqualTo("v=spf1 ip4:203.0.113.9 mx ip6:2001:db8::9 -all");
  }

  @ParameterizedTest
  @CsvSource({
    "v=spf1, v=spf1 ip4:192.0.2.1",
    "v=spf1 mx, v=spf1 mx ip4:192.0.2.1",
    "v=spf1 ALL, v=spf1 ip4:192.0.2.1 ALL",
    "v=spf1 mx ?all, v=spf1 mx ip4:192.0.2.1 ?all",
    "v=spf1  a   exp=x.example -all, v=spf1 a ip4:192.0.2.1 exp=x.example -all"
  })
  void anAddressIsAddedBeforeAllAndBeforeModifiers(String record, String edited) {
    assertThat(SpfRecordEditor.withAddresses(record, List.of("192.0.2.1"))).isEqualTo(edited);
  }

  @ParameterizedTest
  @CsvSource({
    "v=spf1 mx -all, v=spf1 mx ~all",
    "v=spf1 +ALL mx, v=spf1 mx ~all",
    "v=spf1 all exp=x.example ?all, v=spf1 exp=x.example ~all",
    "v=spf1 mx, v=spf1 mx ~all"
  })
  void everyAllIsReplacedByOneSoftFailAtTheEnd(String record, String edited) {
    assertThat(SpfRecordEditor.withSoftFail(record)).isEqualTo(edited);
  }
}
