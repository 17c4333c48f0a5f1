package io.todoku.collect.aws;

import io.todoku.snapshot.Lightsail.LightsailInstance;
import io.todoku.snapshot.Lightsail.OpenPorts;
import io.todoku.snapshot.Lightsail.StaticIp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lightsail.LightsailClient;
import software.amazon.awssdk.services.lightsail.model.AccessDirection;
import software.amazon.awssdk.services.lightsail.model.Instance;
import software.amazon.awssdk.services.lightsail.model.InstancePortInfo;

/**
 * Reads Lightsail in one Region, all pages of each answer, and converts it to observations. Where a
 * Region does not offer Lightsail, there is nothing of it.
 */
final class LightsailQueries {

  private static final int LAST_PORT = 65_535;

  private final LightsailClient lightsail;
  private final String region;
  private final AwsRequestOverrideConfiguration requestConfiguration;

  LightsailQueries(LightsailClient lightsail, String region, AccountSession session) {
    this.lightsail = lightsail;
    this.region = region;
    this.requestConfiguration = session.requestConfiguration();
  }

  List<LightsailInstance> instances() {
    return allPages(token -> {
      var page =
          lightsail.getInstances(
              r -> r.pageToken(token).overrideConfiguration(requestConfiguration));
      return new Page<>(
          page.instances().stream().map(LightsailQueries::instance).toList(), page.nextPageToken());
    });
  }

  List<StaticIp> staticIps() {
    return allPages(token -> {
      var page =
          lightsail.getStaticIps(
              r -> r.pageToken(token).overrideConfiguration(requestConfiguration));
      return new Page<>(
          page.staticIps().stream()
              .map(ip ->
                  new StaticIp(
                      AwsText.orEmpty(ip.name()),
                      AwsText.requireAddress(AwsText.orEmpty(ip.ipAddress())),
                      AwsText.orNull(ip.attachedTo())))
              .toList(),
          page.nextPageToken());
    });
  }

  private record Page<T>(List<T> items, @Nullable String nextToken) {}

  /** Asks for page after page; the SDK has no paginator for Lightsail. */
  private <T> List<T> allPages(Function<@Nullable String, Page<T>> request) {
    if (ServiceOffer.isMissing(LightsailClient.serviceMetadata(), region)) {
      return List.of();
    }
    List<T> all = new ArrayList<>();
    try {
      String token = null;
      do {
        Page<T> page = request.apply(token);
        all.addAll(page.items());
        token = AwsText.orNull(page.nextToken());
      } while (token != null);
    } catch (SdkClientException e) {
      if (ServiceOffer.isMissing(LightsailClient.serviceMetadata(), region, e)) {
        return List.of();
      }
      throw e;
    }
    return List.copyOf(all);
  }

  private static LightsailInstance instance(Instance i) {
    String address = AwsText.orNull(i.publicIpAddress());
    return new LightsailInstance(
        AwsText.orEmpty(i.name()),
        i.state() == null ? "" : AwsText.orEmpty(i.state().name()),
        address == null ? null : AwsText.requireAddress(address),
        Boolean.TRUE.equals(i.isStaticIp()),
        i.ipv6Addresses().stream().map(AwsText::requireAddress).toList(),
        i.networking() == null
            ? List.of()
            : i.networking().ports().stream()
                .filter(port -> port.accessDirection() != AccessDirection.OUTBOUND)
                .map(LightsailQueries::openPorts)
                .toList(),
        i.tags().stream()
            .collect(
                Collectors.toMap(
                    t -> AwsText.orEmpty(t.key()), t -> AwsText.orEmpty(t.value()), (a, b) -> a)));
  }

  /** Aliases of address ranges count as sources, because a rule that names only those opens too. */
  private static OpenPorts openPorts(InstancePortInfo port) {
    return new OpenPorts(
        AwsText.orEmpty(port.protocolAsString()),
        port.fromPort() == null ? 0 : port.fromPort(),
        port.toPort() == null ? LAST_PORT : port.toPort(),
        Stream.of(port.cidrs(), port.ipv6Cidrs(), port.cidrListAliases())
            .flatMap(List::stream)
            .map(AwsText::orEmpty)
            .filter(source -> !source.isEmpty())
            .toList());
  }
}
