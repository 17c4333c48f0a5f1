package io.todoku.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface AddressLookup {

  /**
   * @throws UnknownHostException where it has none
   */
  InetAddress[] find(String host) throws UnknownHostException;
}
