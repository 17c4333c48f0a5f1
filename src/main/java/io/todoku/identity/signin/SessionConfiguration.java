package io.todoku.identity.signin;

import io.todoku.identity.BrowserCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.DatabaseMetaData;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * Stores sessions in the database, so that a user stays signed in on every node and after a
 * restart.
 */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

  private static final String H2_MERGE =
      "merge into %TABLE_NAME%_attributes (session_primary_id, attribute_name, attribute_bytes)"
          + " key (session_primary_id, attribute_name) values (?, ?, ?)";

  /** Lets the later of two concurrent requests replace a session attribute that both add. */
  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionAttributeUpsert(
      DataSource database) throws MetaDataAccessException {
    String product =
        JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName);
    return product.equals("PostgreSQL")
        ? new PostgreSqlJdbcIndexedSessionRepositoryCustomizer()
        : sessions -> sessions.setCreateSessionAttributeQuery(H2_MERGE);
  }

  /** Uses the cookie's value as it is, because a decoded one could contain any character. */
  @Bean
  DefaultCookieSerializerCustomizer unencodedSessionCookie() {
    return cookie -> cookie.setUseBase64Encoding(false);
  }

  /** Reads and writes the cookie, whose value {@link HashedSessionIds} hashes. */
  @Bean
  CookieHttpSessionIdResolver sessionCookies(
      CookieSerializer overHttp, @Value("${server.servlet.session.cookie.name}") String name) {
    var overHttps = new DefaultCookieSerializer();
    overHttps.setCookieName(BrowserCookie.HOST_PREFIX + name);
    overHttps.setCookiePath("/");
    overHttps.setUseSecureCookie(true);
    overHttps.setSameSite("Lax");
    overHttps.setUseBase64Encoding(false);
    var cookies = new CookieHttpSessionIdResolver();
    cookies.setCookieSerializer(new SessionCookieSerializer(overHttp, overHttps));
    return cookies;
  }

  /** The cookie of a session, under another name where people use https. */
  private record SessionCookieSerializer(CookieSerializer overHttp, CookieSerializer overHttps)
      implements CookieSerializer {

    @Override
    public void writeCookieValue(CookieValue value) {
      of(value.getRequest()).writeCookieValue(value);
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
      return of(request).readCookieValues(request);
    }

    private CookieSerializer of(HttpServletRequest request) {
      return request.isSecure() ? overHttps : overHttp;
    }
  }

  /** Treats a session that another release stored and this one cannot read as signed out. */
  @Bean
  ConversionService springSessionConversionService() {
    var conversion = new GenericConversionService();
    conversion.addConverter(Object.class, byte[].class, new SerializingConverter());
    conversion.addConverter(byte[].class, Object.class, new SessionDeserializer());
    return conversion;
  }
}
