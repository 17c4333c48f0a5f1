package io.todoku;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the names of types to the vocabulary in CONTRIBUTING.md. */
class VocabularyTests {

  /** Words of earlier names that say by a metaphor what the field has a term for. */
  private static final Set<String> METAPHORS =
      Set.of(
          "Blindness",
          "Chronicle",
          "Dark",
          "Deed",
          "Door",
          "Entrance",
          "Face",
          "House",
          "Lately",
          "Memory",
          "Middle",
          "Patience",
          "Road",
          "Room",
          "Said",
          "Scene",
          "Scenery",
          "Sighting",
          "Told",
          "Together",
          "Untold",
          "Voice",
          "Walk",
          "Wall",
          "Wiring",
          "Word",
          "Words");

  /** Whole names of earlier types whose parts are plain words. */
  private static final Set<String> REPLACED =
      Set.of(
          "Answers",
          "Bases",
          "Basis",
          "Caches",
          "Completeness",
          "Connections",
          "CoursePoint",
          "DomainSigns",
          "Elastic",
          "Entered",
          "Greets",
          "Held",
          "Holders",
          "Inside",
          "Intake",
          "Introduction",
          "Judged",
          "KnownState",
          "Leads",
          "Lifted",
          "ListWord",
          "Lookout",
          "Moved",
          "NameLeft",
          "OrSaid",
          "Outside",
          "Past",
          "Pasted",
          "PeoplesWordPages",
          "Phase",
          "Remembered",
          "Seen",
          "SideBySide",
          "Sight",
          "Signs",
          "Since",
          "Standing",
          "Stretch",
          "ToldScans",
          "Trouble",
          "TtlLow",
          "TtlRaised",
          "Unnamed",
          "Way");

  private static final List<JavaClass> TYPES =
      new ClassFileImporter()
          .importPackages("io.todoku").stream()
              .filter(type -> !type.getSimpleName().isEmpty())
              .filter(type -> !type.getSimpleName().equals("package-info"))
              .filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
              .toList();

  @Test
  void noSimpleNameIsUsedTwice() {
    var duplicates =
        TYPES.stream().collect(groupingBy(JavaClass::getSimpleName)).values().stream()
            .filter(types -> types.size() > 1)
            .map(types -> types.stream().map(JavaClass::getName).sorted().toList())
            .toList();

    assertThat(duplicates).isEmpty();
  }

  @Test
  void noNameUsesAWordThatWasReplaced() {
    Set<String> refused =
        TYPES.stream()
            .filter(type -> isRefused(type.getSimpleName()))
            .map(JavaClass::getName)
            .collect(toSet());

    assertThat(new TreeSet<>(refused)).isEmpty();
  }

  /** Snapshots and checklists keep the name in JSON that was released; all else has causes. */
  @Test
  void onlyFieldsThatHoldGapsAreNamedSo() {
    Set<String> refused =
        TYPES.stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> field.getName().matches("(?i).*gaps?"))
            .filter(field ->
                field.getType().getAllInvolvedRawTypes().stream()
                    .noneMatch(type -> type.getSimpleName().startsWith("Gap")))
            .map(JavaField::getFullName)
            .collect(toSet());

    assertThat(new TreeSet<>(refused)).isEmpty();
  }

  private static boolean isRefused(String name) {
    return REPLACED.contains(name)
        || Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])")).anyMatch(METAPHORS::contains);
  }
}
