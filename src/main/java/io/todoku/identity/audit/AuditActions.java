package io.todoku.identity.audit;

import static java.util.stream.Collectors.toCollection;

import io.todoku.identity.Audited;
import io.todoku.identity.TodokuRoutes;
import io.todoku.locale.InvalidInputException;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The actions that the audit log tells of, to choose from. */
@Component
class AuditActions {

  /** Done by filters, so that no handler declares them. */
  private static final List<String> OF_FILTERS =
      List.of("session.begin", "session.password", "token.use");

  private final TodokuRoutes routes;
  private final MessageSource messages;

  AuditActions(TodokuRoutes routes, MessageSource messages) {
    this.routes = routes;
    this.messages = messages;
  }

  /**
   * An action.
   *
   * @param id as the log keeps it, such as {@code waiver.add}
   * @param name in the reader's language
   */
  record AuditAction(String id, String name) {}

  private Stream<String> ids() {
    Stream<String> ofHandlers =
        routes.stream()
            .map(route -> route.handler().getMethodAnnotation(Audited.class))
            .filter(annotation -> annotation != null)
            .map(Audited::value);
    return Stream.concat(ofHandlers, OF_FILTERS.stream()).distinct();
  }

  /**
   * @throws InvalidInputException if the log tells of no such action and of no such kind of them
   */
  void requireKnown(String action) {
    Set<String> known = new TreeSet<>(ids().toList());
    Set<String> kinds = known.stream().map(AuditActions::kind).collect(toCollection(TreeSet::new));
    if (known.contains(action) || kinds.contains(action)) {
      return;
    }
    String kind = kind(action);
    throw InvalidInputException.withMessage(
        kinds.contains(kind)
            ? "\"action\" of the kind %s must be one of %s"
                .formatted(
                    kind,
                    known.stream()
                        .filter(one -> kind(one).equals(kind))
                        .collect(Collectors.joining(", ")))
            : "\"action\" must be an action such as waiver.add, or a kind of them: one of "
                + String.join(", ", kinds));
  }

  private static String kind(String action) {
    return action.replaceFirst("\\..*", "");
  }

  /** All of them, in the order of their names. */
  List<AuditAction> in(Locale locale) {
    Comparator<String> order = Collator.getInstance(locale)::compare;
    return ids()
        .map(id ->
            new AuditAction(id, messages.getMessage("audit.action." + id, new Object[0], locale)))
        .sorted(Comparator.comparing(AuditAction::name, order))
        .toList();
  }
}
