package io.todoku.bounce;

/**
 * An IP address that a bounce names.
 *
 * @param address in its canonical form
 */
public record BounceAddress(String address, AddressRole role) {

  /** Whose address it is, as far as the text shows. */
  public enum AddressRole {
    /** The receiver named it in its answer, or the log names it as the client. */
    SENDER,
    /** The server that refused the mail. */
    RECEIVER,
    /** The text does not show whose it is. */
    OTHER
  }
}
