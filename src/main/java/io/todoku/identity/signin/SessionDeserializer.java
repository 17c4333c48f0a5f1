package io.todoku.identity.signin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ConfigurableObjectInputStream;
import org.springframework.core.convert.converter.Converter;

/**
 * Reads the attributes of sessions, of the classes that sessions hold and no others, so that nobody
 * who can write to the database makes Todoku build objects of his choice. What cannot be read, such
 * as what another release stored, is null: the user is signed out.
 */
final class SessionDeserializer implements Converter<byte[], @Nullable Object> {

  private static final Logger log = LoggerFactory.getLogger(SessionDeserializer.class);

  private static final ObjectInputFilter SESSION_CLASSES =
      ObjectInputFilter.Config.createFilter(
          String.join(
              ";",
              "maxdepth=40",
              "maxrefs=20000",
              "maxbytes=1000000",
              "io.todoku.**",
              "org.springframework.security.**",
              "org.springframework.util.*",
              "org.springframework.web.servlet.FlashMap",
              "java.lang.*",
              "java.math.*",
              "java.net.URL",
              "java.time.*",
              "java.util.*",
              "java.util.concurrent.CopyOnWriteArrayList",
              "!*"));

  @Override
  public @Nullable Object convert(byte[] stored) {
    ClassLoader classes = SessionDeserializer.class.getClassLoader();
    try (var in = new ConfigurableObjectInputStream(new ByteArrayInputStream(stored), classes)) {
      in.setObjectInputFilter(SESSION_CLASSES);
      return in.readObject();
    } catch (IOException | ClassNotFoundException unreadable) {
      log.info("A session of another release cannot be read: {}", unreadable.getMessage());
      return null;
    }
  }
}
