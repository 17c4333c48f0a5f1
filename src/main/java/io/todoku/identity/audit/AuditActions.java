package io.todoku.identity.audit;

import io.todoku.identity.Audited;
import io.todoku.identity.TodokuRoutes;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

  /** All of them, in the order of their names. */
  List<AuditAction> in(Locale locale) {
    Stream<String> ofHandlers =
        routes.stream()
            .map(route -> route.handler().getMethodAnnotation(Audited.class))
            .filter(annotation -> annotation != null)
            .map(Audited::value);
    Comparator<String> order = Collator.getInstance(locale)::compare;
    return Stream.concat(ofHandlers, OF_FILTERS.stream())
        .distinct()
        .map(id ->
            new AuditAction(id, messages.getMessage("audit.action." + id, new Object[0], locale)))
        .sorted(Comparator.comparing(AuditAction::name, order))
        .toList();
  }
}
