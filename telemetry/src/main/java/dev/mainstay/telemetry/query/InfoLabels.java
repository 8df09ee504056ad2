package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import dev.mainstay.promql.LabelMatch;
import dev.mainstay.promql.Modifiers;
import dev.mainstay.promql.Span;
import dev.mainstay.telemetry.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code info}: adds the data labels of the info series of the same job and instance. */
final class InfoLabels {
  private static final List<String> IDENTIFYING = List.of("instance", "job");
  private static final LabelMatch TARGET_INFO =
      new LabelMatch(Labels.NAME, LabelMatch.Kind.EQUAL, "target_info");

  private final Evaluator evaluator;

  InfoLabels(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  void stream(Expr.Call call, Consumer<Column> sink) {
    List<LabelMatch> given =
        call.arguments().size() > 1
            ? ((Expr.VectorSelector) call.arguments().get(1)).matchers()
            : List.of();
    var names = new ArrayList<LabelMatch>();
    var data = new ArrayList<LabelMatch>();
    given.forEach(match -> (match.name().equals(Labels.NAME) ? names : data).add(match));
    if (names.isEmpty()) {
      names.add(TARGET_INFO);
    } else if (names.stream().allMatch(InfoLabels::isNegated)) {
      names.add(new LabelMatch(Labels.NAME, LabelMatch.Kind.REGEX, ".+_info"));
    }
    names.addAll(data);
    var infos = new HashMap<Labels, List<Column>>();
    var infoNames = new HashSet<Labels>();
    evaluator.vector(
        new Expr.VectorSelector("", names, Modifiers.NONE, Span.NONE),
        column -> {
          infoNames.add(column.labels());
          infos.computeIfAbsent(identity(column), key -> new ArrayList<>()).add(column);
        });
    boolean required = data.stream().anyMatch(match -> !matchesEmpty(match));
    Set<String> wanted = new HashSet<>();
    data.forEach(match -> wanted.add(match.name()));
    evaluator.merged(
        true,
        into ->
            evaluator.vector(
                call.arguments().getFirst(),
                column -> {
                  if (infoNames.contains(column.labels())) {
                    into.accept(column);
                  } else {
                    enrich(column, infos.get(identity(column)), wanted, required, into);
                  }
                }),
        sink);
  }

  private void enrich(
      Column column,
      @Nullable List<Column> infos,
      Set<String> wanted,
      boolean required,
      Consumer<Column> into) {
    Map<Labels, Column> results = new HashMap<>();
    for (int step = column.next(0); step < column.count(); step = column.next(step + 1)) {
      var labels = new TreeMap<String, String>();
      if (infos != null) {
        for (Column info : infos) {
          if (info.has(step)) {
            data(info.labels(), column.labels(), wanted, labels);
          }
        }
      }
      if (labels.isEmpty() && required) {
        continue;
      }
      labels.putAll(column.labels().values());
      results
          .computeIfAbsent(new Labels(labels), key -> new Column(key, column.count()))
          .copy(step, column);
    }
    results.values().forEach(into);
  }

  private static void data(
      Labels info, Labels base, Set<String> wanted, TreeMap<String, String> into) {
    info.values()
        .forEach((name, value) -> {
          boolean chosen = wanted.isEmpty() || wanted.contains(name);
          if (!name.equals(Labels.NAME)
              && !IDENTIFYING.contains(name)
              && base.get(name) == null
              && chosen) {
            String before = into.putIfAbsent(name, value);
            if (before != null && !before.equals(value)) {
              throw QueryException.execution("conflicting label: " + name);
            }
          }
        });
  }

  private static Labels identity(Column column) {
    return LabelSets.only(column, IDENTIFYING);
  }

  private static boolean isNegated(LabelMatch match) {
    return match.kind() == LabelMatch.Kind.NOT_EQUAL || match.kind() == LabelMatch.Kind.NOT_REGEX;
  }

  private boolean matchesEmpty(LabelMatch match) {
    return switch (match.kind()) {
      case EQUAL -> match.value().isEmpty();
      case NOT_EQUAL -> !match.value().isEmpty();
      case REGEX -> evaluator.query().pattern(match.value()).matches("");
      case NOT_REGEX -> !evaluator.query().pattern(match.value()).matches("");
    };
  }
}
