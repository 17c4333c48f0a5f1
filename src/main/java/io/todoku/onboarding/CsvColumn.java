package io.todoku.onboarding;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A column of a CSV file of accounts; titles are compared without case, spaces and signs. */
enum CsvColumn {
  ID("id", "accountid", "account", "アカウントid", "アカウント"),
  NAME("name", "accountname", "名前", "アカウント名"),
  CLIENT("client", "customer", "顧客", "顧客名"),
  ENVIRONMENT("environment", "env", "環境"),
  /** An ARN, or a name where the role has no path. */
  ROLE("rolearn", "role", "ロール", "ロールarn", "ロールのarn"),
  EXTERNAL_ID("externalid", "外部id"),
  PROFILE("profile", "profilename", "プロファイル", "プロファイル名"),
  /** Separated by spaces or, in quotation marks, by commas. */
  REGIONS("regions", "region", "リージョン");

  private final List<String> titles;

  CsvColumn(String... titles) {
    this.titles = List.of(titles);
  }

  static Optional<CsvColumn> named(String title) {
    String plain =
        Normalizer.normalize(title, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[\\s_.-]+", "");
    return Arrays.stream(values()).filter(column -> column.titles.contains(plain)).findFirst();
  }

  /** The columns of a file without titles. */
  static Map<CsvColumn, Integer> inOrder() {
    Map<CsvColumn, Integer> columns = new EnumMap<>(CsvColumn.class);
    for (CsvColumn column : values()) {
      columns.put(column, column.ordinal());
    }
    return columns;
  }
}
