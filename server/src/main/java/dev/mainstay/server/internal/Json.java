package dev.mainstay.server.internal;

import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON in and out of the API. */
final class Json {
  private static final int MAX_TEXT = 4000;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE).build();

  private Json() {}

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static String writeText(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The fields of a flat object of strings: those that it must have, and those it may have. */
  record Fields(List<String> required, List<String> optional) {
    List<String> all() {
      var all = new ArrayList<>(required);
      all.addAll(optional);
      return all;
    }
  }

  /**
   * The fields of a flat object of strings.
   *
   * @throws ProblemException naming every field that is missing, unknown or no string
   */
  static Map<String, String> fields(byte[] body, Fields wanted) {
    List<String> fields = wanted.all();
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw new ProblemException(
          bad("body: not JSON: " + e.getOriginalMessage(), "send an object with " + fields));
    }
    if (!node.isObject()) {
      throw new ProblemException(
          bad("body: not an object (expected: an object with " + fields + ")", null));
    }
    var problems = new ArrayList<Problem>();
    var values = new LinkedHashMap<String, String>();
    for (String name : node.propertyNames()) {
      if (!fields.contains(name)) {
        problems.add(bad(name + ": unknown field (expected: " + fields + ")", "leave it out"));
      }
    }
    for (String name : fields) {
      JsonNode value = node.path(name);
      if (wanted.optional.contains(name) && (value.isMissingNode() || value.isNull())) {
        continue;
      }
      if (!value.isString() || value.asString().length() > MAX_TEXT) {
        problems.add(
            bad(
                name
                    + ": "
                    + (value.isMissingNode() ? "missing" : value.getNodeType())
                    + " (expected: text of at most "
                    + MAX_TEXT
                    + " characters)",
                null));
      } else if (value.asString().isBlank() && !name.equals("note")) {
        problems.add(bad(name + ": empty (expected: some text)", null));
      } else {
        values.put(name, value.asString().strip());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return values;
  }

  private static Problem bad(String message, @org.jspecify.annotations.Nullable String fix) {
    return Problem.error("MS-X002", message, null, fix);
  }
}
