package io.todoku;

import io.todoku.cli.SimilarNames;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The keys under {@code todoku} that a {@link ConfigurationProperties} record binds. A key is
 * compared in Spring Boot's uniform form (lower case, only letters and digits), with {@code []} for
 * every index.
 */
final class KnownSettings {

  private static final String ROOT = "todoku";
  private static final int MAX_EDITS = 2;

  /** The keys as documented, by their uniform form. */
  private final Map<String, String> keys = new TreeMap<>();

  /** The uniform form of what only holds other keys. */
  private final Set<String> sections = new LinkedHashSet<>();

  private KnownSettings() {}

  /** Reads the keys from the types of the beans, without creating any. */
  static KnownSettings of(ListableBeanFactory beans) {
    KnownSettings settings = new KnownSettings();
    for (String name : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
      Class<?> type = beans.getType(name, false);
      ConfigurationProperties annotation =
          beans.findAnnotationOnBean(name, ConfigurationProperties.class, false);
      if (type != null && annotation != null && type.isRecord()) {
        String prefix = annotation.prefix().isEmpty() ? annotation.value() : annotation.prefix();
        if (prefix.equals(ROOT) || prefix.startsWith(ROOT + ".")) {
          settings.add(prefix, type);
        }
      }
    }
    return settings;
  }

  private void add(String key, Type type) {
    if (type instanceof Class<?> record && record.isRecord()) {
      sections.add(toUniform(key));
      for (RecordComponent component : record.getRecordComponents()) {
        add(
            key + "." + DataObjectPropertyName.toDashedForm(component.getName()),
            component.getGenericType());
      }
    } else if (type instanceof ParameterizedType list) {
      keys.put(toUniform(key), key);
      add(key + "[]", list.getActualTypeArguments()[0]);
    } else {
      keys.put(toUniform(key), key);
    }
  }

  /**
   * @param undotted whether dots do not count, because an underscore of an environment variable may
   *     stand for a dot or a dash
   */
  boolean contains(ConfigurationPropertyName name, boolean undotted) {
    String key = toUniform(name);
    return keys.containsKey(key)
        || (undotted && keys.keySet().stream().anyMatch(known -> undot(known).equals(undot(key))));
  }

  /** Returns whether other keys stand below this one; it has then no value of its own. */
  boolean isSection(ConfigurationPropertyName name) {
    return sections.contains(toUniform(name));
  }

  /** The setting that differs least, if at most two letters differ. */
  Optional<String> findSimilar(ConfigurationPropertyName name) {
    String key = undot(toUniform(name));
    return keys.keySet().stream()
        .filter(known -> SimilarNames.countEdits(undot(known), key) <= MAX_EDITS)
        .min(Comparator.comparingInt(known -> SimilarNames.countEdits(undot(known), key)))
        .map(keys::get);
  }

  private static String toUniform(ConfigurationPropertyName name) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < name.getNumberOfElements(); i++) {
      if (name.isNumericIndex(i)) {
        key.append("[]");
      } else {
        key.append(i == 0 ? "" : ".").append(name.getElement(i, Form.UNIFORM));
      }
    }
    return key.toString();
  }

  private static String toUniform(String key) {
    return key.replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static String undot(String key) {
    return key.replace(".", "");
  }
}
