package io.todoku.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Sends e-mail through the server that {@code spring.mail} names. */
@Component
class MailCarrier implements Carrier {

  private static final int LINES = 500;

  private final LetterWriter writer;
  private final ObjectProvider<JavaMailSender> sender;
  private final ITemplateEngine templates;
  private final String from;

  MailCarrier(
      LetterWriter writer,
      ObjectProvider<JavaMailSender> sender,
      ITemplateEngine templates,
      NotifySettings settings,
      @Value("${spring.mail.username:}") String user) {
    this.writer = writer;
    this.sender = sender;
    this.templates = templates;
    this.from = settings.from().isBlank() && user.contains("@") ? user : settings.from();
  }

  @Override
  public ChannelKind kind() {
    return ChannelKind.EMAIL;
  }

  @Override
  public @Nullable Line obstacle() {
    if (sender.getIfAvailable() == null) {
      return Line.of("notify.obstacle.host");
    }
    return from.isBlank() ? Line.of("notify.obstacle.from") : null;
  }

  @Override
  public @Nullable String wrong(String target) {
    try {
      for (InternetAddress address : InternetAddress.parse(target, true)) {
        address.validate();
      }
      return null;
    } catch (AddressException e) {
      return "notify.target.addresses";
    }
  }

  @Override
  public void send(Delivery delivery) throws DeliveryFailedException {
    Line obstacle = obstacle();
    if (obstacle != null) {
      throw new DeliveryFailedException(obstacle);
    }
    JavaMailSender server = sender.getObject();
    try {
      server.send(write(delivery, new Numbered(server.createMimeMessage(), delivery.id(), from)));
    } catch (MailException | MessagingException failed) {
      throw new DeliveryFailedException(Line.of("notify.failed.mail", told(failed)));
    }
  }

  private MimeMessage write(Delivery delivery, MimeMessage message) throws MessagingException {
    Letter letter = writer.write(delivery, LINES);
    Context context = new Context(delivery.channel().locale());
    context.setVariable("letter", letter);
    MimeMessageHelper mail = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
    mail.setFrom(from);
    mail.setTo(InternetAddress.parse(delivery.channel().target, true));
    mail.setSubject(letter.subject());
    mail.setText(letter.plain(), templates.process("mail", context));
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody is to answer it
    message.setHeader(WebhookCarrier.DELIVERY, delivery.id().toString());
    return message;
  }

  /** What the server said stands in the innermost cause. */
  private static String told(Exception failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** A message whose Message-ID is the delivery's, also after the sender has given it another. */
  private static final class Numbered extends MimeMessage {

    private final UUID id;
    private final String from;

    Numbered(MimeMessage blank, UUID id, String from) throws MessagingException {
      super(blank.getSession());
      this.id = id;
      this.from = from;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      String domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
      setHeader("Message-ID", "<" + id + "@" + domain + ">");
    }
  }
}
