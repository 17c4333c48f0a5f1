package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** An e-mail whose recipients the mail server does not all accept. */
class MailSubmissionTests {

  private static final String PREFIX = "spring.mail.properties.";

  private ServerSocket server;
  private final List<String> accepted = new CopyOnWriteArrayList<>();
  private final List<String> sent = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        talk(
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII)),
            new PrintWriter(client.getOutputStream(), false, StandardCharsets.US_ASCII));
      } catch (IOException closed) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(closed);
        }
      }
    }
  }

  private void talk(BufferedReader in, PrintWriter out) throws IOException {
    answer(out, "220 mail.example.com");
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (data) {
        if (line.equals(".")) {
          data = false;
          sent.addAll(accepted);
          answer(out, "250 queued");
        }
        continue;
      }
      if (line.startsWith("RCPT TO:<gone@")) {
        answer(out, "550 5.1.1 No such user");
      } else if (line.startsWith("RCPT TO:<busy@")) {
        answer(out, "450 4.2.1 Try later");
      } else if (line.startsWith("RCPT TO:")) {
        accepted.add(line.substring("RCPT TO:<".length(), line.length() - 1));
        answer(out, "250 ok");
      } else if (line.equals("DATA")) {
        data = true;
        answer(out, "354 go on");
      } else {
        answer(out, line.equals("QUIT") ? "221 bye" : "250 ok");
      }
    }
  }

  private static void answer(PrintWriter out, String line) {
    out.print(line + "\r\n");
    out.flush();
  }

  /** With the settings that the application has. */
  private JavaMailSenderImpl sender() {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("application.yaml"));
    Properties mail = new Properties();
    Objects.requireNonNull(yaml.getObject())
        .forEach((key, value) -> {
          if (key.toString().startsWith(PREFIX)) {
            mail.put(key.toString().substring(PREFIX.length()), value.toString());
          }
        });
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(server.getLocalPort());
    sender.setJavaMailProperties(mail);
    return sender;
  }

  private void send(String... to) throws Exception {
    JavaMailSenderImpl sender = sender();
    MimeMessage message = sender.createMimeMessage();
    MimeMessageHelper mail = new MimeMessageHelper(message);
    mail.setFrom("todoku@example.com");
    mail.setTo(to);
    mail.setSubject("x");
    mail.setText("y");
    MailSubmission.send(sender, message);
  }

  private DeliveryFailedException failure(String... to) {
    return catchThrowableOfType(DeliveryFailedException.class, () -> send(to));
  }

  @Test
  void theOthersGetItAndTheRefusedAddressIsToldWithTheReply() {
    DeliveryFailedException failed =
        failure("gone@example.com", "ops@example.com", "team@example.com");

    assertThat(sent).containsExactly("ops@example.com", "team@example.com");
    assertThat(failed.reason())
        .isEqualTo(
            NoticeLine.of(
                "notify.failed.recipients.some", "gone@example.com: 550 5.1.1 No such user"));
    assertThat(failed.isPermanent()).as("the others would get it again").isTrue();
  }

  @Test
  void anAddressThatDoesNotExistIsNotTriedAgain() {
    DeliveryFailedException failed = failure("gone@example.com");

    assertThat(sent).isEmpty();
    assertThat(failed.reason())
        .isEqualTo(
            NoticeLine.of("notify.failed.recipients", "gone@example.com: 550 5.1.1 No such user"));
    assertThat(failed.isPermanent()).isTrue();
  }

  @Test
  void anAddressThatIsBusyIsTriedAgain() {
    DeliveryFailedException failed = failure("busy@example.com");

    assertThat(failed.reason().arguments())
        .containsExactly("busy@example.com: 450 4.2.1 Try later");
    assertThat(failed.isPermanent()).isFalse();
  }

  @Test
  void aServerThatIsAwayIsTriedAgainAndNamedWithoutWordsOfJava() throws IOException {
    server.close();

    DeliveryFailedException failed = failure("ops@example.com");

    assertThat(failed.isPermanent()).isFalse();
    assertThat(failed.reason().key()).isEqualTo("notify.failed.mail");
    assertThat(failed.reason().arguments().getFirst().toString())
        .doesNotContain("Exception", "nested");
  }
}
