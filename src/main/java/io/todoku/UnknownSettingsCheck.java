package io.todoku;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Stops the start when a key under {@code todoku} is no setting, because a misspelt key would
 * silently leave the default in force. The message names the key, where it stands, and the setting
 * that it resembles.
 *
 * <p>Environment variables and system properties may carry names of other programs (such as {@code
 * TODOKU_DATA} or what Kubernetes adds for a service), so one of these stops the start only if it
 * resembles a setting.
 */
class UnknownSettingsCheck implements BeanFactoryPostProcessor {

  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("todoku");
  private static final Set<String> SHARED_SOURCES =
      Set.of(
          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
          StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

  private final ConfigurableEnvironment environment;

  UnknownSettingsCheck(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /**
   * @throws IllegalArgumentException naming all keys that are no settings
   */
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    KnownSettings settings = KnownSettings.of(beans);
    Set<String> problems = new TreeSet<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource iterable) {
        iterable.stream()
            .filter(ROOT::isAncestorOf)
            .flatMap(name -> describeIfUnknown(settings, name, source).stream())
            .forEach(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static Optional<String> describeIfUnknown(
      KnownSettings settings, ConfigurationPropertyName name, ConfigurationPropertySource source) {
    ConfigurationProperty property = source.getConfigurationProperty(name);
    boolean empty = property == null || String.valueOf(property.getValue()).isBlank();
    boolean shared =
        source.getUnderlyingSource() instanceof PropertySource<?> underlying
            && SHARED_SOURCES.contains(underlying.getName());
    if (settings.contains(name, shared) || (empty && settings.isSection(name))) {
      return Optional.empty();
    }
    Optional<String> similar = settings.findSimilar(name);
    if (shared && similar.isEmpty()) {
      return Optional.empty();
    }
    List<String> problem = new ArrayList<>(List.of(name.toString()));
    if (property != null && property.getOrigin() != null) {
      problem.add("(" + property.getOrigin() + ")");
    }
    problem.add("is not a setting");
    similar.ifPresent(key -> problem.add("– did you mean " + key + "?"));
    return Optional.of(String.join(" ", problem));
  }
}
