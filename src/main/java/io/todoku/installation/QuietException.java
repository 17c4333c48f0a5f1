package io.todoku.installation;

/** Something was asked for that a quiet installation does not do, such as a scan. */
public final class QuietException extends RuntimeException {

  private static final long serialVersionUID = 1;

  QuietException() {
    super("the installation is quiet");
  }
}
