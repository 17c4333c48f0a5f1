package io.todoku.checklist;

import io.todoku.identity.CurrentUser;
import io.todoku.identity.UserRole;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The texts for whoever makes the request. A viewer reads what a client reads in a report, because
 * a viewer too can only tell others what to record, waive or set.
 */
@Component
public class ReaderWording {

  private final MessageSource messages;
  private final CurrentUser currentUser;

  ReaderWording(MessageSource messages, CurrentUser currentUser) {
    this.messages = messages;
    this.currentUser = currentUser;
  }

  public Wording in(Locale locale) {
    Wording wording = new Wording(messages, locale);
    return currentUser.access().role().includes(UserRole.OPERATOR) ? wording : wording.forClient();
  }
}
