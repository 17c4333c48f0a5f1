package io.todoku.intake;

/** Adds data of another package to the bundled sample. */
public interface SampleContributor {

  /** Adds the data to the sample's accounts, which exist; existing data is left unchanged. */
  void addToSample();

  /** Removes the data while the sample's accounts still exist. */
  void removeFromSample();
}
