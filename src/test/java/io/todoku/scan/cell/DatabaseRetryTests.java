package io.todoku.scan.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import jakarta.persistence.PersistenceException;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.message.DbException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class DatabaseRetryTests {

  private final DatabaseRetry databaseRetry = new DatabaseRetry(mock(DataSource.class));
  private final AtomicInteger calls = new AtomicInteger();

  private Supplier<String> failingTwice(RuntimeException failure) {
    return () -> {
      if (calls.incrementAndGet() < 3) {
        throw failure;
      }
      return "stored";
    };
  }

  static Stream<RuntimeException> transientFailures() {
    return Stream.of(
        new CannotCreateTransactionException("no connection", new SQLException("gone")),
        new DataAccessResourceFailureException("gone"),
        new TransactionSystemException("the answer to the commit was lost"),
        new CannotAcquireLockException("locked"),
        new JpaSystemException(new PersistenceException("broken", new SQLException("gone"))));
  }

  @ParameterizedTest
  @MethodSource("transientFailures")
  void retriesWhileTheDatabaseIsUnavailable(RuntimeException failure) {
    assertThat(databaseRetry.execute(failingTwice(failure))).isEqualTo("stored");
    assertThat(calls).hasValue(3);
  }

  @Test
  void doesNotRetryAFailureThatIsNotTransient() {
    var violation = new DataIntegrityViolationException("twice");

    assertThatThrownBy(() -> databaseRetry.execute(failingTwice(violation))).isSameAs(violation);
    assertThat(calls).hasValue(1);
  }

  @Test
  void doesNotRetryWhileAStoredSecretCannotBeRead() {
    var unreadable =
        new JpaSystemException(
            new PersistenceException(
                "Error attempting to apply AttributeConverter",
                new IllegalStateException("channel.target: the key 1a2b3c4d is not set")));

    assertThatThrownBy(() -> databaseRetry.execute(failingTwice(unreadable))).isSameAs(unreadable);
    assertThat(calls).hasValue(1);
  }

  @Test
  void stopsRetryingWhenTheThreadIsInterrupted() {
    var gone = new DataAccessResourceFailureException("gone");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> databaseRetry.execute(failingTwice(gone))).isSameAs(gone);
    assertThat(Thread.interrupted()).as("the thread is still interrupted").isTrue();
  }

  @Test
  void anUnreachableServerIsNotADiskError() {
    assertThat(
            DatabaseRetry.diskError(
                new CannotCreateTransactionException(
                    "no connection", new SQLException("gone", new EOFException()))))
        .isNull();
  }

  @Test
  void aFullDiskIsFoundAmongTheCauses() {
    IOException full = new IOException("No space left on device");

    assertThat(
            DatabaseRetry.diskError(
                new CannotCreateTransactionException(
                    "no connection", DbException.convert(full).getSQLException())))
        .isSameAs(full);
  }
}
