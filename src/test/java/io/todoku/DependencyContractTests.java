package io.todoku;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Date;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Only the code named here reaches AWS, DNS, the network and the wall clock. */
class DependencyContractTests {

  private static final Pattern JDK_LOOKUP =
      Pattern.compile(
          "java.net.InetAddress.(getByName|getAllByName|getLocalHost|get(Canonical)?HostName).*");
  private static final Pattern WALL_CLOCK =
      Pattern.compile(
          "java.time.Clock.(system|tick)\\w*.*"
              + "|java.time.*.now\\(((?!java.time.Clock).)*\\)"
              + "|java.lang.System.currentTimeMillis.*");

  private static JavaClasses classes;

  @BeforeAll
  static void importClassesOnce() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.todoku");
  }

  @Test
  void onlyTheAwsCollectorAndWhatSendsToAwsUseTheAwsSdk() {
    noClasses()
        .that(
            areNot(
                "io.todoku.collect.aws",
                "io.todoku.notify.(AwsChannelSession|EventBridge|Hub|SecurityHub|Sns)\\w*",
                "io.todoku.clientreport.ReportBucket"))
        .should()
        .dependOnClassesThat(resideInAPackage("software.amazon.awssdk.."))
        .because("collecting, notifying and delivering reports are the only reasons to call AWS")
        .check(classes);
  }

  @Test
  void onlyTheDnsCollectorUsesDnsjava() {
    noClasses()
        .that(areNot("io.todoku.collect.dns"))
        .should()
        .dependOnClassesThat(resideInAPackage("org.xbill.."))
        .because("everyone else works on the lookups that it returns")
        .check(classes);
  }

  @Test
  void onlyMailServerProbesOpenSockets() {
    noClasses()
        .that(areNot("io.todoku.collect.smtp"))
        .should()
        .dependOnClassesThat(
            nameMatching(
                "java.net.(Server|Datagram|Multicast)?Socket"
                    + "|java.nio.channels.\\w*(Socket|Datagram)\\w*"
                    + "|javax.net.\\w+"))
        .because("each socket must be bounded in time and allowed by ProbeGuard")
        .check(classes);
  }

  @Test
  void onlyClientsThatBoundTheirAnswersUseTlsAndHttp() {
    // the policy fetcher and webhooks use one client; mail server probes read certificates; the
    // address of the identity provider comes from the settings
    noClasses()
        .that(areNot("io.todoku.outbound", "io.todoku.identity.oidc.OidcHttp"))
        .should()
        .dependOnClassesThat(
            nameMatching(
                "java.net.http.+|org.apache.hc.+|java.net.\\w*URLConnection|org.springframework.web.client.+"))
        .check(classes);
    noClasses()
        .that(
            areNot(
                "io.todoku.collect.(smtp|web)",
                "io.todoku.outbound",
                "io.todoku.notify.WebhookClient"))
        .should()
        .dependOnClassesThat(resideInAPackage("javax.net.ssl.."))
        .check(classes);
  }

  @Test
  void onlyClientsThatCheckTheAddressLetTheJdkLookUpNames() {
    // the JDK itself connects their HTTP clients: they refuse addresses that are not public
    noClasses()
        .that(areNot("io.todoku.collect.web", "io.todoku.notify.WebhookClient"))
        .should()
        .accessTargetWhere(
            describe(
                "a lookup by the JDK",
                access -> JDK_LOOKUP.matcher(access.getTarget().getFullName()).matches()))
        .because("names are looked up by the configured resolvers of io.todoku.collect.dns")
        .check(classes);
  }

  @Test
  void onlyTheConfigurationReadsTheWallClock() {
    // it makes the one Clock that is injected; System.nanoTime is no wall clock and free to use
    noClasses()
        .that(
            areNot(
                "io.todoku.ApplicationConfiguration",
                // a command without the application's beans
                "io.todoku.TransferCommandConfiguration",
                // AWS compares the machine's own clock with its own when credentials are used
                "io.todoku.collect.aws.CredentialErrors",
                "io.todoku.collect.aws.ExpiringCredentials"))
        .should()
        .accessTargetWhere(
            describe(
                "the time without an injected Clock",
                access -> WALL_CLOCK.matcher(access.getTarget().getFullName()).matches()))
        .orShould()
        .callConstructor(Date.class)
        .because("tests set the time, and judging takes it from the snapshot")
        .check(classes);
  }

  /** A package, or a class with what is nested in it; each a regular expression. */
  private static DescribedPredicate<JavaClass> areNot(String... packagesOrClasses) {
    return DescribedPredicate.not(
        nameMatching("(" + String.join("|", packagesOrClasses) + ")([.$]\\w+)*"));
  }
}
