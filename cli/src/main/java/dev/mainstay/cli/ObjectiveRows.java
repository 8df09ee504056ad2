package dev.mainstay.cli;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The server's list of objectives, which it answers a page at a time. */
final class ObjectiveRows {
  private static final int LIMIT = 1000;

  private ObjectiveRows() {}

  /**
   * All of one service, or of all; those that ask most for a person first. One whose state changes
   * while several pages are asked for is told as it was first met, or is missing.
   */
  static ArrayNode all(Api api, @Nullable String service) {
    String asked =
        "/objectives?limit=" + LIMIT + (service == null ? "" : "&service=" + Api.segment(service));
    var rows = new LinkedHashMap<List<String>, JsonNode>();
    String after = "";
    while (after != null) {
      JsonNode page = api.get(asked + (after.isEmpty() ? "" : "&after=" + Api.segment(after)));
      for (JsonNode row : page.path("objectives")) {
        rows.putIfAbsent(List.of(row.path("service").asString(), row.path("name").asString()), row);
      }
      after = Api.string(page, "next");
    }
    return JsonMapper.shared().createArrayNode().addAll(rows.values());
  }
}
