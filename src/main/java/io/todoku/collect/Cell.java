package io.todoku.collect;

import io.todoku.collect.ProgressListener.Stage;

/**
 * A piece of an account's scan that is collected by itself.
 *
 * @param region empty where the source is not asked by Region
 */
public record Cell(Source source, String region) {

  /** What is asked. */
  public enum Source {
    /** The account's door, and which Regions lie behind it. */
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
