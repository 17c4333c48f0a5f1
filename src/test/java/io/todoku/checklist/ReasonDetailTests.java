package io.todoku.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The details that Todoku itself gives are in the reader's language, what others said is not. */
class ReasonDetailTests {

  private static String render(String detail, Locale locale) {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/rules");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return new Wording(messages, locale)
        .of(Reason.of(ReasonKind.INCONCLUSIVE, "SMTP 220, HELP", detail));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          connection refused                                      | 接続拒否
          no version is named                                     | バージョンの記載なし
          no greeting                                             | グリーティングなし
          no test entry                                           | テスト用の登録なし
          127.0.0.1 is listed                                     | 127.0.0.1 が登録されている
          more than 10 names                                      | 10件を超える名前
          more than 8 aliases                                     | 8件を超えるCNAME
          no route to the Internet                                | インターネットへの経路なし
          EHLO refused, HELO accepted                             | EHLOは拒否、HELOは受け入れ
          NXDOMAIN, yet with records                              | NXDOMAINなのにレコードあり
          not a DNS name                                          | DNS名ではない
          no host name                                            | ホスト名なし
          no address                                              | アドレスなし
          the scan was stopped                                    | スキャンが中止された
          the partition aws-cn has no such API                    | パーティション aws-cn にはこのAPIがない
          120 s for all questions of one scan                     | 1回のスキャンのすべての問い合わせで120秒
          example.com holds 9000 record sets, beyond 50 calls in one scan | example.com のレコードセットは9000件で、1回のスキャンの上限（50回の呼び出し）を超える
          example.com holds 9000 record sets, beyond 99 addresses in one scan | example.com のレコードセットは9000件で、1回のスキャンの上限（99件のアドレス）を超える
          a.example is beyond 50 domains in one scan              | a.example は1回のスキャンの上限（50件のドメイン）を超える
          70 route tables of transit gateways, beyond 50 in one scan | トランジットゲートウェイのルートテーブルは70件で、1回のスキャンの上限（50件）を超える
          """)
  void whatTodokuItselfFoundIsToldInEachLanguage(String detail, String japanese) {
    assertThat(render(detail, Locale.JAPANESE))
        .isEqualTo("SMTP 220, HELP の応答からは判定できません: 「" + japanese + "」。");
    assertThat(render(detail, Locale.ENGLISH))
        .isEqualTo("The answer to SMTP 220, HELP allows no verdict: " + detail + ".");
  }

  @Test
  void whatAServerSaidStaysAsItIs() {
    String said = "554 5.7.1 {0} isn't allowed, no version is named";

    assertThat(render(said, Locale.JAPANESE)).contains("「" + said + "」");
  }
}
