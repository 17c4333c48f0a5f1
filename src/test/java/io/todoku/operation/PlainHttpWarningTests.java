package io.todoku.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class PlainHttpWarningTests {

  private static Optional<String> warning(String settings) {
    MockEnvironment environment = new MockEnvironment();
    for (String setting : settings.split(" ")) {
      String[] parts = setting.split("=");
      environment.setProperty(parts[0], parts[1]);
    }
    return new PlainHttpWarning(environment).warning();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.address=0.0.0.0",
        "server.address=::",
        "server.address=10.0.0.7",
        "server.port=8080",
        "server.address=0.0.0.0 server.forward-headers-strategy=none",
        "server.address=0.0.0.0 server.ssl.enabled=false server.ssl.bundle=web"
      })
  void passwordsThatCanBeReadOnTheNetworkAreWarnedOf(String settings) {
    assertThat(warning(settings)).get().asString().contains("without TLS", "server.ssl.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " server.tomcat.remoteip.internal-proxies=127.0.0.1/32,::1/128"})
  void aProxyOfAnotherMachineThatIsNotNamedIsAskedFor(String proxies) {
    assertThat(warning("server.address=0.0.0.0 server.forward-headers-strategy=native" + proxies))
        .get()
        .asString()
        .contains("on this machine only", "server.tomcat.remoteip.internal-proxies");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.address=127.0.0.1",
        "server.address=::1",
        "server.address=localhost",
        "server.address=0.0.0.0 server.ssl.bundle=web",
        "server.address=0.0.0.0 server.ssl.key-store=web.p12",
        "server.address=127.0.0.1 server.forward-headers-strategy=native",
        "server.address=0.0.0.0 server.forward-headers-strategy=native"
            + " server.tomcat.remoteip.internal-proxies=127.0.0.1/32,10.0.0.7"
      })
  void nothingIsSaidWhereNobodyCanRead(String settings) {
    assertThat(warning(settings)).isEmpty();
  }
}
