package io.todoku.collect;

import io.todoku.collect.ProgressListener.Stage;

/**
 * A part of an account's scan that is collected, stored and retried by itself.
 *
 * @param region empty if the source is not divided by Region
 */
public record Cell(Source source, String region) {

  /** What the cell reads. */
  public enum Source {
    /** What a recheck is limited to; known from its beginning. */
    SCOPE(Stage.AWS),
    /** The login to the account, and the list of its Regions. */
    ACCOUNT(Stage.AWS),
    /** EC2, RDS and SES of one Region. */
    REGION(Stage.AWS),
    SUPPORT(Stage.AWS),
    ZONES(Stage.AWS),
    DNS(Stage.DNS),
    SERVERS(Stage.SERVERS);

    private final Stage stage;

    Source(Stage stage) {
      this.stage = stage;
    }

    public Stage stage() {
      return stage;
    }
  }

  public static Cell of(Source source) {
    return new Cell(source, "");
  }

  public static Cell of(String region) {
    return new Cell(Source.REGION, region);
  }

  @Override
  public String toString() {
    return region.isEmpty() ? source.name() : source + " " + region;
  }
}
