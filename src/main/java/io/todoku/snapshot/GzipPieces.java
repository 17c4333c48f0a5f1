package io.todoku.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes compressed by gzip, in pieces that every database takes as a value. */
public final class GzipPieces {

  /** H2 takes at most 1 MiB into a binary column. */
  public static final int PIECE_SIZE = 512 * 1024;

  private GzipPieces() {}

  public static List<byte[]> compress(byte[] plain) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cut(bytes.toByteArray());
  }

  /** The bytes as they are, in pieces of at most {@link #PIECE_SIZE}. */
  public static List<byte[]> cut(byte[] bytes) {
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += PIECE_SIZE) {
      pieces.add(Arrays.copyOfRange(bytes, from, Math.min(from + PIECE_SIZE, bytes.length)));
    }
    return pieces;
  }

  /**
   * @param pieces all of them, in order
   */
  public static byte[] join(List<byte[]> pieces) {
    var bytes = new ByteArrayOutputStream();
    pieces.forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /**
   * @param pieces all of them, in order
   */
  public static byte[] decompress(List<byte[]> pieces) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(join(pieces)))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
