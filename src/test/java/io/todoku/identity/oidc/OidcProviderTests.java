package io.todoku.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.web.client.ResourceAccessException;

class OidcProviderTests {

  private static final String ISSUER = "https://sso.example.com";

  private final OidcHttp http = mock();

  private static OidcSettings settings() {
    return new Binder(
            new MapConfigurationPropertySource(
                Map.of(
                    "todoku.oidc.issuer",
                    ISSUER,
                    "todoku.oidc.client-id",
                    "todoku",
                    "todoku.oidc.viewers",
                    "all")))
        .bind("todoku.oidc", OidcSettings.class)
        .get();
  }

  private OidcProvider provider(Duration maxWait) {
    return new OidcProvider(settings(), http, "https://todoku.example.com", maxWait);
  }

  private static Map<String, Object> document() {
    return Map.of(
        "issuer",
        ISSUER,
        "authorization_endpoint",
        ISSUER + "/authorize",
        "token_endpoint",
        ISSUER + "/token",
        "jwks_uri",
        ISSUER + "/keys",
        "subject_types_supported",
        List.of("public"));
  }

  @Test
  void manySignInsAtOnceAskTheProviderOnceAndShareItsFailure() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    when(http.fetchObject(any()))
        .thenAnswer(call -> {
          asked.countDown();
          answer.await();
          throw new ResourceAccessException("no answer");
        });
    OidcProvider provider = provider(Duration.ofMinutes(1));
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Thread> waiting = new CopyOnWriteArrayList<>();
      List<Future<Throwable>> signIns =
          IntStream.range(0, 20)
              .mapToObj(i ->
                  threads.submit(() -> {
                    waiting.add(Thread.currentThread());
                    return catchThrowable(provider::get);
                  }))
              .toList();
      asked.await();
      while (waiting.size() < 20
          || waiting.stream().anyMatch(one -> one.getState() == Thread.State.RUNNABLE)) {
        Thread.onSpinWait();
      }
      answer.countDown();

      for (Future<Throwable> signIn : signIns) {
        assertThat(signIn.get()).isInstanceOf(OidcRefusedException.class);
      }
    }
    verify(http, times(1)).fetchObject(any());
  }

  @Test
  void afterAFailureTheNextSignInAsksAgain() {
    when(http.fetchObject(any()))
        .thenThrow(new ResourceAccessException("no answer"))
        .thenReturn(document());
    OidcProvider provider = provider(Duration.ofMinutes(1));

    assertThatThrownBy(provider::get).isInstanceOf(OidcRefusedException.class);
    assertThat(provider.get().getClientId()).isEqualTo("todoku");
    provider.get();
    verify(http, times(2)).fetchObject(any());
  }

  @Test
  void aSignInDoesNotWaitForeverForAnother() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    when(http.fetchObject(any()))
        .thenAnswer(call -> {
          asked.countDown();
          answer.await();
          return document();
        });
    OidcProvider provider = provider(Duration.ofMillis(1));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(provider::get);
      asked.await();

      assertThatThrownBy(provider::get).isInstanceOf(OidcRefusedException.class);

      answer.countDown();
      assertThat(first.get().getClientId()).isEqualTo("todoku");
    }
  }
}
