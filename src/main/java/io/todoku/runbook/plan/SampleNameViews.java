package io.todoku.runbook.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.collect.NameViewCollector.NameQuery;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/** What DNS answered for the sample's accounts, because nothing is queried for those. */
public final class SampleNameViews {

  private static final String FILE = "sample/runbook/222222222222.json";

  private SampleNameViews() {}

  /** The part of the recorded runbook that holds the answers. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record RecordedNames(@JsonProperty("names") List<NameView> nameViews) {}

  /** The recorded answers or, for a name without one, what the snapshot's resolver answered. */
  public static Function<NameQuery, NameView> of(Snapshot snapshot) {
    List<NameView> recorded = read().nameViews();
    return query ->
        recorded.stream()
            .filter(view -> view.name().equals(query.name()) && view.type().equals(query.type()))
            .findFirst()
            .orElseGet(() -> nameViewOf(snapshot.lookup(query.name(), query.type())));
  }

  private static RecordedNames read() {
    try (var in = new ClassPathResource(FILE).getInputStream()) {
      return SnapshotFile.readPart(in.readAllBytes(), RecordedNames.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NameView nameViewOf(DnsLookup lookup) {
    Reason unasked =
        Reason.of(ReasonKind.NOT_ASKED, (lookup.name() + " " + lookup.type()).strip(), "");
    Stream<DnsServerAnswer> holders =
        Stream.of(
            new DnsServerAnswer(
                DnsServerRole.AUTHORITATIVE, "", "", lookup.at(), Observed.unknown(unasked)));
    Stream<DnsServerAnswer> resolvers =
        Stream.of(
            new DnsServerAnswer(
                DnsServerRole.RESOLVER,
                lookup.resolver(),
                lookup.resolver(),
                lookup.at(),
                lookup.answer()));
    return new NameView(
        lookup.name(),
        lookup.type(),
        Observed.unknown(unasked),
        List.of(),
        Stream.concat(holders, resolvers).toList());
  }
}
