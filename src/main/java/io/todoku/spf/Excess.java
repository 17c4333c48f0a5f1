package io.todoku.spf;

/** More questions than RFC 7208 (section 4.6.4) allows: a permanent error. */
final class Excess extends RuntimeException {

  private static final long serialVersionUID = 1;

  Excess(String what) {
    super(what);
  }
}
