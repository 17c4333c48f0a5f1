package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.aws.AwsCollector;
import io.todoku.peers.CfnLint;
import io.todoku.peers.Moto;
import io.todoku.peers.Peers;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every variant of the role, as its tools read it, and as a stack in an AWS API server. */
class RoleTemplatesIntegrationTests {

  private static final String PRINCIPAL = "arn:aws:iam::999999999999:role/ops/Todoku";
  private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/Boundary";
  private static final String ORGANIZATION = "o-a1b2c3d4e5";

  @TempDir Path dir;

  static Stream<RoleDefinition> variants() {
    List<RoleDefinition> all = new ArrayList<>(List.of(RoleDefinition.UNKNOWN));
    for (String boundary : new String[] {null, BOUNDARY}) {
      for (String organization : new String[] {null, ORGANIZATION}) {
        for (String path : List.of("/", "/mail/readers/")) {
          all.add(
              new RoleDefinition(
                  PRINCIPAL, "between,us=2", "Reader", path, boundary, organization));
        }
      }
    }
    return all.stream();
  }

  private List<Path> write(RolePolicyFormat format, String suffix) throws IOException {
    List<Path> files = new ArrayList<>();
    for (RoleDefinition role : variants().toList()) {
      files.add(Files.writeString(dir.resolve(files.size() + suffix), format.text(role)));
    }
    return files;
  }

  @Test
  void cfnLintFindsNothingInAnyVariant() throws Exception {
    Peers.require(CfnLint.present(), "cfn-lint");

    assertThat(CfnLint.lint(dir, write(RolePolicyFormat.CLOUDFORMATION, ".yaml"))).isEmpty();
    Path broken =
        Files.writeString(
            dir.resolve("broken.yaml"),
            RolePolicyFormat.CLOUDFORMATION.text().replace("RoleName: !Ref", "RoleNmae: !Ref"));
    assertThat(CfnLint.lint(dir, List.of(broken))).as("it does look").contains("RoleNmae");
  }

  @Test
  void everyVariantIsTerraform() throws Exception {
    Peers.require(CfnLint.present(), "an HCL parser");

    String parsed = CfnLint.parseTerraform(dir, write(RolePolicyFormat.TERRAFORM, ".tf"));

    List<JsonNode> modules = parsed.lines().map(line -> new JsonMapper().readTree(line)).toList();
    assertThat(modules).as(parsed).hasSize((int) variants().count());
    assertThat(modules)
        .allSatisfy(module -> {
          assertThat(module.get("variable")).hasSize(6);
          assertThat(module.get("resource")).hasSize(2);
        });
    assertThat(modules.getLast().toString()).contains(BOUNDARY, ORGANIZATION, "/mail/readers/");
    Path broken = Files.writeString(dir.resolve("broken.tf"), "variable \"x\" {");
    assertThat(CfnLint.parseTerraform(dir, List.of(broken))).as("it does look").contains("Error");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void oneStackMakesTheRoleAndItCanBeAssumed(RoleDefinition variant) throws Exception {
    Peers.require(Moto.present(), "moto_server");
    RoleDefinition role =
        variant.principal() == null
            ? new RoleDefinition(PRINCIPAL, "between-us", "Todoku", "/", null, null)
            : variant;
    try (Moto moto = Moto.start(dir)) {
      String created =
          ask(
              moto,
              "cloudformation",
              Map.of(
                  "Action", "CreateStack",
                  "Version", "2010-05-15",
                  "StackName", "todoku-role",
                  "Capabilities.member.1", "CAPABILITY_NAMED_IAM",
                  "TemplateBody", RolePolicyFormat.CLOUDFORMATION.text(role)));
      assertThat(created).contains("<StackId>");

      String found = iam(moto, "GetRole", role.roleName());
      String trust = between(found, "AssumeRolePolicyDocument");
      JsonNode statement = new JsonMapper().readTree(trust).at("/Statement/0");
      assertThat(statement.at("/Principal/AWS").asString()).isEqualTo(PRINCIPAL);
      JsonNode condition = statement.at("/Condition/StringEquals");
      assertThat(condition.get("sts:ExternalId").asString()).isEqualTo(role.externalId());
      assertThat(condition.has("aws:PrincipalOrgID")).isEqualTo(role.organizationId() != null);
      assertThat(between(found, "Path")).isEqualTo(role.path());
      assertThat(found.contains(BOUNDARY)).isEqualTo(role.permissionsBoundary() != null);
      assertThat(iam(moto, "GetRolePolicy", role.roleName())).contains(AwsCollector.actions());

      assertThat(
              ask(
                  moto,
                  "sts",
                  Map.of(
                      "Action", "AssumeRole",
                      "Version", "2011-06-15",
                      "RoleArn", between(found, "Arn"),
                      "RoleSessionName", "todoku",
                      "ExternalId", String.valueOf(role.externalId()))))
          .contains("<AccessKeyId>", "assumed-role/" + role.roleName());
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void oneShellTakesTheCommandsAsTheyAre(RoleDefinition role) throws Exception {
    Path aws =
        Files.writeString(
            Files.createDirectories(dir.resolve("bin")).resolve("aws"),
            "#!/bin/sh\nfor a in \"$@\"; do printf '<%s>' \"$a\"; done\necho\n");
    Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwx------"));

    String deployed = shell(RolePolicyFormat.COMMAND.text(role));
    String template = RolePolicyFormat.CLOUDFORMATION.text(role);
    assertThat(dir.resolve("todoku-role.yaml")).content().isEqualTo(template);
    String stackSet = shell(RolePolicyFormat.STACKSET.text(role));

    String externalId = role.externalId() == null ? "EXTERNAL-ID" : role.externalId();
    assertThat(deployed)
        .startsWith("<cloudformation><deploy><--region><us-east-1>")
        .contains("<--capabilities><CAPABILITY_NAMED_IAM>", "<ExternalId=" + externalId + ">");
    assertThat(stackSet.lines()).hasSizeBetween(2, 20);
    assertThat(stackSet)
        .contains("<create-stack-set>", "<SERVICE_MANAGED>", "<CAPABILITY_NAMED_IAM>")
        .contains("{\"ParameterKey\":\"ExternalId\",\"ParameterValue\":\"" + externalId + "\"}")
        .contains("<create-stack-instances>", "<OrganizationalUnitIds=ou-xxxx-xxxxxxxx>");
  }

  private String shell(String commands) throws Exception {
    Path out = dir.resolve("shell.txt");
    ProcessBuilder process =
        new ProcessBuilder("sh", "-e", "-c", commands)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    process.environment().compute("PATH", (_, path) -> dir.resolve("bin") + ":" + path);
    Process started = process.start();
    assertThat(started.waitFor(20, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(out);
    assertThat(started.exitValue()).as(text).isZero();
    return text;
  }

  private static String iam(Moto moto, String action, String role) throws Exception {
    return URLDecoder.decode(
        ask(
            moto,
            "iam",
            Map.of(
                "Action",
                action,
                "Version",
                "2010-05-08",
                "RoleName",
                role,
                "PolicyName",
                "TodokuReads")),
        StandardCharsets.UTF_8);
  }

  private static String between(String xml, String element) {
    return xml.replaceFirst("(?s).*?<" + element + ">", "")
        .replaceFirst("(?s)</" + element + ">.*", "");
  }

  private static String ask(Moto moto, String service, Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(moto.endpoint()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20261130/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=s"
                    .formatted(service))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
