package io.todoku.runbook;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.collect.NameViews.Question;
import io.todoku.scan.SamplePart;
import io.todoku.scan.SnapshotStore;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.ServerAnswer;
import io.todoku.snapshot.ServerAnswer.Role;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The sample's move of a mail server, half-way; about the sample's accounts nothing is asked. */
@Component
class SampleRunbook implements SamplePart {

  private static final String WHO = "sample";

  private final Runbooks runbooks;
  private final Accounts accounts;
  private final SnapshotStore snapshots;

  SampleRunbook(Runbooks runbooks, Accounts accounts, SnapshotStore snapshots) {
    this.runbooks = runbooks;
    this.accounts = accounts;
    this.snapshots = snapshots;
  }

  /**
   * What the bundled file holds.
   *
   * @param at when the names were looked at
   * @param memory of the looks before
   */
  private record Recording(Plan plan, Instant at, List<NameView> names, Memory memory) {}

  private static Recording recording() {
    try (var in = new ClassPathResource("sample/runbook/222222222222.json").getInputStream()) {
      return SnapshotFile.readPart(in.readAllBytes(), Recording.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  @Transactional
  public void open() {
    accounts.awaitTurn();
    Recording recording = recording();
    Plan plan = recording.plan();
    Optional<Account> target = accounts.find(plan.target().account()).filter(Account::sample);
    if (target.isPresent() && runbooks.of(target.get().id()).isEmpty()) {
      runbooks.resume(plan, WHO, recording.memory(), look(plan, target.get()));
    }
  }

  @Override
  @Transactional
  public void close() {
    accounts.all().stream()
        .filter(Account::sample)
        .flatMap(account -> runbooks.of(account.id()).stream())
        .forEach(entity -> runbooks.remove(entity.id));
  }

  /**
   * The world of a plan that goes to one of the sample's accounts, as it was recorded.
   *
   * @throws IllegalStateException where the account has no snapshot
   */
  Sighting look(Plan plan, Account target) {
    Snapshot seen =
        snapshots
            .current(target)
            .orElseThrow(() -> new IllegalStateException("no snapshot of " + target.id()));
    List<NameView> names = Lookout.questions(plan).stream().map(views(seen)).toList();
    return new Sighting(
        seen.judgedAt(),
        names,
        Lookout.prepared(plan, target, seen, seen.judgedAt(), seen.attestations()),
        null);
  }

  /** As the recording has it, or else as the snapshot's resolver told it. */
  static Function<Question, NameView> views(Snapshot seen) {
    List<NameView> recorded = recording().names();
    return question ->
        recorded.stream()
            .filter(one -> one.name().equals(question.name()) && one.type().equals(question.type()))
            .findFirst()
            .orElseGet(() -> view(seen.lookup(question.name(), question.type())));
  }

  private static NameView view(DnsLookup lookup) {
    Reason unasked = Reason.of(Cause.NOT_ASKED, (lookup.name() + " " + lookup.type()).strip(), "");
    Stream<ServerAnswer> holders =
        Stream.of(
            new ServerAnswer(Role.AUTHORITATIVE, "", "", lookup.at(), Observed.unknown(unasked)));
    Stream<ServerAnswer> resolvers =
        Stream.of(
            new ServerAnswer(
                Role.RESOLVER, lookup.resolver(), lookup.resolver(), lookup.at(), lookup.answer()));
    return new NameView(
        lookup.name(),
        lookup.type(),
        Observed.unknown(unasked),
        List.of(),
        Stream.concat(holders, resolvers).toList());
  }
}
