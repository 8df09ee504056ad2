package dev.mainstay.design;

import dev.mainstay.design.internal.keys.SchemaWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The design file's JSON Schema (draft 2020-12), made from the readers themselves, for editors and
 * other tools.
 */
public final class DesignSchema {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private DesignSchema() {}

  /** The same bytes every time, ending with a line break. */
  public static String json() {
    return JSON.writeValueAsString(SchemaWriter.document()) + "\n";
  }
}
