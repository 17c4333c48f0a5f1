package io.todoku.rule.limit;

import io.todoku.snapshot.SupportCase;
import io.todoku.snapshot.SupportCase.Topic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells, by its subject, a support case that asks to lift the block on port 25. */
final class SendLimitCaseMatcher {

  private static final Pattern LIMIT_WORD = subject("limit|restrict|throttl|block|制限|解除|解放|ブロック");
  private static final Pattern SENDING_LIMIT = subject("送信制限");
  private static final Pattern OTHER_SERVICE =
      subject("\\bses\\b|simple e-?mail service|workmail|pinpoint|\\bsns\\b|\\bconnect\\b");
  private static final Pattern OTHER_MAIL = subject("email volume of ebs snapshot notifications");
  private static final Pattern REGION_NAME = subject("\\b[a-z]{2}(?:-[a-z]+)++-\\d\\b");

  /** The Regions by the places that people call them by. */
  private static final Map<String, Pattern> PLACES =
      Map.ofEntries(
          Map.entry("us-east-1", subject("virginia|バージニア")),
          Map.entry("us-east-2", subject("\\bohio\\b|オハイオ")),
          Map.entry("us-west-1", subject("california|カリフォルニア")),
          Map.entry("us-west-2", subject("oregon|オレゴン")),
          Map.entry("ap-northeast-1", subject("tokyo|東京")),
          Map.entry("ap-northeast-2", subject("seoul|ソウル")),
          Map.entry("ap-northeast-3", subject("osaka|大阪")),
          Map.entry("ap-southeast-1", subject("singapore|シンガポール")),
          Map.entry("ap-southeast-2", subject("sydney|シドニー")),
          Map.entry("ap-south-1", subject("mumbai|ムンバイ")),
          Map.entry("ap-east-1", subject("hong kong|香港")),
          Map.entry("ca-central-1", subject("canada central|canada \\(central\\)|カナダ")),
          Map.entry("eu-central-1", subject("frankfurt|フランクフルト")),
          Map.entry("eu-west-1", subject("\\bireland\\b|アイルランド")),
          Map.entry("eu-west-2", subject("\\blondon\\b|ロンドン")),
          Map.entry("eu-west-3", subject("\\bparis\\b|(?<![ァ-ー])パリ(?![ァ-ー])")),
          Map.entry("eu-north-1", subject("stockholm|ストックホルム")),
          Map.entry("sa-east-1", subject("s[aã]o paulo|サンパウロ")));

  private static Pattern subject(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
  }

  private SendLimitCaseMatcher() {}

  /**
   * Whether the case asks to lift the block on port 25 in the Region. Cases about reverse DNS alone
   * or about another service that sends mail do not; one that names a Region is about that Region.
   */
  static boolean matches(SupportCase supportCase, String region) {
    String subject = supportCase.plainSubject();
    if (OTHER_SERVICE.matcher(subject).find() || OTHER_MAIL.matcher(subject).find()) {
      return false;
    }
    List<String> regions =
        Stream.concat(
                REGION_NAME
                    .matcher(subject)
                    .results()
                    .map(match -> match.group().toLowerCase(Locale.ROOT)),
                PLACES.entrySet().stream()
                    .filter(place -> place.getValue().matcher(subject).find())
                    .map(Map.Entry::getKey))
            .toList();
    return (regions.isEmpty() || regions.contains(region))
        && (supportCase.isAbout(Topic.PORT_25)
            || SENDING_LIMIT.matcher(subject).find()
            || (supportCase.isAbout(Topic.MAIL) && LIMIT_WORD.matcher(subject).find()));
  }
}
