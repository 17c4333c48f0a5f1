package io.todoku.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends files by e-mail, through the server and from the sender of notifications. */
@Component
public class AttachmentMailer {

  /** A file of an e-mail. */
  @SuppressWarnings("ArrayRecordComponent") // compared with nothing
  public record Attachment(String name, String mediaType, byte[] content) {}

  /** The e-mail did not reach all of its recipients, or nobody knows whether it did. */
  public static final class MailFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient NoticeLine reason;

    private final boolean permanent;

    MailFailedException(DeliveryFailedException failed) {
      super(failed.getMessage());
      this.reason = failed.reason();
      this.permanent = failed.isPermanent();
    }

    /** Whether another attempt would fail as well, or reach again those who have the e-mail. */
    public boolean isPermanent() {
      return permanent;
    }

    public NoticeLine reason() {
      return reason;
    }
  }

  private final ObjectProvider<JavaMailSender> sender;
  private final String from;

  AttachmentMailer(
      ObjectProvider<JavaMailSender> sender,
      NotificationSettings settings,
      @Value("${spring.mail.username:}") String user) {
    this.sender = sender;
    this.from = EmailNotifier.sender(settings, user);
  }

  /** Why no e-mail can be sent now; null where one can. */
  public @Nullable NoticeLine unavailableReason() {
    if (sender.getIfAvailable() == null) {
      return NoticeLine.of("notify.obstacle.host");
    }
    return from.isBlank() ? NoticeLine.of("notify.obstacle.from") : null;
  }

  /** Whether a text is one or more addresses with commas between them. */
  public static boolean areAddresses(String text) {
    try {
      for (InternetAddress address : InternetAddress.parse(text, true)) {
        address.validate();
      }
      return true;
    } catch (AddressException e) {
      return false;
    }
  }

  /**
   * Returns when the mail server has accepted it.
   *
   * @param id in the Message-ID, the same at each attempt
   * @param to addresses with commas between them
   * @throws MailFailedException if it has not, or nobody knows
   */
  public void send(
      UUID id,
      String to,
      String subject,
      String text,
      Locale language,
      List<Attachment> attachments)
      throws MailFailedException {
    NoticeLine reason = unavailableReason();
    if (reason != null) {
      throw new MailFailedException(new DeliveryFailedException(reason));
    }
    JavaMailSender server = sender.getObject();
    try {
      MimeMessage message = new FixedIdMimeMessage(server.createMimeMessage(), id, from);
      MimeMessageHelper mail = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
      mail.setFrom(from);
      mail.setTo(InternetAddress.parse(to, true));
      mail.setSubject(subject);
      mail.setText(text);
      for (Attachment file : attachments) {
        mail.addAttachment(file.name(), new ByteArrayResource(file.content()), file.mediaType());
      }
      message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no automatic reply
      message.setHeader("Content-Language", language.getLanguage());
      MailSubmission.send(server, message);
    } catch (MessagingException failed) {
      throw new MailFailedException(MailSubmission.explain(failed));
    } catch (DeliveryFailedException failed) {
      throw new MailFailedException(failed);
    }
  }
}
