package dev.mainstay.design.internal.exports.grafana;

import dev.mainstay.design.internal.exports.Yml;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.NullNode;

/** Panels set into Grafana's grid of 24 columns, row by row. */
final class Panels {
  private static final int COLUMNS = 24;
  private static final Yml SOURCE = Yml.of("type", "prometheus").with("uid", "${datasource}");

  private final List<Yml> panels = new ArrayList<>();
  private int x;
  private int y;
  private int height;

  /**
   * A question to Prometheus.
   *
   * @param legend what its lines are called, with {@code {{label}}}; empty for one line
   */
  record Query(String expression, String legend) {}

  /**
   * Where a value turns bad.
   *
   * @param value from which on it is red
   * @param below red below it and green from it on
   */
  record Limit(BigDecimal value, boolean below) {}

  List<Yml> all() {
    return panels;
  }

  void row(String title) {
    newLine();
    panels.add(
        Yml.of("id", panels.size() + 1)
            .with("type", "row")
            .with("title", title)
            .with("collapsed", false)
            .with("gridPos", position(COLUMNS, 1))
            .with("panels", List.of()));
    newLine();
  }

  void stat(String title, String about, String unit, @Nullable Limit limit, Query query) {
    add(
        "stat",
        title,
        about,
        position(4, 4),
        field(unit, limit),
        Yml.of("colorMode", "background")
            .with("graphMode", "area")
            .with("justifyMode", "auto")
            .with("textMode", "auto")
            .with("wideLayout", true)
            .with("orientation", "auto")
            .with("reduceOptions", Yml.of("calcs", List.of("lastNotNull"))),
        List.of(query));
  }

  void lines(String title, String about, String unit, @Nullable Limit limit, List<Query> queries) {
    Yml field = field(unit, limit);
    Yml custom = Yml.of("lineWidth", 1).with("fillOpacity", 10).with("showPoints", "never");
    if (limit != null) {
      custom.with("thresholdsStyle", Yml.of("mode", "line"));
    }
    field.with("custom", custom);
    add(
        "timeseries",
        title,
        about,
        position(8, 8),
        field,
        Yml.of(
                "legend",
                Yml.of("showLegend", true)
                    .with("displayMode", "list")
                    .with("placement", "bottom")
                    .with("calcs", List.of()))
            .with("tooltip", Yml.of("mode", "multi").with("sort", "desc")),
        queries);
  }

  private void add(
      String type,
      String title,
      String about,
      Yml position,
      Yml field,
      Yml options,
      List<Query> queries) {
    var targets = new ArrayList<Yml>();
    for (Query query : queries) {
      targets.add(
          Yml.of("refId", String.valueOf((char) ('A' + targets.size())))
              .with("datasource", SOURCE)
              .with("expr", query.expression())
              .with("legendFormat", query.legend().isEmpty() ? "__auto" : query.legend())
              .with("range", true)
              .with("instant", false)
              .with("editorMode", "code"));
    }
    panels.add(
        Yml.of("id", panels.size() + 1)
            .with("type", type)
            .with("title", title)
            .with("description", about)
            .with("datasource", SOURCE)
            .with("gridPos", position)
            .with("fieldConfig", Yml.of("defaults", field).with("overrides", List.of()))
            .with("options", options)
            .with("targets", targets));
  }

  private static Yml field(String unit, @Nullable Limit limit) {
    var steps = new ArrayList<Yml>();
    boolean below = limit != null && limit.below();
    // Grafana reads a missing value as minus infinity; null would say the same.
    steps.add(Yml.of("color", below ? "red" : "green"));
    if (limit != null) {
      steps.add(Yml.of("color", below ? "green" : "red").with("value", limit.value()));
    }
    steps.getFirst().put("value", NullNode.getInstance());
    return Yml.of("unit", unit)
        .with("color", Yml.of("mode", limit == null ? "palette-classic" : "thresholds"))
        .with("thresholds", Yml.of("mode", "absolute").with("steps", steps));
  }

  private Yml position(int width, int tall) {
    if (x + width > COLUMNS) {
      newLine();
    }
    Yml at = Yml.of("x", x).with("y", y).with("w", width).with("h", tall);
    x += width;
    height = Math.max(height, tall);
    return at;
  }

  private void newLine() {
    x = 0;
    y += height;
    height = 0;
  }
}
