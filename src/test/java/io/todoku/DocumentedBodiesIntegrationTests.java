package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bodies in {@code docs/api.md} are taken as they stand there. */
class DocumentedBodiesIntegrationTests extends RunbookApiFixture {

  private static final Pattern BODY =
      Pattern.compile("\\(`POST (/[^`]+)`\\)[^`]*```json\\n(.+?)\\n```", Pattern.DOTALL);

  @Test
  void eachIsTaken() throws Exception {
    importSnapshot(collectedNow(snapshot(senderWithWrongPtr())));
    List<MatchResult> bodies =
        BODY.matcher(Files.readString(Path.of("docs/api.md"))).results().toList();

    assertThat(bodies).hasSize(4);
    for (MatchResult body : bodies) {
      String current = body.group(2).replace("2027-01-31", LocalDate.now().plusDays(30).toString());
      JsonResponse answer = call("POST", body.group(1).replace("{id}", ACCOUNT_ID), current);

      assertThat(answer.status()).as(body.group(1) + answer.response().body()).isEqualTo(201);
    }
  }
}
