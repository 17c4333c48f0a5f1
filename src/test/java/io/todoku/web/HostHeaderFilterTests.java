package io.todoku.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;

class HostHeaderFilterTests {

  @Test
  void aStrategyThatBelievesAnybodyEndsTheStart() {
    ServerProperties server = new ServerProperties();
    server.setForwardHeadersStrategy(ForwardHeadersStrategy.FRAMEWORK);

    assertThatThrownBy(() -> new HostHeaderFilter(server, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from anybody")
        .hasMessageContaining("server.tomcat.remoteip.internal-proxies");
  }
}
