package io.todoku.locale;

import java.io.Serializable;

/** What can be wrong with an input; an enum of each package lists what it refuses. */
public interface InputProblem extends Serializable {

  /** The key of its text in the message files. */
  String key();

  /** The English text for files, the command line and logs, as a format of the arguments. */
  String englishText();

  /** The field of the API or the file that is wrong; empty if the problem is not one field's. */
  default String field() {
    return "";
  }
}
