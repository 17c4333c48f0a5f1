package io.todoku.transfer;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What a column holds, and how a value of it is written as JSON and read again. */
enum ColumnKind {
  TEXT {
    @Override
    void writeValue(ResultSet row, int column, JsonGenerator json) throws SQLException {
      json.writeString(row.getString(column));
    }

    @Override
    Object readValue(JsonParser json) {
      return json.getString();
    }
  },
  NUMBER {
    @Override
    void writeValue(ResultSet row, int column, JsonGenerator json) throws SQLException {
      json.writeNumber(row.getLong(column));
    }

    @Override
    Object readValue(JsonParser json) {
      return json.getLongValue();
    }
  },
  BOOLEAN {
    @Override
    void writeValue(ResultSet row, int column, JsonGenerator json) throws SQLException {
      json.writeBoolean(row.getBoolean(column));
    }

    @Override
    Object readValue(JsonParser json) {
      return json.getBooleanValue();
    }
  },
  BINARY {
    @Override
    void writeValue(ResultSet row, int column, JsonGenerator json) throws SQLException {
      json.writeString(Base64.getEncoder().encodeToString(row.getBytes(column)));
    }

    @Override
    Object readValue(JsonParser json) {
      return Base64.getDecoder().decode(json.getString());
    }
  },
  DATE {
    @Override
    void writeValue(ResultSet row, int column, JsonGenerator json) throws SQLException {
      json.writeString(row.getObject(column, LocalDate.class).toString());
    }

    @Override
    Object readValue(JsonParser json) {
      return LocalDate.parse(json.getString());
    }
  },
  TIMESTAMP {
    @Override
    void writeValue(ResultSet row, int column, JsonGenerator json) throws SQLException {
      OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
      json.writeString(time.withOffsetSameInstant(ZoneOffset.UTC).toString());
    }

    @Override
    Object readValue(JsonParser json) {
      return OffsetDateTime.parse(json.getString());
    }
  },
  UUID {
    @Override
    void writeValue(ResultSet row, int column, JsonGenerator json) throws SQLException {
      json.writeString(row.getObject(column, java.util.UUID.class).toString());
    }

    @Override
    Object readValue(JsonParser json) {
      return java.util.UUID.fromString(json.getString());
    }
  };

  /**
   * @param type of {@link Types}; H2 and PostgreSQL do not agree on those of UUIDs and times
   * @throws IllegalStateException for a type that no column has had yet
   */
  static ColumnKind of(int type, String typeName, String column) {
    String name = typeName.toLowerCase(Locale.ROOT);
    if (name.equals("uuid")) {
      return UUID;
    }
    if (name.equals("timestamptz")) {
      return TIMESTAMP;
    }
    return switch (type) {
      case Types.VARCHAR, Types.CHAR -> TEXT;
      case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> NUMBER;
      case Types.BOOLEAN, Types.BIT -> BOOLEAN;
      case Types.VARBINARY, Types.BINARY -> BINARY;
      case Types.DATE -> DATE;
      case Types.TIMESTAMP_WITH_TIMEZONE -> TIMESTAMP;
      default -> throw new IllegalStateException("the type of " + column + " is new: " + typeName);
    };
  }

  abstract void writeValue(ResultSet row, int column, JsonGenerator json) throws SQLException;

  /** Of a token that is not null. */
  abstract Object readValue(JsonParser json);

  void write(ResultSet row, int column, JsonGenerator json) throws SQLException {
    if (row.getObject(column) == null) {
      json.writeNull();
    } else {
      writeValue(row, column, json);
    }
  }

  /** Sets a parameter to the value of the current token. */
  void read(JsonParser json, PreparedStatement insert, int parameter) throws SQLException {
    @Nullable Object value = json.currentToken() == JsonToken.VALUE_NULL ? null : readValue(json);
    insert.setObject(parameter, value);
  }
}
