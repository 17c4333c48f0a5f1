package io.todoku.checklist;

import io.todoku.rule.BlockForm;
import io.todoku.rule.BlockKind;
import io.todoku.rule.CauseScope;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What helps where whoever was asked gave no usable answer. */
final class ConnectionRemedies {

  private static final int MAX_COMMANDS = 5;
  private static final int MAX_LINKS = 5;

  private static final Pattern DNS_QUERY =
      Pattern.compile(
          "(?<name>[A-Za-z0-9_][A-Za-z0-9._-]*) (?<type>[A-Z]{1,10})\\b"
              + "(?: @(?:(?<bare>[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)"
              + "|(?:\\[(?<ipv6>[0-9A-Fa-f:.]+)]|(?<server>[A-Za-z0-9][A-Za-z0-9.-]*))"
              + "(?::(?<port>[0-9]{1,5}))?)(?!\\S))?(?:\\W.*)?");
  private static final Pattern SERVER =
      Pattern.compile("\\[?([A-Za-z0-9][A-Za-z0-9.:-]*?)]?:([0-9]{2,5})\\b.*");
  private static final Pattern PAGE = Pattern.compile("(https://[A-Za-z0-9._/-]+)\\b.*");
  private static final Pattern CALL = Pattern.compile("(ec2|rds|ses|sts|route53|support):.*");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(?:-[a-z]+)++-[0-9]{1,2}");

  private ConnectionRemedies() {}

  static Remedy of(CauseAdvice advice) {
    Cause cause = advice.cause();
    return switch (cause.scope()) {
      case LOGIN, CALLS, REGIONS -> {
        List<RemedyBlock> call = commands(cause, CALL, match -> reach(match, cause));
        yield advice
            .single(call, List.of(), List.of())
            .linking(AccessConsole.health(advice.partition()));
      }
      case DNS -> dns(advice);
      case WEB -> {
        List<RemedyBlock> page = commands(cause, PAGE, match -> "curl -sSI " + match.group(1));
        yield advice.single(page, List.of(), page);
      }
      case MAIL_SERVERS, MAILBOX_SERVERS -> servers(advice);
      case PERSON, OTHER -> advice.single();
    };
  }

  private static Remedy dns(CauseAdvice advice) {
    Cause cause = advice.cause();
    boolean unreachable = cause.kind() == ReasonKind.UNREACHABLE;
    List<RemedyBlock> query = unreachable ? queryOfEachServer(cause) : queries(cause, "dig");
    return advice.single(
        cause.kind() == ReasonKind.SERVFAIL ? queries(cause, "delv") : query,
        unreachable || cause.kind() == ReasonKind.REFUSED
            ? SettingRemedies.otherResolver()
            : List.of(),
        query);
  }

  private static List<RemedyBlock> queries(Cause cause, String program) {
    return commands(cause, DNS_QUERY, match -> query(program, match));
  }

  /** One query of each server that could not be reached: the names make no difference. */
  private static List<RemedyBlock> queryOfEachServer(Cause cause) {
    return joined(
        matches(cause, DNS_QUERY)
            .collect(
                Collectors.toMap(
                    match -> server(match),
                    match -> query("dig", match),
                    (first, _) -> first,
                    LinkedHashMap::new))
            .values()
            .stream(),
        BlockKind.SHELL);
  }

  /** Asks the server that Todoku asked, where the reason names it; else that of the machine. */
  private static String query(String program, Matcher query) {
    return "%s%s %s %s".formatted(program, server(query), query.group("name"), query.group("type"));
  }

  private static String server(Matcher query) {
    String server =
        Stream.of("bare", "ipv6", "server")
            .map(query::group)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    String port = query.group("port");
    return server == null
        ? ""
        : " @" + server + (port == null || port.equals("53") ? "" : " -p " + port);
  }

  /** A server that should answer, or that is none: which of the two, only its owner knows. */
  private static Remedy servers(CauseAdvice advice) {
    Cause cause = advice.cause();
    List<RemedyBlock> connect =
        commands(
            cause, SERVER, match -> "nc -vz -w 10 %s %s".formatted(match.group(1), match.group(2)));
    boolean silent = cause.kind() == ReasonKind.TIMEOUT;
    boolean answers = cause.kind() != ReasonKind.UNREACHABLE && !silent;
    if (answers) {
      return advice.single(connect, List.of(), List.of());
    }
    List<RemedyBlock> change = silent ? openPorts(cause) : listening(cause);
    String other = cause.scope() == CauseScope.MAIL_SERVERS ? "no-server" : "close";
    return advice
        .oneOf(advice.option("answer", connect, change, connect), advice.option(other))
        .linking(advice.resourceLinks(MAX_LINKS));
  }

  private static List<RemedyBlock> openPorts(Cause cause) {
    Optional<String> region =
        cause.regions().stream().filter(REGION.asMatchPredicate()).findFirst();
    if (region.isEmpty()) {
      return List.of();
    }
    return joined(
        ports(cause)
            .map(port ->
                "aws ec2 authorize-security-group-ingress --region %s --group-id SECURITY-GROUP-ID --protocol tcp --port %s --cidr TODOKU-ADDRESS/32"
                    .formatted(region.get(), port)),
        BlockKind.AWS_CLI);
  }

  private static List<RemedyBlock> listening(Cause cause) {
    return joined(
        ports(cause).map(port -> "sudo ss -ltnp 'sport = :%s'".formatted(port)), BlockKind.SHELL);
  }

  private static Stream<String> ports(Cause cause) {
    return matches(cause, SERVER).map(match -> match.group(2)).distinct().sorted();
  }

  /** Whether the endpoint of the service can be reached from the machine. */
  private static String reach(Matcher call, Cause cause) {
    String service = call.group(1).equals("ses") ? "email" : call.group(1);
    String region =
        cause.regions().stream()
            .filter(REGION.asMatchPredicate())
            .findFirst()
            .map(name -> "." + name)
            .orElse("");
    String end = region.startsWith(".cn-") ? ".cn" : "";
    return "curl -sS -o /dev/null -w '%%{http_code}\\n' https://%s%s.amazonaws.com%s/"
        .formatted(service, region, end);
  }

  private static List<RemedyBlock> commands(
      Cause cause, Pattern source, Function<Matcher, String> command) {
    return joined(matches(cause, source).map(command), BlockKind.SHELL);
  }

  private static Stream<Matcher> matches(Cause cause, Pattern source) {
    return cause.reasons().stream()
        .map(Reason::source)
        .map(source::matcher)
        .filter(Matcher::matches);
  }

  private static List<RemedyBlock> joined(Stream<String> commands, BlockKind kind) {
    String text = commands.distinct().limit(MAX_COMMANDS).collect(Collectors.joining("\n"));
    return text.isEmpty()
        ? List.of()
        : List.of(new RemedyBlock(List.of(new BlockForm(kind, text))));
  }
}
