package io.todoku.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The services of AWS that credentials come from: STS, the portal and the token service of IAM
 * Identity Center, and the sign-in service. What they answer follows from the access key, the token
 * or the name of the role in the request.
 */
public final class AwsLoginServers implements AutoCloseable {

  /** The account of every access key that has none of its own. */
  public static final String OWN_ACCOUNT = "111111111111";

  public static final String MFA_CODE = "123456";

  /** The refresh token that IAM Identity Center still accepts. */
  public static final String REFRESH_TOKEN = "refreshable";

  private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/]+)/");
  private static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::(\\d{12}):role/(.+)");

  private final HttpServer server;
  private final Set<String> validTokens = ConcurrentHashMap.newKeySet();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  private AwsLoginServers(HttpServer server) {
    this.server = server;
  }

  public static AwsLoginServers start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AwsLoginServers servers = new AwsLoginServers(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", servers::sts); // the query protocol keeps no path
    server.createContext("/sso/federation/credentials", servers::portal);
    server.createContext("/oidc/token", servers::refreshToken);
    server.createContext("/signin", servers::signIn);
    server.start();
    return servers;
  }

  /** The standard settings that lead the SDK here. */
  public Map<String, String> environment() {
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        "AWS_ENDPOINT_URL_STS", base,
        "AWS_ENDPOINT_URL_SSO", base + "/sso",
        "AWS_ENDPOINT_URL_SSO_OIDC", base + "/oidc",
        "AWS_ENDPOINT_URL_SIGNIN", base + "/signin");
  }

  /** Lets the portal accept a token. */
  public void acceptToken(String token) {
    validTokens.add(token);
  }

  /** The actions that were asked for, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public void forgetCalls() {
    calls.clear();
  }

  private void portal(HttpExchange exchange) throws IOException {
    calls.add("GetRoleCredentials");
    String token = exchange.getRequestHeaders().getFirst("x-amz-sso_bearer_token");
    Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
    if (!validTokens.contains(token)) {
      json(exchange, 401, "UnauthorizedException", "Session token not found or invalid");
      return;
    }
    switch (query.get("role_name")) {
      case "Forbidden" -> json(exchange, 403, "ForbiddenException", "No access");
      case "Busy" -> json(exchange, 429, "TooManyRequestsException", "HTTP 429 Unknown Code");
      case "Down" -> json(exchange, 500, "InternalServerException", "try later");
      default ->
          answer(
              exchange,
              200,
              "application/json",
              """
              {"roleCredentials":{"accessKeyId":"SSO%s","secretAccessKey":"s","sessionToken":"t","expiration":%d}}\
              """
                  .formatted(query.get("account_id"), System.currentTimeMillis() + 3_600_000));
    }
  }

  private void refreshToken(HttpExchange exchange) throws IOException {
    calls.add("CreateToken");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (body.contains(REFRESH_TOKEN)) {
      acceptToken("refreshed");
      answer(
          exchange,
          200,
          "application/json",
          """
          {"accessToken":"refreshed","tokenType":"Bearer","expiresIn":28800,"refreshToken":"next"}\
          """);
      return;
    }
    answer(
        exchange,
        400,
        "application/json",
        """
        {"error":"invalid_grant","error_description":"Invalid refresh token provided"}\
        """,
        "InvalidGrantException");
  }

  private void signIn(HttpExchange exchange) throws IOException {
    calls.add("CreateOAuth2Token");
    answer(
        exchange,
        401,
        "application/json",
        """
        {"error":"TOKEN_EXPIRED","message":"The refresh token has expired"}\
        """,
        "AccessDeniedException");
  }

  private void sts(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String action = form.get("Action");
    calls.add(action);
    Matcher key =
        ACCESS_KEY.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    String accessKey = key.find() ? key.group(1) : "";
    switch (accessKey) {
      case "EXPIRED" ->
          error(
              exchange,
              403,
              "ExpiredToken",
              "The security token included in the request is expired");
      case "UNKNOWN" -> invalidToken(exchange);
      case "WRONGSECRET" ->
          error(
              exchange,
              403,
              "SignatureDoesNotMatch",
              "The request signature we calculated does not match");
      case "CHINA" -> {
        if (isSignedForChina(exchange)) {
          result(
              exchange,
              action,
              "<Arn>arn:aws-cn:iam::333333333333:user/todoku</Arn>"
                  + "<Account>333333333333</Account>");
        } else {
          invalidToken(exchange);
        }
      }
      default -> {
        if (isSignedForChina(exchange)) {
          invalidToken(exchange);
        } else {
          allowed(exchange, action, accessKey, form);
        }
      }
    }
  }

  /** STS of one partition does not know the credentials of another. */
  private static boolean isSignedForChina(HttpExchange exchange) {
    return String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
        .contains("/cn-north-1/");
  }

  private static void invalidToken(HttpExchange exchange) throws IOException {
    error(
        exchange,
        403,
        "InvalidClientTokenId",
        "The security token included in the request is invalid.");
  }

  private void allowed(
      HttpExchange exchange, String action, String accessKey, Map<String, String> form)
      throws IOException {
    switch (action) {
      case "GetCallerIdentity" -> {
        String digits = accessKey.replaceAll("\\D", "");
        String account = digits.length() == 12 ? digits : OWN_ACCOUNT;
        result(
            exchange,
            action,
            "<Arn>arn:aws:iam::%s:user/todoku</Arn><Account>%s</Account>"
                .formatted(account, account));
      }
      case "GetSessionToken" -> {
        if (MFA_CODE.equals(form.get("TokenCode"))) {
          result(exchange, action, credentials("MFA"));
        } else {
          error(
              exchange,
              403,
              "AccessDenied",
              "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        }
      }
      case "AssumeRole" -> assumeRole(exchange, accessKey, form.get("RoleArn"));
      default -> error(exchange, 400, "InvalidAction", action);
    }
  }

  private void assumeRole(HttpExchange exchange, String accessKey, String arn) throws IOException {
    Matcher role = ROLE.matcher(arn);
    if (!role.matches()) {
      error(exchange, 400, "ValidationError", arn + " is invalid");
      return;
    }
    String denied =
        "User: arn:aws:iam::"
            + OWN_ACCOUNT
            + ":user/todoku is not authorized to perform: sts:AssumeRole on resource: "
            + arn;
    switch (role.group(2)) {
      case "Untrusting" -> error(exchange, 403, "AccessDenied", denied);
      case "NoTrustStatement" ->
          error(
              exchange,
              403,
              "AccessDenied",
              denied + " because no resource-based policy allows the sts:AssumeRole action");
      case "NotPermitted" ->
          error(
              exchange,
              403,
              "AccessDenied",
              denied + " because no identity-based policy allows the sts:AssumeRole action");
      case "DeniedByOwnPolicy" ->
          error(
              exchange,
              403,
              "AccessDenied",
              denied + " with an explicit deny in an identity-based policy");
      case "DeniedByScp" ->
          error(
              exchange,
              403,
              "AccessDenied",
              denied
                  + " with an explicit deny in a service control policy:"
                  + " arn:aws:organizations::1:policy/p");
      case "OutsideBoundary" ->
          error(
              exchange,
              403,
              "AccessDenied",
              denied + " because no permissions boundary allows the sts:AssumeRole action");
      case "OutsideSession" ->
          error(
              exchange,
              403,
              "AccessDenied",
              denied + " because no session policy allows the sts:AssumeRole action");
      case "Busy" -> error(exchange, 400, "Throttling", "Rate exceeded");
      case "Down" -> error(exchange, 503, "ServiceUnavailable", "try later");
      case "WithDevice" -> {
        if (accessKey.equals("MFA")) {
          result(exchange, "AssumeRole", credentials("ROLE" + role.group(1)));
        } else {
          error(exchange, 403, "AccessDenied", denied);
        }
      }
      default -> result(exchange, "AssumeRole", credentials("ROLE" + role.group(1)));
    }
  }

  private static String credentials(String accessKey) {
    return "<Credentials><AccessKeyId>"
        + accessKey
        + "</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>"
        + ZonedDateTime.now(ZoneOffset.UTC).plusHours(1).format(DateTimeFormatter.ISO_INSTANT)
        + "</Expiration></Credentials>";
  }

  private static void result(HttpExchange exchange, String action, String content)
      throws IOException {
    answer(
        exchange,
        200,
        "text/xml",
        "<%1$sResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
            .formatted(action, content));
  }

  private static void error(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    answer(
        exchange,
        status,
        "text/xml",
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>1</RequestId></ErrorResponse>"
            .formatted(code, message));
  }

  private static void json(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    answer(exchange, status, "application/json", "{\"message\":\"" + message + "\"}", type);
  }

  private static void answer(
      HttpExchange exchange, int status, String contentType, String body, String... errorType)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (errorType.length > 0) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", errorType[0]);
    }
    exchange.getResponseHeaders().set("Content-Type", contentType);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> form(String encoded) {
    return Stream.of(encoded.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
