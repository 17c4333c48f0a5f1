package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.aws.AwsCollector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RolePolicyFormatTests {

  @Test
  void jsonAllowsExactlyTheCallsThatAreMade() {
    JsonNode statement = new JsonMapper().readTree(RolePolicyFormat.JSON.text()).at("/Statement/0");

    assertThat(statement.get("Effect").asString()).isEqualTo("Allow");
    assertThat(statement.get("Action").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(AwsCollector.actions());
  }

  @Test
  void theCallsToTheOrganizationHaveAPolicyOfTheirOwn() {
    JsonNode statement = new JsonMapper().readTree(OrganizationPolicy.text()).at("/Statement/0");

    assertThat(statement.get("Action").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(AwsCollector.organizationActions())
        .hasSize(5)
        .allMatch(action -> action.matches("organizations:List\\w+"));
    assertThat(AwsCollector.actions()).noneMatch(action -> action.startsWith("organizations:"));
  }

  @ParameterizedTest
  @EnumSource(RolePolicyFormat.class)
  void everyFormatAllowsReadingOnly(RolePolicyFormat form) {
    assertThat(AwsCollector.actions())
        .allMatch(action -> action.matches("\\w+:(Describe|Get|List|Search)\\w+"));
    assertThat(form.text()).doesNotContain("%s", ":*\"");
    if (form != RolePolicyFormat.TRUST && form != RolePolicyFormat.PRINCIPAL) {
      assertThat(form.text()).contains(AwsCollector.actions());
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void cloudFormationIsYamlWithAnExternalId() {
    String text = RolePolicyFormat.CLOUDFORMATION.text().replaceAll("!\\w+ ", "");
    Map<String, Object> template = new Yaml().load(text);

    var parameters = (Map<String, Map<String, Object>>) template.get("Parameters");
    assertThat(
            "arn:aws:iam::123456789012:role/service/Todoku"
                .matches((String) parameters.get("PrincipalArn").get("AllowedPattern")))
        .isTrue();
    var role =
        (Map<String, Map<String, Object>>)
            ((Map<String, Object>) template.get("Resources")).get("TodokuRole");
    var policies = (List<Map<String, Object>>) role.get("Properties").get("Policies");
    var document =
        (Map<String, List<Map<String, Object>>>) policies.getFirst().get("PolicyDocument");
    assertThat((List<String>) document.get("Statement").getFirst().get("Action"))
        .containsExactlyInAnyOrderElementsOf(AwsCollector.actions());
    assertThat(text).contains("sts:ExternalId");
  }
}
