package io.todoku.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Sends e-mail through the server that {@code spring.mail} names. */
@Component
@Order(1)
class EmailNotifier implements Notifier {

  /** Of lines, and of notices. */
  private static final int MAX_LINES = 500;

  private final MessageRenderer renderer;
  private final ObjectProvider<JavaMailSender> sender;
  private final ITemplateEngine templates;
  private final String from;

  EmailNotifier(
      MessageRenderer renderer,
      ObjectProvider<JavaMailSender> sender,
      ITemplateEngine templates,
      NotificationSettings settings,
      @Value("${spring.mail.username:}") String user) {
    this.renderer = renderer;
    this.sender = sender;
    this.templates = templates;
    this.from = sender(settings, user);
  }

  /** The sender of all e-mails; blank where none is set. */
  static String sender(NotificationSettings settings, String user) {
    return settings.from().isBlank() && user.contains("@") ? user : settings.from();
  }

  @Override
  public String kind() {
    return "email";
  }

  @Override
  public @Nullable NoticeLine unavailableReason() {
    if (sender.getIfAvailable() == null) {
      return NoticeLine.of("notify.obstacle.host");
    }
    return from.isBlank() ? NoticeLine.of("notify.obstacle.from") : null;
  }

  @Override
  public @Nullable String targetError(String target) {
    return AttachmentMailer.areAddresses(target) ? null : "notify.target.addresses";
  }

  @Override
  public void send(Delivery delivery) throws DeliveryFailedException {
    NoticeLine reason = unavailableReason();
    if (reason != null) {
      throw new DeliveryFailedException(reason);
    }
    JavaMailSender server = sender.getObject();
    MimeMessage message;
    try {
      message =
          fill(delivery, new FixedIdMimeMessage(server.createMimeMessage(), delivery.id(), from));
    } catch (MessagingException failed) {
      throw MailSubmission.explain(failed);
    }
    MailSubmission.send(server, message);
  }

  private MimeMessage fill(Delivery delivery, MimeMessage message) throws MessagingException {
    RenderedMessage rendered = renderer.render(delivery, MAX_LINES);
    Context context = new Context(delivery.channel().locale());
    context.setVariable("message", rendered);
    MimeMessageHelper mail = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
    mail.setFrom(from);
    mail.setTo(InternetAddress.parse(delivery.channel().target, true));
    mail.setSubject(rendered.subject());
    mail.setText(rendered.toPlainText(), templates.process("mail", context));
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no automatic reply
    message.setHeader(PostingNotifier.DELIVERY_HEADER, delivery.id().toString());
    return message;
  }
}
