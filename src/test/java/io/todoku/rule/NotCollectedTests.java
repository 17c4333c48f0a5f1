package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotCopy;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class NotCollectedTests {

  private static final String RULE = "ptr-exists";

  private static Snapshot withRegions(Observed<List<RegionInventory>> regions) {
    return SnapshotCopy.copyOf(aSnapshot().build()).regions(regions).build();
  }

  private static Finding finding(Resource resource, String listed, Reason reason, Remedy remedy) {
    return new Finding(
        RULE,
        resource,
        Verdict.UNKNOWN,
        Text.of(
            "finding.not-listed." + listed,
            resource.id(),
            Text.of("reason." + reason.kind(), reason.source())),
        reason,
        List.of(Evidence.awsFailure(reason, NOW)),
        remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "ec2:DescribeAddresses, elastic-ips",
    "ec2:DescribeNetworkInterfaces, network-interfaces",
    "ec2:DescribeNatGateways, nat-gateways",
    "ec2:DescribeInstances, instances"
  })
  void aListOfAddressesThatWasDeniedIsUnknownForTheRegionWithThePermission(
      String api, String listed) {
    assertThat(NotCollected.addressFindings(RULE, aSnapshot().denied(api).build()))
        .containsExactly(
            finding(
                Resource.region(REGION),
                listed,
                new Reason(ReasonKind.DENIED, api, "no", api),
                Remedy.of(
                    Text.of("finding.do.permission"),
                    RemedyBlock.of(
                        BlockKind.POLICY,
                        "{ \"Effect\": \"Allow\", \"Action\": \""
                            + api
                            + "\", \"Resource\": \"*\" }"))));
  }

  @Test
  void otherListsDoNotMatter() {
    assertThat(
            NotCollected.addressFindings(
                RULE, aSnapshot().denied("rds:DescribeDBInstances").build()))
        .isEmpty();
  }

  @Test
  void whereTheRegionsAreNotKnownTheAccountIsUnknown() {
    Reason reason = new Reason(ReasonKind.NO_ACCESS, "sts:AssumeRole", "refused", "trust-policy");

    assertThat(NotCollected.addressFindings(RULE, withRegions(Observed.unknown(reason))))
        .containsExactly(
            finding(Resource.account("111111111111", "test"), "regions", reason, Remedy.NONE));
  }

  @Test
  void eachRegionIsUnknownOnceByTheFirstReason() {
    Reason first = Reason.of(ReasonKind.TIMEOUT, "ec2:DescribeAddresses", "");
    Reason second = Reason.of(ReasonKind.THROTTLED, "ec2:DescribeAddresses", "");
    Snapshot snapshot =
        withRegions(
            Observed.known(
                List.of(
                    RegionInventory.notCollected("eu-west-1", first),
                    aSnapshot().build().knownRegions().getFirst(),
                    RegionInventory.notCollected("us-east-1", second))));

    assertThat(NotCollected.addressFindings(RULE, snapshot))
        .containsExactly(
            finding(Resource.region("eu-west-1"), "elastic-ips", first, Remedy.NONE),
            finding(Resource.region("us-east-1"), "elastic-ips", second, Remedy.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED, ec2:DescribeAddresses, true",
    "DENIED, , false",
    "DENIED, trust-policy, false",
    "DENIED, 'ec2:*\", \"x', false",
    "NO_ACCESS, ec2:DescribeAddresses, false"
  })
  void aPermissionIsOfferedOnlyWhereOneIsLacking(
      ReasonKind cause, @Nullable String fix, boolean offered) {
    Reason reason = new Reason(cause, "ec2:DescribeAddresses", "", fix);

    assertThat(NotCollected.addressFindings(RULE, withRegions(Observed.unknown(reason))))
        .singleElement()
        .satisfies(f -> assertThat(f.remedy().commands()).hasSize(offered ? 1 : 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rds:DescribeDBInstances | DENIED | Could not list databases in eu-west-1: rds:DescribeDBInstances was denied. | eu-west-1 のデータベースの一覧を取得できませんでした: rds:DescribeDBInstances が拒否されました。
          rds:DescribeDBClusters | TIMEOUT | Could not list database clusters in eu-west-1: rds:DescribeDBClusters did not answer in time. | eu-west-1 のデータベースクラスターの一覧を取得できませんでした: rds:DescribeDBClusters から時間内に応答がありませんでした。
          ec2:DescribeAddressesAttribute | FAILED | Could not list the reverse DNS of Elastic IPs in eu-west-1: ec2:DescribeAddressesAttribute failed. | eu-west-1 のElastic IPの逆引きの一覧を取得できませんでした: ec2:DescribeAddressesAttribute が失敗しました。
          ec2:DescribeSecurityGroups | DENIED | Could not list security groups in eu-west-1: ec2:DescribeSecurityGroups was denied. | eu-west-1 のセキュリティグループの一覧を取得できませんでした: ec2:DescribeSecurityGroups が拒否されました。
          ses:GetAccount | DENIED | Could not read the SES settings in eu-west-1: ses:GetAccount was denied. | eu-west-1 のSESの設定を取得できませんでした: ses:GetAccount が拒否されました。
          sts:AssumeRole | DENIED | Could not list resources in eu-west-1: sts:AssumeRole was denied. | eu-west-1 のリソースの一覧を取得できませんでした: sts:AssumeRole が拒否されました。
          """)
  void theTextNamesWhatCouldNotBeListedAndWhy(
      String source, ReasonKind cause, String english, String japanese) {
    RegionInventory region =
        RegionInventory.notCollected("eu-west-1", Reason.of(cause, source, ""));

    List<Finding> findings =
        NotCollected.findings(
            RULE,
            withRegions(Observed.known(List.of(region))),
            inventory -> List.of(inventory.dbInstances()));

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> {
          assertThat(render(finding.summary(), Locale.ENGLISH)).isEqualTo(english);
          assertThat(render(finding.summary(), Locale.JAPANESE)).isEqualTo(japanese);
        });
  }

  private static String render(Text text, Locale locale) {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/rules");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    Object[] arguments =
        text.arguments().stream()
            .map(argument -> argument instanceof Text inner ? render(inner, locale) : argument)
            .toArray();
    return messages.getMessage(text.key(), arguments, locale);
  }

  @Test
  void suchAFindingIsRecognisedAmongOthers() {
    List<Finding> findings =
        NotCollected.addressFindings(RULE, aSnapshot().denied("ec2:DescribeAddresses").build());

    assertThat(findings).singleElement().matches(NotCollected::matches);
    assertThat(NotCollected.matches(Finding.of(RULE, Resource.region(REGION)).pass("pass")))
        .isFalse();
  }
}
