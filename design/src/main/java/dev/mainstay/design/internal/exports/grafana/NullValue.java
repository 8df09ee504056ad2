package dev.mainstay.design.internal.exports.grafana;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** JSON's null, where a key must be there without a value. */
enum NullValue {
  NULL;

  @JsonValue
  @Nullable Object value() {
    return null;
  }
}
