package io.todoku.collect.smtp;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

/**
 * A server without a network: its greeting can be read at once, and each command releases the next
 * reply, whatever it says. After the last one the server has closed the connection.
 */
final class RepliesSocket extends Socket {

  private final List<byte[]> replies;
  private int reply;
  private int at;

  RepliesSocket(List<byte[]> replies) {
    this.replies = replies;
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int available() {
        return reply < replies.size() ? replies.get(reply).length - at : 0;
      }

      @Override
      public int read() {
        return available() > 0 ? replies.get(reply)[at++] & 0xff : -1;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        if (octet == '\n') {
          reply++;
          at = 0;
        }
      }
    };
  }

  @Override
  public void setSoTimeout(int millis) {
    // there is nothing to wait for
  }
}
