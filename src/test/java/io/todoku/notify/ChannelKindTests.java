package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.locale.Language;
import io.todoku.locale.LanguageFiles;
import io.todoku.locale.Languages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;

/** A kind of channel is one class and its texts in every language. */
class ChannelKindTests {

  @Test
  void everyKindOfChannelHasItsTextsInEveryLanguage() throws IOException {
    List<String> kinds = notifiers().stream().map(Notifier::kind).toList();

    assertThat(kinds)
        .contains(
            "email",
            "slack",
            "teams",
            "webhook",
            "sns",
            "eventbridge",
            "jira",
            "backlog",
            "securityhub")
        .doesNotHaveDuplicates();
    assertThat(kinds).allMatch(kind -> kind.matches("[a-z]{1,20}"));
    assertThat(missing(fieldTextKeys())).isEmpty();
    assertThat(missingTexts(kinds))
        .withFailMessage(() -> "Add these texts of kinds of channels: " + missingTexts(kinds))
        .isEmpty();
  }

  @Test
  void aKindWithoutTextsIsReportedWithEveryKeyInEveryLanguage() {
    assertThat(missingTexts(List.of("email", "pager")))
        .hasToString(
            "{messages/notify.properties=[channel.kind.pager, channel.kind.what.pager,"
                + " channel.target.pager, channel.target.pager.hint],"
                + " messages/notify_ja.properties=[channel.kind.pager, channel.kind.what.pager,"
                + " channel.target.pager, channel.target.pager.hint]}");
  }

  @Test
  void theKindIsStoredAsTheReleaseBeforeStoredIt() {
    var converter = new ChannelKindConverter();

    assertThat(converter.convertToDatabaseColumn("webhook")).isEqualTo("WEBHOOK");
    assertThat(converter.convertToEntityAttribute("SNS")).isEqualTo("sns");
  }

  @Test
  void theOutboxKnowsTheKindsThatKeepFindings() {
    assertThat(
            notifiers().stream()
                .filter(Notifier::keepsFindings)
                .map(Notifier::kind)
                .collect(Collectors.toSet()))
        .isEqualTo(Outbox.FINDING_KINDS);
  }

  @Test
  void twoNotifiersOfOneKindAreRefused() {
    Notifier first = instance(SnsNotifier.class);
    Notifier second = instance(SnsNotifier.class);

    assertThatThrownBy(() -> new Notifiers(List.of(first, second)))
        .hasMessage("two notifiers of the kind sns");
  }

  @Test
  void onlyWebhooksHaveSecretTargetsAndOnlyOursIsSigned() {
    assertThat(notifiers().stream().filter(Notifier::isTargetSecret).map(Notifier::kind))
        .containsExactlyInAnyOrder("slack", "teams", "webhook");
    assertThat(notifiers().stream().filter(Notifier::isSigned).map(Notifier::kind))
        .containsExactly("webhook");
  }

  /** The notifiers of the package, without what they need in order to send. */
  private static List<Notifier> notifiers() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(Notifier.class));
    List<Notifier> notifiers = new ArrayList<>();
    for (BeanDefinition found : scanner.findCandidateComponents("io.todoku")) {
      Class<?> type = ClassUtils.resolveClassName(found.getBeanClassName(), null);
      notifiers.add(instance(type));
    }
    return notifiers;
  }

  private static Notifier instance(Class<?> type) {
    return (Notifier) new SpringObjenesis().newInstance(type, false);
  }

  private static List<String> fieldTextKeys() {
    return notifiers().stream()
        .flatMap(notifier ->
            notifier.fields().stream().flatMap(field -> field.textKeys(notifier.kind()).stream()))
        .toList();
  }

  private static Map<String, List<String>> missingTexts(List<String> kinds) {
    return missing(
        kinds.stream().flatMap(kind -> ChannelKindView.textKeys(kind).stream()).toList());
  }

  private static Map<String, List<String>> missing(List<String> keys) {
    Map<String, List<String>> missing = new TreeMap<>();
    for (Language language : Languages.all()) {
      String file = "messages/" + LanguageFiles.messages("notify", language);
      Properties texts = read(file);
      List<String> absent =
          keys.stream().filter(key -> texts.getProperty(key, "").isBlank()).toList();
      if (!absent.isEmpty()) {
        missing.put(file, absent);
      }
    }
    return missing;
  }

  /** No texts where a language has no such file yet. */
  private static Properties read(String file) {
    ClassPathResource resource = new ClassPathResource(file);
    try {
      return resource.exists()
          ? PropertiesLoaderUtils.loadProperties(
              new EncodedResource(resource, StandardCharsets.UTF_8))
          : new Properties();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
