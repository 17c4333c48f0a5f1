package io.todoku.web;

import io.todoku.locale.InvalidInputException;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Puts a message on the page that a redirect leads to: what was done, or why it was not. */
@Component
public class FlashMessages {

  private final MessageSource messages;

  FlashMessages(MessageSource messages) {
    this.messages = messages;
  }

  /**
   * @param key in the message files
   */
  public void addDone(RedirectAttributes redirect, Locale locale, String key, Object... arguments) {
    redirect.addFlashAttribute("message", messages.getMessage(key, arguments, locale));
  }

  /**
   * @param key in the message files
   */
  public void addProblem(
      RedirectAttributes redirect, Locale locale, String key, Object... arguments) {
    redirect.addFlashAttribute("problem", messages.getMessage(key, arguments, locale));
  }

  public void addProblem(
      RedirectAttributes redirect, Locale locale, InvalidInputException problem) {
    redirect.addFlashAttribute("problem", messages.getMessage(problem, locale));
  }

  /** Runs an action and adds the message that it was done, or why its input is invalid. */
  public void run(
      Runnable action,
      RedirectAttributes redirect,
      Locale locale,
      String doneKey,
      Object... arguments) {
    try {
      action.run();
      addDone(redirect, locale, doneKey, arguments);
    } catch (InvalidInputException problem) {
      addProblem(redirect, locale, problem);
    }
  }
}
