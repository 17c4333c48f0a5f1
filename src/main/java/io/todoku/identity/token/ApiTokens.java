package io.todoku.identity.token;

import io.todoku.identity.ClientScope;
import io.todoku.identity.StoredUsers;
import io.todoku.identity.TokenHash;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import io.todoku.identity.token.ApiToken.TokenState;
import io.todoku.locale.InvalidInputException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The API tokens that users have made. Only a hash of each is stored. */
@Component
public class ApiTokens {

  static final int MAX_ACTIVE = 50;

  /** How long a token that works no more stays in the lists, and is told why it was refused. */
  private static final Duration KEPT = Duration.ofDays(90);

  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
  private static final int MAX_ADDRESS = 100;

  private static final String SELECT =
      "select t.*, c.client from api_token t left join api_token_client c on c.token_id = t.id ";
  private static final ResultSetExtractor<List<ApiToken>> ROWS = ApiTokens::tokens;

  private final SecureRandom random = new SecureRandom();
  private final JdbcClient database;
  private final StoredUsers users;
  private final Clock clock;

  ApiTokens(JdbcClient database, StoredUsers users, Clock clock) {
    this.database = database;
    this.users = users;
    this.clock = clock;
  }

  /** A token that was made just now, with the text that nobody can see again. */
  record MadeToken(ApiToken stored, String text) {}

  /**
   * Makes a token.
   *
   * @param maker what the user may do who makes it
   * @throws InvalidInputException if something is missing, would be more than the maker may, or if
   *     the maker has too many tokens
   */
  @Transactional
  public MadeToken make(TokenRequest request, UserAccess maker, UUID makerId) {
    UserAccess granted = request.toAccess(maker);
    Instant now = now();
    removeLongEnded(now);
    if (countActive(makerId, now) >= MAX_ACTIVE) {
      throw new InvalidInputException(TokenProblem.MANY, MAX_ACTIVE);
    }
    String text = TokenText.random(random);
    UUID id = UUID.randomUUID();
    int days = request.days() == null ? 0 : request.days();
    Instant end = now.plus(Duration.ofDays(days));
    database
        .sql(
            "insert into api_token (id, name, prefix, token_hash, role, every_client, maker_id,"
                + " made_by, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            id,
            granted.name(),
            TokenText.prefix(text),
            TokenHash.hex(text),
            granted.role().name(),
            granted.clients().everyClient(),
            makerId,
            maker.name(),
            time(now),
            time(end))
        .update();
    for (String client : granted.clients().names()) {
      database
          .sql("insert into api_token_client (token_id, client) values (?, ?)")
          .params(id, client)
          .update();
    }
    return new MadeToken(find(id).orElseThrow().token(), text);
  }

  private void removeLongEnded(Instant now) {
    OffsetDateTime oldest = time(now.minus(KEPT));
    database
        .sql("delete from api_token where expires_at < :oldest or revoked_at < :oldest")
        .param("oldest", oldest)
        .update();
  }

  private long countActive(UUID makerId, Instant now) {
    return database
        .sql(
            "select count(*) from api_token where maker_id = ? and revoked_at is null"
                + " and expires_at > ?")
        .params(makerId, time(now))
        .query(Long.class)
        .single();
  }

  /**
   * A token as it is now.
   *
   * @param access what it may do; empty if it is refused
   */
  record TokenStatus(ApiToken token, TokenState state, Optional<UserAccess> access) {}

  /** A request by a token, and what that may do. */
  record TokenUse(UUID id, UserAccess access) {}

  /**
   * What a token may do now: no more than its maker may at this moment.
   *
   * @param text as it was sent
   * @throws RefusedTokenException if there is no such token, or it works no more
   */
  TokenUse use(String text, String address) {
    ApiToken token = findByText(text).orElseThrow(RefusedTokenException::unknown);
    TokenStatus status = status(token, users.findAccess(token.makerId()));
    switch (status.state()) {
      case ACTIVE -> noteUse(token, address);
      case EXPIRED ->
          throw RefusedTokenException.of(
              token, "api.refused.401.expired", token.expiresAt().toString());
      case REVOKED -> throw RefusedTokenException.of(token, "api.refused.401.revoked");
      case MAKER_GONE -> throw RefusedTokenException.of(token, "api.refused.401.maker");
    }
    return new TokenUse(token.id(), status.access().orElseThrow());
  }

  /** A text of another form is not looked for. */
  private Optional<ApiToken> findByText(String text) {
    return TokenText.isOne(text)
        ? database
            .sql(SELECT + "where t.token_hash = ?")
            .param(TokenHash.hex(text))
            .query(ROWS)
            .stream()
            .findFirst()
        : Optional.empty();
  }

  private TokenStatus status(ApiToken token, Optional<UserAccess> maker) {
    TokenState state = token.stateAt(now());
    if (state != TokenState.ACTIVE) {
      return new TokenStatus(token, state, Optional.empty());
    }
    UserAccess granted =
        new UserAccess(token.actor(), token.granted().role(), token.granted().clients());
    return maker
        .map(now -> new TokenStatus(token, state, Optional.of(granted.limitedTo(now))))
        .orElseGet(() -> new TokenStatus(token, TokenState.MAKER_GONE, Optional.empty()));
  }

  /** Once a minute at most, so that a busy token does not write with each request. */
  private void noteUse(ApiToken token, String address) {
    Instant now = now();
    Instant last = token.lastUsedAt();
    if (last != null && last.plus(USE_NOTED_EVERY).isAfter(now)) {
      return;
    }
    database
        .sql("update api_token set last_used_at = ?, last_used_from = ? where id = ?")
        .params(
            time(now), address.substring(0, Math.min(address.length(), MAX_ADDRESS)), token.id())
        .update();
  }

  /** All tokens: what works first, newest first. */
  List<TokenStatus> all() {
    return statusOf(database.sql(SELECT + "order by t.created_at desc, t.id").query(ROWS));
  }

  /** Those that a user has made, in the same order. */
  List<TokenStatus> madeBy(UUID makerId) {
    return statusOf(
        database
            .sql(SELECT + "where t.maker_id = ? order by t.created_at desc, t.id")
            .param(makerId)
            .query(ROWS));
  }

  private List<TokenStatus> statusOf(List<ApiToken> tokens) {
    Map<UUID, Optional<UserAccess>> makers = new HashMap<>();
    return tokens.stream()
        .map(token -> status(token, makers.computeIfAbsent(token.makerId(), users::findAccess)))
        .sorted(Comparator.comparing(TokenStatus::state))
        .toList();
  }

  Optional<TokenStatus> find(UUID id) {
    return database.sql(SELECT + "where t.id = ?").param(id).query(ROWS).stream()
        .findFirst()
        .map(token -> status(token, users.findAccess(token.makerId())));
  }

  /** From now on the token is refused; a second time changes nothing. */
  void revoke(UUID id) {
    database
        .sql("update api_token set revoked_at = ? where id = ? and revoked_at is null")
        .params(time(now()), id)
        .update();
  }

  /** A row for each client of a token. */
  private static List<ApiToken> tokens(ResultSet rows) throws SQLException {
    Map<UUID, ApiToken> tokens = new LinkedHashMap<>();
    Map<UUID, Set<String>> clients = new HashMap<>();
    while (rows.next()) {
      UUID id = rows.getObject("id", UUID.class);
      Set<String> named = clients.computeIfAbsent(id, first -> new HashSet<>());
      String client = rows.getString("client");
      if (client != null) {
        named.add(client);
      }
      tokens.put(id, token(rows, id, named));
    }
    return List.copyOf(tokens.values());
  }

  private static ApiToken token(ResultSet row, UUID id, Set<String> clients) throws SQLException {
    ClientScope scope =
        row.getBoolean("every_client") ? ClientScope.EVERY_CLIENT : ClientScope.of(clients);
    UserRole role = UserRole.valueOf(row.getString("role"));
    return new ApiToken(
        id,
        row.getString("prefix"),
        new UserAccess(row.getString("name"), role, scope),
        row.getObject("maker_id", UUID.class),
        row.getString("made_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        instant(row, "revoked_at"),
        instant(row, "last_used_at"),
        row.getString("last_used_from"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
