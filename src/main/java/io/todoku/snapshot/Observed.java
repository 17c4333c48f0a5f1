package io.todoku.snapshot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.function.Function;

/**
 * What was seen, or why it could not be seen. There is no third way: whoever reads one says what it
 * does when it does not know.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "observed")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Observed.Known.class, name = "known"),
  @JsonSubTypes.Type(value = Observed.Unknown.class, name = "unknown")
})
public sealed interface Observed<T> {

  record Known<T>(T value) implements Observed<T> {}

  record Unknown<T>(Reason reason) implements Observed<T> {}

  static <T> Observed<T> known(T value) {
    return new Known<>(value);
  }

  static <T> Observed<T> unknown(Reason reason) {
    return new Unknown<>(reason);
  }

  /** The same knowledge with its value changed; a reason passes through untouched. */
  default <R> Observed<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Known<T>(T value) -> new Known<>(change.apply(value));
      case Unknown<T>(Reason reason) -> new Unknown<>(reason);
    };
  }

  /**
   * The value, or {@code other} where not knowing and {@code other} mean the same to the caller.
   */
  default T orElse(T other) {
    return switch (this) {
      case Known<T>(T value) -> value;
      case Unknown<T> _ -> other;
    };
  }
}
