package io.todoku.rule.limit;

import io.todoku.snapshot.SupportCase;
import io.todoku.snapshot.SupportCase.Topic;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells, by its subject, a support case that asks to lift the block on port 25. */
final class SendLimitCaseMatcher {

  private static final Pattern LIMIT_WORD = subject("limit|restrict|throttl|block|制限|解除|解放|ブロック");
  private static final Pattern SENDING_LIMIT = subject("送信制限");
  private static final Pattern OTHER_SERVICE =
      subject("\\bses\\b|simple e-?mail service|workmail|pinpoint|\\bsns\\b|\\bconnect\\b");
  private static final Pattern OTHER_MAIL = subject("email volume of ebs snapshot notifications");
  private static final Pattern REGION_NAME = subject("\\b[a-z]{2}(-[a-z]+)+-\\d\\b");

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
        REGION_NAME
            .matcher(subject)
            .results()
            .map(match -> match.group().toLowerCase(Locale.ROOT))
            .toList();
    return (regions.isEmpty() || regions.contains(region))
        && (supportCase.isAbout(Topic.PORT_25)
            || SENDING_LIMIT.matcher(subject).find()
            || (supportCase.isAbout(Topic.MAIL) && LIMIT_WORD.matcher(subject).find()));
  }
}
