package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.web.servlet.FlashMap;

class SessionDeserializerTests {

  private static final List<Object> HELD =
      List.of(
          "totp",
          1_764_000_000_000L,
          true,
          new SecurityContextImpl(
              UsernamePasswordAuthenticationToken.authenticated(
                  User.withUsername("mika").password("x").roles("VIEWER").build(),
                  null,
                  AuthorityUtils.createAuthorityList("ROLE_VIEWER"))),
          new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", "t"),
          new CopyOnWriteArrayList<>(List.of(flash())),
          new HashMap<>(Map.of("a", List.of("b"))));

  private static final List<Object> FOREIGN =
      List.of(
          new File("/etc/passwd"),
          new AtomicReference<>("x"),
          new ConcurrentSkipListMap<>(Map.of("a", "b")),
          new ArrayList<>(List.of(new File("x"))),
          new HashMap<>(Map.of("a", new AtomicReference<>("x"))),
          nested(60));

  private static FlashMap flash() {
    FlashMap map = new FlashMap();
    map.put("message", "done");
    return map;
  }

  private static Object nested(int depth) {
    Object inner = "x";
    for (int i = 0; i < depth; i++) {
      inner = new ArrayList<>(Collections.singletonList(inner));
    }
    return inner;
  }

  private static Object roundTrip(Object value) {
    return new SessionDeserializer().convert(new SerializingConverter().convert(value));
  }

  @ParameterizedTest
  @FieldSource("HELD")
  void whatSessionsHoldIsRead(Object value) {
    Object read = roundTrip(value);

    assertThat(read).isInstanceOf(value.getClass());
  }

  @ParameterizedTest
  @FieldSource("FOREIGN")
  void anythingElseIsNot(Object value) {
    assertThat(roundTrip(value)).isNull();
  }
}
