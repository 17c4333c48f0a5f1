package io.todoku.rule;

import java.util.regex.Pattern;

/**
 * Stands in a block for what only a person knows. No command works with it unread.
 *
 * <p>Its field accepts only values that keep their meaning in a shell, in JSON, in Terraform and in
 * a zone file; in a request, which a person reads, any sentence.
 */
public enum Placeholder {
  ZONE_ID("ZONE-ID", "[A-Z0-9]{1,32}"),
  MAIL_HOST_NAME("MAIL-HOST-NAME", "[A-Za-z0-9](?:[A-Za-z0-9.\\-]{0,251}[A-Za-z0-9])?"),
  ALLOCATION_ID("ALLOCATION-ID", "eipalloc-[0-9a-f]{8,17}"),
  INSTANCE_ID("INSTANCE-ID", "i-[0-9a-f]{8,17}"),
  NEW_SELECTOR("NEW-SELECTOR", "[A-Za-z0-9](?:[A-Za-z0-9.\\-]{0,61}[A-Za-z0-9])?"),
  SES_IDENTITY("SES-IDENTITY", "[A-Za-z0-9][A-Za-z0-9._@+\\-]*"),
  READER_NAME("READER-NAME", "[A-Za-z][A-Za-z0-9\\-]{0,62}"),
  INSTANCE_CLASS("CLASS-OF-THE-WRITER", "db\\.[a-z0-9.\\-]+"),
  WEBSITE("WEBSITE", "[A-Za-z0-9][A-Za-z0-9.\\-]*(?:\\/[A-Za-z0-9._~\\/\\-]*)?"),
  CERTIFICATE_FILE("PATH-TO-CERTIFICATE.pem", Placeholder.PATH),
  CHAIN_FILE("PATH-TO-CHAIN.pem", Placeholder.PATH),
  KEY_FILE("PATH-TO-KEY.pem", Placeholder.PATH),
  KEY_AND_CHAIN_FILE("PATH-TO-KEY-AND-CHAIN.pem", Placeholder.PATH),
  ROLE_NAME("ROLE-NAME", "[A-Za-z0-9_][A-Za-z0-9_+=,.@\\-]{0,63}"),
  EXTERNAL_ID("EXTERNAL-ID", "[A-Za-z0-9+=,.@:_\\/\\-]{2,1224}"),
  PROFILE_NAME("PROFILE-NAME", "[A-Za-z0-9][A-Za-z0-9._\\-]*"),
  SECURITY_GROUP_ID("SECURITY-GROUP-ID", "sg-[0-9a-f]{8,17}"),
  PROBE_ADDRESS("TODOKU-ADDRESS", "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}"),
  RESOLVER_ADDRESS("RESOLVER-ADDRESS", "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}"),
  RELAY_MAILBOX("RELAY-MAILBOX", "[A-Za-z0-9][A-Za-z0-9._+\\-]*@[A-Za-z0-9][A-Za-z0-9.\\-]*"),
  MAIL_TAG_VALUE("SENDS-OR-NONE", "sends|receives|both|none"),
  UNUSUAL_NAME(ShellArgument.UNSAFE_NAME_PLACEHOLDER, "[A-Za-z0-9][A-Za-z0-9._\\-]*"),
  KIND_OF_MAIL("[EDIT: what is sent, such as replies to enquiry forms]", Placeholder.SENTENCE),
  RECIPIENTS("[EDIT: who, and how they came to be written to]", Placeholder.SENTENCE),
  MESSAGES_PER_DAY("[EDIT: how many]", Placeholder.SENTENCE),
  BOUNCE_HANDLING("[EDIT: whom, and how]", Placeholder.SENTENCE);

  private static final String PATH = "\\/[A-Za-z0-9._\\/\\-]+";
  private static final String SENTENCE = "[^\\[\\]]+";

  private final String token;
  private final String pattern;
  private final Pattern occurrence;

  Placeholder(String token, String pattern) {
    this.token = token;
    this.pattern = pattern;
    this.occurrence =
        Pattern.compile("(?<![A-Za-z0-9-])" + Pattern.quote(token) + "(?![A-Za-z0-9-])");
  }

  /** What stands in the text. */
  public String token() {
    return token;
  }

  /** What its value must match as a whole: the same in Java and in HTML. */
  public String pattern() {
    return pattern;
  }

  /** Whether a field can fill it in there: sentences only in a request, all others in the rest. */
  boolean isFilledIn(BlockForm form) {
    boolean request = form.kind() == BlockKind.REQUEST_TEXT;
    return request == pattern.equals(SENTENCE) && occurrence.matcher(form.text()).find();
  }
}
