package io.todoku.cli;

import io.todoku.checklist.Wording;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that other programs take in: CI servers, code scanning, security data lakes. */
enum ExchangeFormat {
  JUNIT {
    @Override
    byte[] render(JudgedAccounts judged, Wording wording, String version) {
      return new JunitReport(wording, judged.failsOnNewOnly(), judged.rules().namesRules())
          .render(judged.accounts());
    }
  },
  SARIF {
    @Override
    byte[] render(JudgedAccounts judged, Wording wording, String version) {
      return new SarifReport(wording, version).render(judged);
    }
  },
  OCSF {
    @Override
    byte[] render(JudgedAccounts judged, Wording wording, String version) {
      return new OcsfReport(wording, version).render(judged.accounts());
    }
  };

  /**
   * @param version of Todoku
   */
  abstract byte[] render(JudgedAccounts judged, Wording wording, String version);

  static Optional<ExchangeFormat> find(String name) {
    return Arrays.stream(values()).filter(format -> format.id().equals(name)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(ExchangeFormat::id).collect(Collectors.joining(", "));
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
