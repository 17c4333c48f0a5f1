package io.todoku.bounce;

import io.todoku.bounce.BounceTable.BouncePhrase;
import io.todoku.bounce.BounceTable.BounceReceiver;
import io.todoku.bounce.BounceTable.RegisteredStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Explains a pasted bounce, delivery status or log line by the table of published codes and
 * phrases. What the table does not know is not guessed.
 */
@Component
public class BounceExplainer {

  /** A bounce to many recipients may have several reasons. */
  private static final int MAX_DIAGNOSES = 3;

  /** The most characters between two parts of a phrase. */
  private static final int MAX_GAP = 160;

  private final BounceTable table = new BounceTable();

  public BounceExplanation explain(String pasted) {
    BounceText text = BounceText.of(pasted);
    BounceCodes codes = BounceCodes.in(text.line());
    BounceHosts hosts = BounceHosts.in(text, codes.start());
    String byHost = receiverByHost(hosts.receivers());
    String byText = receiverByText(text, hosts);
    String shown = byHost == null ? byText : byHost;
    List<BouncePhrase> matching =
        table.phrases().stream()
            .filter(row -> matches(row, text, codes, shown))
            .sorted(Comparator.comparingInt(BounceExplainer::specificity).reversed())
            .toList();
    String receiver =
        Stream.of(byHost, byPhrase(matching), byText)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    boolean phraseKnown = matching.stream().anyMatch(row -> !row.phrase().isEmpty());
    Optional<RegisteredStatus> registered =
        Optional.ofNullable(codes.statusCode())
            .filter(_ -> !hasOwnMeaning(codes, receiver))
            .flatMap(code -> table.status(code.meaning()));
    return new BounceExplanation(
        codes.replyCode(),
        codes.statusCode() == null ? null : codes.statusCode().toString(),
        registered.map(row -> "bounce.status." + row.code()).orElse(null),
        registered.map(RegisteredStatus::source).orElse(null),
        receiver,
        phraseKnown,
        diagnoses(matching, phraseKnown, registered),
        hosts.addresses(),
        hosts.names(),
        text.cut());
  }

  private List<BounceDiagnosis> diagnoses(
      List<BouncePhrase> matching, boolean phraseKnown, Optional<RegisteredStatus> registered) {
    Map<String, BounceDiagnosis> found = new LinkedHashMap<>();
    matching.stream()
        .filter(row -> !phraseKnown || !row.phrase().isEmpty())
        .forEach(row ->
            found.putIfAbsent(
                row.diagnosis(), table.diagnosis(row.diagnosis(), publisher(row), row.source())));
    if (found.isEmpty()) {
      registered
          .filter(row -> !row.diagnosis().isEmpty())
          .ifPresent(row ->
              found.put(row.diagnosis(), table.diagnosis(row.diagnosis(), null, row.source())));
    }
    return found.values().stream().limit(MAX_DIAGNOSES).toList();
  }

  private static @Nullable String publisher(BouncePhrase row) {
    return row.receivers().isEmpty() ? null : row.receivers().getFirst();
  }

  private static boolean matches(
      BouncePhrase row, BounceText text, BounceCodes codes, @Nullable String receiver) {
    boolean receiverFits =
        row.receivers().isEmpty()
            || (receiver == null ? isDistinctive(row) : row.receivers().contains(receiver));
    return receiverFits
        && (row.code().isEmpty() || row.code().equals(String.valueOf(codes.replyCode())))
        && (row.status().isEmpty() || row.status().equals(String.valueOf(codes.statusCode())))
        && contains(text.phrases(), row.phrase());
  }

  /** Whether the phrase alone shows the receiver, because nobody else would write it. */
  private static boolean isDistinctive(BouncePhrase row) {
    return row.code().isEmpty() && row.phrase().split(" ").length >= 4;
  }

  /** Whether the parts of a phrase stand in the text in their order, not far from each other. */
  private static boolean contains(String text, String phrase) {
    String[] parts = phrase.split(" ?… ?");
    int from = text.indexOf(parts[0]);
    while (from >= 0) {
      int end = from + parts[0].length();
      for (int i = 1; i < parts.length && end >= 0; i++) {
        int limit = Math.min(text.length(), end + MAX_GAP + parts[i].length());
        int next = text.indexOf(parts[i], end, limit);
        end = next < 0 ? -1 : next + parts[i].length();
      }
      if (end >= 0) {
        return true;
      }
      from = parts.length == 1 ? -1 : text.indexOf(parts[0], from + 1);
    }
    return false;
  }

  private static int specificity(BouncePhrase row) {
    return row.phrase().length()
        + (row.receivers().isEmpty() ? 0 : 100)
        + (row.status().isEmpty() ? 0 : 10)
        + (row.code().isEmpty() ? 0 : 5);
  }

  /** Whether the receiver publishes a meaning of the code that differs from the standard. */
  private boolean hasOwnMeaning(BounceCodes codes, @Nullable String receiver) {
    return receiver != null
        && table.phrases().stream()
            .anyMatch(row ->
                row.receivers().contains(receiver)
                    && row.phrase().isEmpty()
                    && row.status().equals(String.valueOf(codes.statusCode())));
  }

  private @Nullable String receiverByHost(List<String> hosts) {
    return hosts.stream()
        .map(host -> longestEnd(host, BounceReceiver::hosts))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String byPhrase(List<BouncePhrase> matching) {
    return matching.stream()
        .map(BounceExplainer::publisher)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** By what only this receiver writes, or by the domain of the recipient's mailbox. */
  private @Nullable String receiverByText(BounceText text, BounceHosts hosts) {
    return table.receivers().stream()
        .filter(one -> one.markers().stream().anyMatch(text.phrases()::contains))
        .map(BounceReceiver::id)
        .findFirst()
        .or(() ->
            hosts.mailboxDomains().stream()
                .map(domain -> longestEnd(domain, BounceReceiver::mailboxes))
                .filter(Objects::nonNull)
                .findFirst())
        .orElse(null);
  }

  private @Nullable String longestEnd(String name, Function<BounceReceiver, List<String>> ends) {
    record ReceiverMatch(String id, int length) {}
    List<ReceiverMatch> matches = new ArrayList<>();
    for (BounceReceiver receiver : table.receivers()) {
      for (String end : ends.apply(receiver)) {
        if (name.equals(end) || name.endsWith("." + end)) {
          matches.add(new ReceiverMatch(receiver.id(), end.length()));
        }
      }
    }
    return matches.stream()
        .max(Comparator.comparingInt(ReceiverMatch::length))
        .map(ReceiverMatch::id)
        .orElse(null);
  }
}
