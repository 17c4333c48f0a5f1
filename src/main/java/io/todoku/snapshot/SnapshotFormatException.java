package io.todoku.snapshot;

import java.util.Arrays;
import org.springframework.context.MessageSourceResolvable;

/**
 * A file is no snapshot that this release can read. The text says what is wrong and at which path
 * of the file; the message files have it in each language.
 */
public class SnapshotFormatException extends IllegalArgumentException
    implements MessageSourceResolvable {

  private static final long serialVersionUID = 1;

  private final SnapshotFault fault;
  private final transient Object[] arguments;

  /**
   * @param arguments of the text, in its order; an exception stands for its message
   */
  public SnapshotFormatException(SnapshotFault fault, Object... arguments) {
    super(
        fault
            .englishText()
            .formatted(Arrays.stream(arguments).map(SnapshotFormatException::shown).toArray()));
    this.fault = fault;
    this.arguments = arguments;
  }

  private static Object shown(Object argument) {
    return argument instanceof Exception reason ? String.valueOf(reason.getMessage()) : argument;
  }

  public SnapshotProblem problem() {
    return fault.problem();
  }

  @Override
  public String[] getCodes() {
    return new String[] {fault.key()};
  }

  @Override
  public Object[] getArguments() {
    return arguments.clone();
  }

  @Override
  public String getDefaultMessage() {
    return String.valueOf(getMessage());
  }

  /** What kind of thing is wrong. */
  public enum SnapshotProblem {
    /** It is something else. */
    NO_SNAPSHOT,
    /** It is cut off, or a part is missing or wrong. */
    BROKEN,
    /** A newer release wrote it. */
    NEWER,
    TOO_LARGE
  }
}
