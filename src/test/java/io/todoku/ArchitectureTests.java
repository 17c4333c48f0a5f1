package io.todoku;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import io.todoku.account.Accounts;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;

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

  /**
   * A call within a class does not pass the proxy that begins the transaction: the statements of
   * the method would each be their own.
   */
  @Test
  void noMethodCallsOneThatNeedsATransactionWithoutHavingOne() {
    methods()
        .that(
            DescribedPredicate.describe(
                "need a transaction",
                method ->
                    method.isAnnotatedWith(Transactional.class)
                        && !method.getAnnotationOfType(Transactional.class).readOnly()))
        .should(
            ArchCondition.from(
                DescribedPredicate.<JavaMethod>describe(
                    "be called in their class only by methods that have one",
                    method ->
                        method.getCallsOfSelf().stream()
                            .filter(call -> call.getOriginOwner().equals(method.getOwner()))
                            .allMatch(call ->
                                call.getOrigin().isAnnotatedWith(Transactional.class)
                                    || method.getOwner().isAnnotatedWith(Transactional.class)))))
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackagesOf(TodokuApplication.class));
  }
}
