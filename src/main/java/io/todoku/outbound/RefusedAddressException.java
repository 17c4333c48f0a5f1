package io.todoku.outbound;

import java.net.UnknownHostException;

/** A host has an address that may not be connected to, so none of its addresses is. */
public final class RefusedAddressException extends UnknownHostException {

  private static final long serialVersionUID = 1;

  private final String address;

  RefusedAddressException(String host, String address) {
    super(host + " has the address " + address);
    this.address = address;
  }

  /** The address, as a literal. */
  public String address() {
    return address;
  }
}
