package io.todoku.rule;

import io.todoku.snapshot.AwsService;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives evidence from AWS the time of the recheck that read it. Rules date it by the scan, because
 * a snapshot has no time for each call to AWS; evidence of which no service or Region can be told
 * keeps that earlier time.
 */
final class EvidenceTimes {

  private static final Pattern REGION = Pattern.compile("--region ([a-z0-9-]+)");

  private EvidenceTimes() {}

  static Finding of(Snapshot snapshot, Finding finding) {
    return snapshot.recheck() == null
        ? finding
        : finding.withEvidence(
            finding.evidence().stream()
                .map(evidence -> dated(snapshot, evidence, finding.resource().region()))
                .toList());
  }

  private static Evidence dated(Snapshot snapshot, Evidence evidence, @Nullable String region) {
    if (!evidence.source().equals("aws")) {
      return evidence;
    }
    Matcher named = REGION.matcher(evidence.query());
    String place = named.find() ? named.group(1) : region;
    Optional<Instant> read =
        AwsService.ofAction(evidence.query())
            .flatMap(service -> snapshot.readAgainAt(service, place));
    return read.map(evidence::at).orElse(evidence);
  }
}
