package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Ses.SesIdentity;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** For which identities of SES the details are asked, and what a failure leaves unknown. */
class SesReaderTests {

  private static final String REGION = "eu-west-1";
  private static final AwsResponse SIGNING =
      AwsResponses.json("{\"DkimAttributes\":{\"SigningEnabled\":true}}");
  private static final AwsResponse DENIED = error(403, "AccessDeniedException");
  private static final AwsResponse NOT_FOUND = error(404, "NotFoundException");

  private record SesReading(Ses ses, List<Gap> gaps, List<String> asked) {
    List<Observed<Ses.SesIdentityDetails>> details() {
      return ses.identities().stream().map(SesIdentity::details).toList();
    }
  }

  private static AwsResponse error(int status, String type) {
    return new AwsResponse(
        status, "application/json", "{\"__type\":\"%s\",\"message\":\"no\"}".formatted(type));
  }

  private static SesReading read(List<String> identities, Function<String, AwsResponse> details) {
    String listed =
        identities.stream()
            .map(name -> "{\"IdentityName\":\"" + name + "\"}")
            .collect(Collectors.joining(","));
    ScriptedAws aws =
        ScriptedAws.answering(request ->
            switch (request.target()) {
              case "/v2/email/list-identities" ->
                  AwsResponses.json("{\"EmailIdentities\":[" + listed + "]}");
              case "/v2/email/account" ->
                  AwsResponses.json(
                      "{\"ProductionAccessEnabled\":true,\"SendingEnabled\":true,\"SendQuota\":{\"Max24HourSend\":9,\"SentLast24Hours\":1}}");
              case "/v2/email/dedicated-ips" -> AwsResponses.json("{\"DedicatedIps\":[]}");
              default -> details.apply(identity(request));
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ApiCaller caller = new ApiCaller((region, action) -> {}, threads, 0);
      SesQueries ses =
          new SesQueries(aws.client(SesV2Client.builder(), REGION), REGION, ScriptedAws.SESSION);
      Observed<Ses> observed = new SesReader(ses, REGION, caller).start().join();
      assertThat(observed).isInstanceOf(Known.class);
      return new SesReading(
          ((Known<Ses>) observed).value(),
          caller.gaps(),
          aws.requests().stream()
              .filter(request -> request.target().startsWith("/v2/email/identities/"))
              .map(SesReaderTests::identity)
              .toList());
    }
  }

  private static String identity(ScriptedAws.Request request) {
    return request.target().substring("/v2/email/identities/".length());
  }

  private static Reason reason(Observed<?> observed) {
    assertThat(observed).isInstanceOf(Unknown.class);
    return ((Unknown<?>) observed).reason();
  }

  @Test
  void onlyDomainsAreAskedFor() {
    SesReading read = read(List.of("a.example", "info@a.example", "b.example"), domain -> SIGNING);

    assertThat(read.asked()).containsExactly("a.example", "b.example");
    assertThat(read.details().get(0)).isInstanceOf(Known.class);
    assertThat(reason(read.details().get(1)).kind()).isEqualTo(ReasonKind.NOT_ASKED);
    assertThat(read.details().get(2)).isInstanceOf(Known.class);
    assertThat(read.gaps()).isEmpty();
  }

  @Test
  void withoutIdentitiesNothingMoreIsAsked() {
    SesReading read = read(List.of(), domain -> SIGNING);

    assertThat(reason(read.ses().account()))
        .isEqualTo(Reason.of(ReasonKind.NOT_ASKED, "ses:GetAccount", ""));
    assertThat(reason(read.ses().dedicatedIps()))
        .isEqualTo(Reason.of(ReasonKind.NOT_ASKED, "ses:GetDedicatedIps", ""));
    assertThat(read.gaps()).isEmpty();
  }

  @Test
  void whenOneDomainIsGoneTheNextIsStillRead() {
    SesReading read =
        read(
            List.of("gone.example", "b.example"),
            domain -> domain.equals("gone.example") ? NOT_FOUND : SIGNING);

    assertThat(reason(read.details().getFirst()).kind()).isEqualTo(ReasonKind.FAILED);
    assertThat(read.details().getLast()).isInstanceOf(Known.class);
    assertThat(read.gaps())
        .extracting(gap -> gap.reason().kind())
        .containsExactly(ReasonKind.FAILED);
  }

  @Test
  void whenTheCallIsDeniedItIsMadeOnceAndThereIsOneGap() {
    SesReading read =
        read(
            List.of("gone.example", "b.example", "c.example"),
            domain -> domain.equals("gone.example") ? NOT_FOUND : DENIED);

    assertThat(read.asked()).containsExactly("gone.example", "b.example");
    assertThat(reason(read.details().getLast()).fix()).isEqualTo("ses:GetEmailIdentity");
    assertThat(read.gaps())
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.region()).isEqualTo(REGION);
          assertThat(gap.reason().kind()).isEqualTo(ReasonKind.DENIED);
        });
    assertThat(read.ses().account()).isInstanceOf(Known.class);
  }

  @Test
  void domainsBeyondTheBoundAreNotAskedForAndAreNoGap() {
    List<String> domains =
        IntStream.rangeClosed(0, SesReader.MAX_DOMAINS)
            .mapToObj(i -> "d" + i + ".example")
            .toList();

    SesReading read = read(domains, domain -> SIGNING);

    assertThat(read.asked()).hasSize(SesReader.MAX_DOMAINS);
    assertThat(reason(read.details().getLast()))
        .isEqualTo(
            Reason.of(
                ReasonKind.NOT_ASKED,
                "ses:GetEmailIdentity",
                "d50.example is beyond 50 domains in one scan"));
    assertThat(read.gaps()).isEmpty();
  }
}
