package io.todoku.scan;

/** What another room has in the bundled sample. */
public interface SamplePart {

  /** Adds it to the sample's accounts, which are there; what is there already is left alone. */
  void open();

  /** Removes it; the sample's accounts are still there. */
  void close();
}
