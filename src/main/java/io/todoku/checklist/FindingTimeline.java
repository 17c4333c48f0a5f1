package io.todoku.checklist;

import io.todoku.account.FindingNote;
import io.todoku.account.RevokedWaiver;
import io.todoku.account.Waiver;
import io.todoku.history.VerdictHistory.VerdictChange;
import io.todoku.history.VerdictHistory.VerdictChanges;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Attestation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one finding, in one language.
 *
 * @param rule its id
 * @param title of the rule
 * @param resource its key
 * @param where the resource, as text
 * @param sentence the current one; null where the finding is gone
 * @param verdict the current one; null likewise
 * @param events newest first
 * @param since the oldest scan that was looked at; null without scans
 */
record FindingTimeline(
    String rule,
    String title,
    String resource,
    String where,
    @Nullable String sentence,
    @Nullable Verdict verdict,
    List<TimelineEvent> events,
    @Nullable Instant since) {

  /** What an event is. */
  enum EventKind {
    FIRST_SEEN,
    VERDICT,
    SENTENCE,
    RETURNED,
    GONE,
    WAIVED,
    WAIVER_ENDED,
    ATTESTED,
    NOTED
  }

  /**
   * @param before the verdict before; null where none is known
   * @param verdict null for what is no change of the verdict
   * @param text the sentence of the finding, or what a person wrote; null where there is none
   * @param by who did it; null for a scan
   * @param until to when it holds; null where it does not end by itself
   */
  record TimelineEvent(
      Instant at,
      EventKind kind,
      @Nullable Verdict before,
      @Nullable Verdict verdict,
      @Nullable String text,
      @Nullable String by,
      @Nullable LocalDate until) {

    static TimelineEvent byScan(
        Instant at, EventKind kind, @Nullable Verdict before, @Nullable Verdict verdict) {
      return new TimelineEvent(at, kind, before, verdict, null, null, null);
    }

    TimelineEvent withText(@Nullable String newText) {
      return new TimelineEvent(at, kind, before, verdict, newText, by, until);
    }
  }

  /**
   * What scans showed, oldest first.
   *
   * @param firstSeen when a scan found it first, which may no longer be kept; null where this is
   *     not known
   */
  static List<TimelineEvent> ofScans(
      VerdictChanges scans, @Nullable Instant firstSeen, Wording wording) {
    List<TimelineEvent> events = new ArrayList<>();
    List<VerdictChange> changes = scans.changes();
    Instant older =
        firstSeen != null && (changes.isEmpty() || firstSeen.isBefore(changes.getFirst().at()))
            ? firstSeen
            : null;
    if (older != null) {
      events.add(TimelineEvent.byScan(older, EventKind.FIRST_SEEN, null, null));
    }
    for (VerdictChange change : changes) {
      EventKind kind =
          events.isEmpty()
              ? EventKind.FIRST_SEEN
              : kind(change, older != null && change == changes.getFirst());
      events.add(
          TimelineEvent.byScan(change.at(), kind, change.before(), change.verdict())
              .withText(text(change, wording)));
    }
    return events;
  }

  private static EventKind kind(VerdictChange change, boolean isOldestKept) {
    if (change.verdict() == null) {
      return EventKind.GONE;
    }
    if (change.before() == null && !isOldestKept) {
      return EventKind.RETURNED;
    }
    return change.before() == change.verdict() ? EventKind.SENTENCE : EventKind.VERDICT;
  }

  private static @Nullable String text(VerdictChange change, Wording wording) {
    return change.summary() != null
        ? wording.of(change.summary())
        : change.verdict() == null ? null : wording.of("timeline.unread");
  }

  /** Waivers of this finding, and when those ended that hold no more. */
  static Stream<TimelineEvent> ofWaivers(
      List<Waiver> waivers, String rule, Resource resource, LocalDate today) {
    return waivers.stream()
        .filter(waiver -> isAbout(waiver, rule, resource))
        .flatMap(waiver ->
            waiver.isInForce(today)
                ? Stream.of(waived(waiver))
                : Stream.of(waived(waiver), ended(lastInstant(waiver), null)));
  }

  /** Waivers of this finding that people ended, and when. */
  static Stream<TimelineEvent> ofRevokedWaivers(
      List<RevokedWaiver> waivers, String rule, Resource resource) {
    return waivers.stream()
        .filter(revoked -> isAbout(revoked.waiver(), rule, resource))
        .flatMap(revoked -> {
          Instant last = lastInstant(revoked.waiver());
          return Stream.of(
              waived(revoked.waiver()),
              revoked.revokedAt().isBefore(last)
                  ? ended(revoked.revokedAt(), revoked.by())
                  : ended(last, null));
        });
  }

  private static boolean isAbout(Waiver waiver, String rule, Resource resource) {
    return waiver.rule().equals(rule) && resource.matches(waiver.resource());
  }

  private static Instant lastInstant(Waiver waiver) {
    return waiver.expires().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static TimelineEvent waived(Waiver waiver) {
    return new TimelineEvent(
        waiver.createdAt(),
        EventKind.WAIVED,
        null,
        null,
        waiver.reason(),
        waiver.author(),
        waiver.expires());
  }

  private static TimelineEvent ended(Instant at, @Nullable String by) {
    return new TimelineEvent(at, EventKind.WAIVER_ENDED, null, null, null, by, null);
  }

  /** Answers to the question of this finding. */
  static Stream<TimelineEvent> ofAttestations(
      List<Attestation> attestations, String rule, Resource resource, Wording wording) {
    return attestations.stream()
        .filter(attestation -> attestation.rule().equals(rule))
        .filter(attestation ->
            attestation.region() == null || attestation.region().equals(resource.region()))
        .map(attestation ->
            new TimelineEvent(
                attestation.recordedAt(),
                EventKind.ATTESTED,
                null,
                null,
                text(attestation, wording),
                attestation.by(),
                attestation.expires()));
  }

  private static String text(Attestation attestation, Wording wording) {
    String state =
        wording.of("attest.state." + attestation.state()) + ", " + attestation.date().toString();
    return attestation.note() == null ? state : state + " — " + attestation.note();
  }

  static Stream<TimelineEvent> ofNotes(List<FindingNote> notes) {
    return notes.stream()
        .map(note ->
            new TimelineEvent(
                note.createdAt(), EventKind.NOTED, null, null, note.text(), note.author(), null));
  }

  /** All events, newest first; of several at one time the later one of these first. */
  static List<TimelineEvent> newestFirst(Stream<TimelineEvent> events) {
    return events.sorted(Comparator.comparing(TimelineEvent::at)).toList().reversed();
  }
}
