package io.todoku.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes no connection and sends nothing back, because its queue is full: what a server looks like
 * from a network that blocks its port.
 */
public final class SilentServer implements AutoCloseable {

  private final ServerSocket socket;
  private final List<Socket> waiting = new ArrayList<>();

  public SilentServer(String address, int port) throws IOException {
    socket = new ServerSocket(port, 1, InetAddress.ofLiteral(address));
    boolean taken = true;
    while (taken) {
      Socket filler = new Socket();
      waiting.add(filler);
      try {
        filler.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), 200);
      } catch (IOException full) {
        taken = false;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket filler : waiting) {
      filler.close();
    }
    socket.close();
  }
}
