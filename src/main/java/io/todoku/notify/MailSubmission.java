package io.todoku.notify;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

/** Hands an e-mail to the mail server, which may accept it for some of its recipients only. */
final class MailSubmission {

  private static final int PERMANENT = 500;

  private MailSubmission() {}

  /**
   * @throws DeliveryFailedException if the server refused it, for one recipient at least. It is
   *     permanent where the others have it already, or where another attempt would be refused too
   */
  static void send(JavaMailSender server, MimeMessage message) throws DeliveryFailedException {
    try {
      server.send(message);
    } catch (MailException failed) {
      throw explain(failed);
    }
  }

  static DeliveryFailedException explain(Exception failed) {
    List<SMTPAddressFailedException> refused = new ArrayList<>();
    boolean sentToOthers = false;
    boolean permanent = false;
    for (Exception one = cause(failed); one != null; one = next(one)) {
      switch (one) {
        case SMTPAddressFailedException address -> refused.add(address);
        case SMTPSendFailedException whole -> {
          sentToOthers |= isSome(whole.getValidSentAddresses());
          permanent |= whole.getReturnCode() >= PERMANENT;
        }
        case SendFailedException some -> sentToOthers |= isSome(some.getValidSentAddresses());
        default -> {}
      }
    }
    if (refused.isEmpty()) {
      NoticeLine reason = NoticeLine.of("notify.failed.mail", rootMessage(failed));
      return permanent
          ? DeliveryFailedException.permanent(reason)
          : new DeliveryFailedException(reason);
    }
    NoticeLine reason =
        NoticeLine.of(
            sentToOthers ? "notify.failed.recipients.some" : "notify.failed.recipients",
            refused.stream()
                .map(one -> one.getAddress() + ": " + String.valueOf(one.getMessage()).strip())
                .collect(Collectors.joining("; ")));
    boolean forGood = refused.stream().allMatch(one -> one.getReturnCode() >= PERMANENT);
    return sentToOthers || forGood
        ? DeliveryFailedException.permanent(reason)
        : new DeliveryFailedException(reason);
  }

  private static boolean isSome(Address @Nullable [] addresses) {
    return addresses != null && addresses.length > 0;
  }

  /** What happened to the only message. */
  private static @Nullable Exception cause(Exception failed) {
    return failed instanceof MailSendException several && several.getMessageExceptions().length > 0
        ? several.getMessageExceptions()[0]
        : failed;
  }

  private static @Nullable Exception next(Exception one) {
    return one instanceof MessagingException mail ? mail.getNextException() : null;
  }

  /** The reply of the mail server is the message of the deepest cause. */
  private static String rootMessage(Exception failed) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failed);
    Exception cause = root instanceof MailException ? cause(failed) : null;
    Throwable told = cause == null ? root : NestedExceptionUtils.getMostSpecificCause(cause);
    return told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage().strip();
  }
}
