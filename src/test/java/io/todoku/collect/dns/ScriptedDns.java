package io.todoku.collect.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * A DNS server on a loopback address whose answers a test scripts, per question and transport; it
 * refuses what is not scripted, and remembers what it was asked.
 */
public final class ScriptedDns implements AutoCloseable {

  enum Transport {
    UDP,
    TCP
  }

  /** What goes back for a query: null for silence. */
  @FunctionalInterface
  public interface AnswerScript {
    @Nullable Message answer(Message query);
  }

  /** As {@link Script}, for what is no message. */
  @FunctionalInterface
  interface RawAnswerScript {
    byte @Nullable [] answer(Message query);
  }

  private record ReceivedQuery(String name, String type, Transport transport, boolean unchecked) {}

  private record ScriptKey(String name, String type, Transport transport) {}

  private final DatagramSocket udp;
  private final @Nullable ServerSocket tcp;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<ScriptKey, RawAnswerScript> scripts = new ConcurrentHashMap<>();
  private final List<ReceivedQuery> asked = new CopyOnWriteArrayList<>();

  private ScriptedDns(DatagramSocket udp, @Nullable ServerSocket tcp) {
    this.udp = udp;
    this.tcp = tcp;
    workers.execute(this::serveUdp);
    if (tcp != null) {
      workers.execute(() -> serveTcp(tcp));
    }
  }

  /** On one free port for both transports. */
  public static ScriptedDns start() {
    while (true) {
      try {
        ServerSocket tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try {
          return new ScriptedDns(datagrams(tcp.getLocalPort()), tcp);
        } catch (BindException taken) {
          tcp.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Where connections over TCP are refused. */
  static ScriptedDns withoutTcp() {
    try {
      return new ScriptedDns(datagrams(0), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** There, for both transports. */
  static ScriptedDns at(String address, int port) {
    try {
      InetAddress here = InetAddress.ofLiteral(address);
      return new ScriptedDns(new DatagramSocket(port, here), new ServerSocket(port, 50, here));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DatagramSocket datagrams(int port) throws IOException {
    return new DatagramSocket(port, InetAddress.getLoopbackAddress());
  }

  public String resolver() {
    return udp.getLocalAddress().getHostAddress() + ":" + udp.getLocalPort();
  }

  /** Over both transports. */
  public ScriptedDns on(String name, String type, AnswerScript script) {
    return on(name, type, Transport.UDP, script).on(name, type, Transport.TCP, script);
  }

  ScriptedDns on(String name, String type, Transport transport, AnswerScript script) {
    return raw(
        name,
        type,
        transport,
        query -> {
          Message answer = script.answer(query);
          return answer == null ? null : answer.toWire();
        });
  }

  ScriptedDns raw(String name, String type, Transport transport, RawAnswerScript script) {
    scripts.put(new ScriptKey(name, type, transport), script);
    return this;
  }

  public long asked(String name, String type) {
    return asked(name, type, Transport.UDP) + asked(name, type, Transport.TCP);
  }

  long asked(String name, String type, Transport transport) {
    return asked.stream()
        .filter(a ->
            new ScriptKey(a.name(), a.type(), a.transport())
                .equals(new ScriptKey(name, type, transport)))
        .count();
  }

  /** How often with DNSSEC checking switched off, of {@link #asked}. */
  long askedUnchecked(String name, String type) {
    return asked.stream()
        .filter(a -> a.unchecked() && a.name().equals(name) && a.type().equals(type))
        .count();
  }

  /** Every question so far, each once: name and type. */
  public List<String> questions() {
    return asked.stream().map(query -> query.name() + " " + query.type()).distinct().toList();
  }

  long askedAtAll() {
    return asked.size();
  }

  @Override
  public void close() {
    udp.close();
    try {
      if (tcp != null) {
        tcp.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    workers.shutdownNow();
  }

  private byte @Nullable [] answer(byte[] wire, Transport transport) throws IOException {
    Message query = new Message(wire);
    Record question = query.getQuestion();
    String name = question.getName().toString(true);
    String type = Type.string(question.getType());
    asked.add(new ReceivedQuery(name, type, transport, query.getHeader().getFlag(Flags.CD)));
    return scripts
        .getOrDefault(
            new ScriptKey(name, type, transport),
            q -> ScriptedReply.rcode(Rcode.REFUSED).answer(q).toWire())
        .answer(query);
  }

  private void serveUdp() {
    while (!udp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
      try {
        udp.receive(packet);
      } catch (IOException closed) {
        return;
      }
      byte[] query = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
      workers.execute(() -> {
        try {
          byte[] answer = answer(query, Transport.UDP);
          if (answer != null) {
            udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
          }
        } catch (IOException closed) {
          // The client has gone, or the test is over.
        }
      });
    }
  }

  private void serveTcp(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        workers.execute(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (true) {
        byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), Transport.TCP);
        if (answer != null) {
          out.writeShort(answer.length);
          out.write(answer);
          out.flush();
        }
      }
    } catch (IOException closed) {
      // The client has gone, or the test is over.
    }
  }
}
