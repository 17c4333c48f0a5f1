package io.todoku.rule;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RoleOverride;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person or a tag declares of an address. A person's choice in the app precedes a tag.
 *
 * @param sends whether mail leaves from it; null where that is not declared
 * @param receives whether it takes mail in; null where that is not declared
 * @param domains the mail domains that it sends for; empty where they are not declared
 * @param text who declared whether it sends, or for which domains, as evidence
 * @param receivingText who declared whether it takes mail in, as evidence
 * @param unclear why a tag declares nothing; null where it is clear or absent
 */
record RoleDeclaration(
    @Nullable Boolean sends,
    @Nullable Boolean receives,
    List<String> domains,
    Text text,
    Text receivingText,
    @Nullable Reason unclear) {

  static final RoleDeclaration NONE = undeclared(null);

  static RoleDeclaration of(RoleOverride override) {
    String day = LocalDate.ofInstant(override.at(), ZoneOffset.UTC).toString();
    return new RoleDeclaration(
        override.sends(),
        override.receives(),
        override.domains(),
        Text.of(sendingKey(override), override.by(), day, override.reason()),
        Text.of(receivingKey(override), override.by(), day, override.reason()),
        null);
  }

  private static RoleDeclaration undeclared(@Nullable Reason unclear) {
    Text text = Text.of("sender.undeclared");
    return new RoleDeclaration(null, null, List.of(), text, text, unclear);
  }

  private static String sendingKey(RoleOverride override) {
    if (override.sends() == null) {
      return "sender.person-domains";
    }
    return override.sends() ? "sender.person-yes" : "sender.person-no";
  }

  private static String receivingKey(RoleOverride override) {
    return Boolean.FALSE.equals(override.receives())
        ? "sender.person-receives-none"
        : "sender.person-receives";
  }

  static RoleDeclaration ofTag(Map<String, String> tags) {
    MailTag tag = MailTag.of(tags);
    return switch (tag) {
      case ABSENT -> NONE;
      case UNCLEAR -> undeclared(unclearTagReason(tags));
      case SENDS, RECEIVES, BOTH, NEITHER ->
          new RoleDeclaration(
              tag.declaresSending(),
              tag.declaresReceiving(),
              List.of(),
              Text.of("sender.tag", MailTag.valueOf(tags)),
              Text.of("sender.tag", MailTag.valueOf(tags)),
              null);
    };
  }

  /** The reason for a tag with a value that is not defined. */
  static Reason unclearTagReason(Map<String, String> tags) {
    return Question.TAG_VALUE.about(
        MailTag.KEY + " = " + tags.get(MailTag.KEY), MailTag.KEY + " = " + tags.get(MailTag.KEY));
  }

  boolean declaresSending() {
    return Boolean.TRUE.equals(sends);
  }

  boolean declaresNoSending() {
    return Boolean.FALSE.equals(sends);
  }

  boolean declaresReceiving() {
    return Boolean.TRUE.equals(receives);
  }

  boolean declaresNoReceiving() {
    return Boolean.FALSE.equals(receives);
  }
}
