package io.todoku.notify;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** Stores the id of a kind of channel in capitals, as releases up to 0.1.0 did. */
@Converter
class ChannelKindConverter implements AttributeConverter<String, String> {

  @Override
  public String convertToDatabaseColumn(String kind) {
    return kind.toUpperCase(Locale.ROOT);
  }

  @Override
  public String convertToEntityAttribute(String stored) {
    return stored.toLowerCase(Locale.ROOT);
  }
}
