package io.todoku;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.todoku.account.Accounts;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;

class ArchitectureTests {

  @Test
  void everyPackageUsesOnlyItsAllowedDependencies() {
    ApplicationModules.of(TodokuApplication.class).verify();
  }

  /** Only those that add, change and remove accounts, which needs a view of every client. */
  @Test
  void whatAnswersRequestsFindsOnlyTheAccountsThatItsUserMaySee() {
    noClasses()
        .that()
        .areMetaAnnotatedWith(Controller.class)
        .and()
        .haveSimpleNameNotStartingWith("AccountController")
        .and()
        .haveSimpleNameNotStartingWith("AccountApi")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Accounts.class)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackagesOf(TodokuApplication.class));
  }
}
