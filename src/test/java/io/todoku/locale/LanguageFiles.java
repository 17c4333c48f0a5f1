package io.todoku.locale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Names the files that hold the texts of a language. */
public final class LanguageFiles {

  private static final String ENDING = ".properties";

  private LanguageFiles() {}

  /** The message file of a language: the default language has no tag in it. */
  public static String messages(String basename, Language language) {
    return language.equals(Languages.DEFAULT)
        ? basename + ENDING
        : basename + "_" + language.tag() + ENDING;
  }

  /** The message files of a folder, without tag and ending. */
  public static List<String> basenames(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> Objects.requireNonNull(file.getFileName()).toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.replaceFirst("(_[a-z]{2,3})?\\.properties$", ""))
          .distinct()
          .sorted()
          .toList();
    }
  }
}
