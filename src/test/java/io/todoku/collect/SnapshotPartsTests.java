package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.collect.Cell.Source;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionAvailability;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotPartsTests {

  private static final Reason BROKEN = Reason.of(ReasonKind.FAILED, "ec2", "it broke");

  private static final Observed<RegionAvailability> AVAILABILITY =
      Observed.known(
          new RegionAvailability(
              List.of("ap-northeast-1", "eu-west-1"), List.of("me-south-1"), List.of()));

  private static SnapshotPart.AccountRegions accountRegions(String... regions) {
    return new SnapshotPart.AccountRegions(
        Observed.known(List.of(regions)), AVAILABILITY, List.of());
  }

  private static SnapshotParts with(SnapshotParts before, Cell... cells) {
    Map<Cell, SnapshotPart> fresh = new HashMap<>();
    for (Cell cell : cells) {
      fresh.put(cell, SnapshotPart.unavailable(cell, BROKEN));
    }
    return before.with(fresh);
  }

  private static SnapshotParts withAccountRegions(String... regions) {
    return SnapshotParts.NONE.with(Map.of(Cell.of(Source.ACCOUNT), accountRegions(regions)));
  }

  @Test
  void theAvailabilityOfRegionsIsKeptWithTheirNames() {
    SnapshotPart.AccountRegions part = accountRegions("eu-west-1");

    assertThat(withAccountRegions("eu-west-1").regionAvailability()).isEqualTo(AVAILABILITY);
    assertThat(SnapshotPartCodec.read(Source.ACCOUNT, SnapshotPartCodec.write(part)))
        .isEqualTo(part);
  }

  @Test
  void aPartOfAnEarlierReleaseLacksTheAvailabilityOfRegions() {
    String earlier =
        """
        {"regions":{"observed":"known","value":["eu-west-1"]},"gaps":[]}\
        """;

    assertThat(SnapshotPartCodec.read(Source.ACCOUNT, earlier.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new SnapshotPart.AccountRegions(
                Observed.known(List.of("eu-west-1")),
                Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "ec2:DescribeRegions", "")),
                List.of()));
  }

  @Test
  void cellsFollowInTheirOrder() {
    assertThat(SnapshotParts.NONE.nextCells()).containsExactly(Cell.of(Source.ACCOUNT));

    SnapshotParts parts = withAccountRegions("eu-west-1", "ap-northeast-1");
    assertThat(parts.nextCells())
        .containsExactly(
            Cell.of("eu-west-1"),
            Cell.of("ap-northeast-1"),
            Cell.of(Source.SUPPORT),
            Cell.of(Source.ZONES));

    parts = with(parts, Cell.of("eu-west-1"), Cell.of(Source.SUPPORT), Cell.of(Source.ZONES));
    assertThat(parts.nextCells()).containsExactly(Cell.of("ap-northeast-1"));

    parts = with(parts, Cell.of("ap-northeast-1"));
    assertThat(parts.nextCells()).containsExactly(Cell.of(Source.DNS));

    parts = with(parts, Cell.of(Source.DNS));
    assertThat(parts.nextCells()).containsExactly(Cell.of(Source.SERVERS));

    assertThat(with(parts, Cell.of(Source.SERVERS)).nextCells()).isEmpty();
  }

  @Test
  void whenTheLoginFailsOnlyExternalCellsFollow() {
    SnapshotParts parts = with(SnapshotParts.NONE, Cell.of(Source.ACCOUNT));
    assertThat(parts.nextCells()).containsExactly(Cell.of(Source.DNS));

    parts = with(parts, Cell.of(Source.DNS), Cell.of(Source.SERVERS));
    assertThat(parts.nextCells()).isEmpty();
    assertThat(parts.regions()).isEqualTo(Observed.unknown(BROKEN));
    assertThat(parts.supportCases()).isEqualTo(Observed.unknown(BROKEN));
    assertThat(parts.zones()).isEqualTo(Observed.unknown(BROKEN));
    assertThat(parts.gaps()).as("told once").containsExactly(new Gap(null, BROKEN));
  }

  @ParameterizedTest
  @EnumSource(names = "SCOPE", mode = EnumSource.Mode.EXCLUDE)
  void aCellThatWasGivenUpIsUnknownAlsoAfterJson(Source source) {
    Cell cell = new Cell(source, source == Source.REGION ? "eu-west-1" : "");
    SnapshotPart part = SnapshotPart.unavailable(cell, BROKEN);

    assertThat(part.gaps())
        .containsExactly(new Gap(source == Source.REGION ? "eu-west-1" : null, BROKEN));
    assertThat(SnapshotPartCodec.read(source, SnapshotPartCodec.write(part))).isEqualTo(part);
  }

  @Test
  void inARegionThatWasGivenUpEverythingIsUnknown() {
    SnapshotParts parts =
        with(
            withAccountRegions("eu-west-1"),
            Cell.of("eu-west-1"),
            Cell.of(Source.SUPPORT),
            Cell.of(Source.ZONES),
            Cell.of(Source.DNS),
            Cell.of(Source.SERVERS));

    assertThat(parts.regions().orElse(List.of()))
        .singleElement()
        .satisfies(region -> {
          assertThat(region.name()).isEqualTo("eu-west-1");
          assertThat(region.elasticIps()).isEqualTo(Observed.unknown(BROKEN));
          assertThat(region.ses()).isEqualTo(Observed.unknown(BROKEN));
        });
    assertThat(parts.gaps()).containsExactly(new Gap("eu-west-1", BROKEN), new Gap(null, BROKEN));
  }

  @Test
  void aSnapshotNeedsAllParts() {
    assertThatThrownBy(() -> withAccountRegions("eu-west-1").regions())
        .hasMessageContaining("eu-west-1");
  }
}
