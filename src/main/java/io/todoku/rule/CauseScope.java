package io.todoku.rule;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.Locale;
import java.util.regex.Pattern;

/** What was asked when something could not be found out. The texts of causes are keyed by it. */
public enum CauseScope {
  /** The login to the account. */
  LOGIN,
  /** Calls of AWS APIs. */
  CALLS,
  /** Whole Regions, of which every call was refused. */
  REGIONS,
  DNS,
  /** Mail servers on port 25. */
  MAIL_SERVERS,
  /** Mailbox servers and submission, on other ports. */
  MAILBOX_SERVERS,
  /** Web servers, for MTA-STS policies. */
  WEB,
  /** A person. */
  PERSON,
  /** Anything else. */
  OTHER;

  private static final Pattern LOGIN_CALL = Pattern.compile("sts:.*");
  private static final Pattern CALL = Pattern.compile("[a-z0-9-]+:[A-Z][A-Za-z0-9]+\\b.*");
  private static final Pattern DNS_QUERY =
      Pattern.compile("\\S+ (A|AAAA|MX|TXT|PTR|CNAME|NS|SOA|DS|DNSKEY|TLSA)( .*)?");
  private static final Pattern SMTP_SERVER = Pattern.compile("\\S+:25\\b.*");
  private static final Pattern MAILBOX_SERVER = Pattern.compile("\\S+:\\d{2,5}\\b.*");

  /** What was asked, by the source of the reason, which Todoku itself wrote. */
  public static CauseScope of(Reason reason) {
    String source = reason.source();
    if (isAnswerOfPerson(reason.kind())) {
      return PERSON;
    }
    if (LOGIN_CALL.matcher(source).matches()) {
      return LOGIN;
    }
    if (source.startsWith("https://")) {
      return WEB;
    }
    if (CALL.matcher(source).matches()) {
      return CALLS;
    }
    if (DNS_QUERY.matcher(source).matches()) {
      return DNS;
    }
    if (SMTP_SERVER.matcher(source).matches()) {
      return MAIL_SERVERS;
    }
    return MAILBOX_SERVER.matcher(source).matches() ? MAILBOX_SERVERS : OTHER;
  }

  private static boolean isAnswerOfPerson(ReasonKind kind) {
    return kind == ReasonKind.NOT_CONFIGURED
        || kind == ReasonKind.NOT_RECORDED
        || kind == ReasonKind.OUTDATED;
  }

  /** As it stands in ids and keys of texts: {@code mail-servers}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
