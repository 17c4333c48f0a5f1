package io.todoku.collect.aws;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Rejects a successful response that is not an answer of the API. The SDK would read an empty body,
 * or the page of a proxy, as an empty list: absence of evidence would become evidence of absence.
 */
final class ResponseValidationInterceptor implements ExecutionInterceptor {

  /** Octets in one page of an answer; a full page of EC2 instances has about 4 MiB. */
  private static final long LIMIT = 64L * 1024 * 1024;

  private static final int HEAD = 1024;

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    InputStream body =
        context.responseBody().orElseGet(() -> new ByteArrayInputStream(new byte[0]));
    if (!context.httpResponse().isSuccessful()) {
      return Optional.of(new BoundedInputStream(body));
    }
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    BufferedInputStream readable = new BufferedInputStream(new BoundedInputStream(body));
    String head = head(readable);
    if (!head.startsWith("{") && !head.contains("<" + operation + "Response")) {
      throw new MalformedAnswerException(
          "the answer is none to "
              + operation
              + " (status "
              + context.httpResponse().statusCode()
              + ")");
    }
    return Optional.of(readable);
  }

  private static String head(BufferedInputStream body) {
    try {
      body.mark(HEAD);
      byte[] head = body.readNBytes(HEAD);
      body.reset();
      return new String(head, StandardCharsets.UTF_8).stripLeading();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws an exception once more octets come than {@link #LIMIT}. */
  private static final class BoundedInputStream extends FilterInputStream {
    private long octetsLeft = LIMIT;

    BoundedInputStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] into, int from, int maxOctets) throws IOException {
      int read = super.read(into, from, maxOctets);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int octets) {
      octetsLeft -= octets;
      if (octetsLeft < 0) {
        throw new MalformedAnswerException("the answer is larger than " + LIMIT + " octets");
      }
    }
  }
}
