package io.todoku.collect.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server on the loopback address that says what a test wants, and keeps what it was told. */
public final class ScriptedServer implements AutoCloseable {

  /** How one connection goes. */
  @FunctionalInterface
  interface ConnectionScript {
    void run(ProberConnection peer) throws IOException;
  }

  private final ServerSocket socket;
  private final Thread thread;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  private ScriptedServer(ConnectionScript script) throws IOException {
    socket = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
    thread = Thread.ofVirtual().start(() -> serve(script));
  }

  static ScriptedServer running(ConnectionScript script) throws IOException {
    return new ScriptedServer(script);
  }

  /**
   * Greets, then answers line by line.
   *
   * @param answers for a command; null drops the connection
   */
  public static ScriptedServer answering(String greeting, UnaryOperator<String> answers)
      throws IOException {
    return running(peer -> {
      peer.send(greeting);
      peer.answerAll(answers);
    });
  }

  public int port() {
    return socket.getLocalPort();
  }

  List<String> commands() {
    return List.copyOf(commands);
  }

  public int connections() {
    return connections.get();
  }

  private void serve(ConnectionScript script) {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connections.incrementAndGet();
        script.run(new ProberConnection(connection));
      } catch (IOException gone) {
        // the prober left, or the test is over
      }
    }
  }

  /** The prober's end. */
  final class ProberConnection {
    private Socket connection;
    private BufferedReader in;
    private OutputStream out;

    ProberConnection(Socket connection) throws IOException {
      this.connection = connection;
      in = reader(connection);
      out = connection.getOutputStream();
    }

    /** Goes on encrypted, as the server's end. */
    void encrypt(SSLContext keys) throws IOException {
      SSLSocket secure =
          (SSLSocket) keys.getSocketFactory().createSocket(connection, null, -1, true);
      secure.setUseClientMode(false);
      secure.startHandshake();
      connection = secure;
      in = reader(secure);
      out = secure.getOutputStream();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
      return new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** Sends a reply, lines joined by line feeds, each with CR LF. */
    void send(String reply) throws IOException {
      sendRaw((reply.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    void sendRaw(byte... octets) throws IOException {
      out.write(octets);
      out.flush();
    }

    @Nullable String readCommand() throws IOException {
      String line = in.readLine();
      if (line != null) {
        commands.add(line);
      }
      return line;
    }

    /** Answers whatever comes, without taking it for a command. */
    void sendAfterFirstOctet(String reply) throws IOException {
      in.read();
      send(reply);
      drain();
    }

    /** Reads what is no command until the other end leaves. */
    void drain() throws IOException {
      while (in.read() >= 0) {
        // not kept
      }
    }

    void answerAll(UnaryOperator<String> answers) throws IOException {
      for (String line = readCommand(); line != null; line = readCommand()) {
        String reply = line.equals("QUIT") ? "221 bye" : answers.apply(line);
        if (reply == null) {
          return;
        }
        send(reply);
        if (line.equals("QUIT")) {
          return;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    thread.interrupt();
  }
}
