package io.todoku.intake;

/** What another room has in the bundled sample. */
public interface SampleContributor {

  /** Adds it to the sample's accounts, which are there; what is there already is left alone. */
  void addToSample();

  /** Removes it; the sample's accounts are still there. */
  void removeFromSample();
}
