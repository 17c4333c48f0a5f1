package io.todoku.bounce;

import io.todoku.bounce.BounceAddress.AddressRole;
import io.todoku.bounce.BounceDiagnosis.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * A {@link BounceExplanation} in one language: the same in the API, the command line and the page.
 *
 * @param recognized whether it is a bounce at all, as far as Todoku can tell
 * @param summary what the codes mean by their standards, and what Todoku does not know; one
 *     sentence each
 * @param statusSource the standard that defines the enhanced status code; null where none does
 * @param receiver null where it is not known
 */
public record BounceDocument(
    boolean recognized,
    @Nullable Integer replyCode,
    @Nullable String statusCode,
    List<String> summary,
    @Nullable String statusSource,
    @Nullable ReceiverPart receiver,
    List<DiagnosisPart> diagnoses,
    List<AddressPart> addresses,
    List<String> names) {

  public record ReceiverPart(String id, String name) {}

  /**
   * What the receiver means.
   *
   * @param sideText who can do something about it, in words
   * @param remedy what to do
   * @param rules ids of the rules that judge it
   * @param source where it is published
   */
  public record DiagnosisPart(
      String id,
      Side side,
      String sideText,
      String means,
      String remedy,
      List<String> rules,
      String source) {}

  public record AddressPart(String address, AddressRole role, String roleText) {}

  public static BounceDocument of(BounceExplanation found, MessageSource messages, Locale locale) {
    return new BounceDocument(
        found.recognized(),
        found.replyCode(),
        found.statusCode(),
        summary(found, messages, locale),
        found.statusSource(),
        found.receiver() == null
            ? null
            : new ReceiverPart(
                found.receiver(),
                messages.getMessage("bounce.receiver." + found.receiver(), null, locale)),
        found.diagnoses().stream().map(one -> part(one, messages, locale)).toList(),
        found.addresses().stream()
            .map(one ->
                new AddressPart(
                    one.address(),
                    one.role(),
                    messages.getMessage("bounce.role." + one.role(), null, locale)))
            .toList(),
        found.names());
  }

  private static DiagnosisPart part(
      BounceDiagnosis diagnosis, MessageSource messages, Locale locale) {
    String key = "bounce.diagnosis." + diagnosis.id();
    return new DiagnosisPart(
        diagnosis.id(),
        diagnosis.side(),
        messages.getMessage("bounce.side." + diagnosis.side(), null, locale),
        messages.getMessage(key + ".means", null, locale),
        messages.getMessage(key + ".do", null, locale),
        diagnosis.rules(),
        diagnosis.source());
  }

  private static List<String> summary(
      BounceExplanation found, MessageSource messages, Locale locale) {
    List<String> sentences = new ArrayList<>();
    if (!found.recognized()) {
      sentences.add(messages.getMessage("bounce.nothing", null, locale));
    } else if (found.statusMeaning() != null) {
      Object[] status = {
        String.valueOf(found.statusCode()), messages.getMessage(found.statusMeaning(), null, locale)
      };
      sentences.add(
          messages.getMessage(
              found.phraseKnown() ? "bounce.status" : "bounce.unknown.status", status, locale));
    } else if (found.diagnoses().isEmpty()) {
      sentences.add(messages.getMessage("bounce.unknown", null, locale));
    }
    if (found.replyCode() != null && found.diagnoses().isEmpty()) {
      sentences.add(
          messages.getMessage(
              "bounce.reply." + found.replyCode() / 100,
              new Object[] {String.valueOf(found.replyCode())},
              locale));
    }
    if (found.cut()) {
      sentences.add(messages.getMessage("bounce.cut", null, locale));
    }
    return List.copyOf(sentences);
  }
}
