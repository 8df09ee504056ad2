package dev.mainstay.design.internal.imports;

import dev.mainstay.design.BudgetRule;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.BudgetWindow;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OpenSLO v1 documents as they stand, to be evaluated. What {@link ObjectiveImport} makes of them
 * is a design, which can say less.
 */
public final class OpenSloReader {
  private final List<Problem> problems = new ArrayList<>();
  private final List<Foreign> documents = new ArrayList<>();
  private final Map<String, Foreign> indicators = new LinkedHashMap<>();
  private final List<Slo> slos = new ArrayList<>();
  private final SloForm form = new SloForm(problems::add);
  private final AlertPolicies policies = new AlertPolicies(form, problems::add);

  private OpenSloReader() {}

  public static OpenSlos.Result read(List<SourceText> sources) {
    var reader = new OpenSloReader();
    Documents.read(sources, reader.problems::add, remark -> {}).forEach(reader::collect);
    reader.documents.forEach(reader::slo);
    return new OpenSlos.Result(reader.slos, reader.problems);
  }

  private void collect(Foreign document) {
    if (!document.text("apiVersion").equals("openslo/v1")) {
      form.wrong(document, "apiVersion", document.text("apiVersion"), "openslo/v1");
      return;
    }
    switch (document.text("kind")) {
      case "SLO" -> documents.add(document);
      case "SLI" -> indicators.put(document.text("metadata", "name"), document);
      case "AlertPolicy", "AlertCondition", "AlertNotificationTarget" -> policies.collect(document);
      default -> {
        // Services, data sources and the like do not change what an objective measures.
      }
    }
  }

  private void slo(Foreign document) {
    long before = errors();
    String name = form.required(document, "metadata", "name");
    String service = form.required(document, "spec", "service");
    Optional<BudgetWindow> window = form.window(document);
    List<Foreign> targets = document.list("spec", "objectives");
    if (targets.isEmpty()) {
      form.missing(document, "spec.objectives");
    }
    Optional<BudgetRule> rule = BudgetAnnotations.read(document, problems::add);
    Optional<BigDecimal> agreed = BudgetAnnotations.agreed(document, targets.size(), problems::add);
    boolean composite = targets.stream().anyMatch(OpenSloReader::hasOwnIndicator);
    var parts = new ArrayList<Slo.Part>();
    for (Foreign target : targets) {
      part(document, target, indicator(composite ? target : document, composite))
          .ifPresent(parts::add);
    }
    List<Slo.PolicyAlert> alerts = policies.of(document);
    if (errors() > before || window.isEmpty() || parts.isEmpty()) {
      return;
    }
    if (composite || parts.size() == 1) {
      slos.add(
          new Slo(service, name, document.place(), parts, window.get(), rule.orElse(null), alerts)
              .agreeing(agreed.orElse(null)));
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      Slo.Part part = parts.get(i);
      String own = part.name().isEmpty() ? String.valueOf(i + 1) : part.name();
      slos.add(
          new Slo(
              service,
              name + "/" + own,
              targets.get(i).place(),
              List.of(part),
              window.get(),
              rule.orElse(null),
              alerts));
    }
  }

  private long errors() {
    return problems.stream().filter(Problem::isError).count();
  }

  private static boolean hasOwnIndicator(Foreign target) {
    return target.has("indicator") || target.has("indicatorRef");
  }

  /** The indicator of an objective, or of one part of a composite. */
  private Optional<Foreign> indicator(Foreign holder, boolean composite) {
    Foreign own = composite ? holder : holder.get("spec").orElse(holder);
    Optional<Foreign> inline = own.get("indicator");
    if (inline.isPresent()) {
      return inline.flatMap(each -> each.get("spec"));
    }
    String reference = own.text("indicatorRef");
    if (reference.isEmpty()) {
      form.missing(own, "indicator");
      return Optional.empty();
    }
    Foreign found = indicators.get(reference);
    if (found == null) {
      form.unknown(own, "indicatorRef", reference, indicators.keySet());
      return Optional.empty();
    }
    return found.get("spec");
  }

  private Optional<Slo.Part> part(Foreign document, Foreign target, Optional<Foreign> indicator) {
    Optional<Slo.Metric> metric = indicator.flatMap(each -> metric(target, each));
    Optional<BigDecimal> aim = form.target(target);
    Optional<Slo.Budgeting> budgeting = form.budgeting(document, target);
    Optional<BigDecimal> weight = form.weight(target);
    if (metric.isEmpty() || aim.isEmpty() || budgeting.isEmpty() || weight.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Slo.Part(
            target.text("displayName"), metric.get(), aim.get(), budgeting.get(), weight.get()));
  }

  private Optional<Slo.Metric> metric(Foreign target, Foreign indicator) {
    Optional<Foreign> ratio = indicator.get("ratioMetric");
    if (ratio.isPresent()) {
      return ratio(ratio.get());
    }
    Optional<Foreign> threshold = indicator.get("thresholdMetric");
    if (threshold.isEmpty()) {
      form.missing(indicator, "ratioMetric or thresholdMetric");
      return Optional.empty();
    }
    String query = form.query(threshold.get());
    Optional<Slo.Comparison> comparison = form.comparison(target);
    Optional<Double> limit = form.number(target, "value");
    return comparison.isEmpty() || limit.isEmpty() || query.isEmpty()
        ? Optional.empty()
        : Optional.of(new Slo.Metric.Threshold(query, comparison.get(), limit.get()));
  }

  private Optional<Slo.Metric> ratio(Foreign ratio) {
    Optional<Foreign> raw = ratio.get("raw");
    if (raw.isPresent()) {
      String query = form.query(raw.get());
      String type = ratio.text("rawType");
      if (!type.equals("success") && !type.equals("failure")) {
        form.wrong(ratio, "rawType", type, "success or failure");
        return Optional.empty();
      }
      return query.isEmpty()
          ? Optional.empty()
          : Optional.of(new Slo.Metric.Raw(query, type.equals("success")));
    }
    Optional<Foreign> good = ratio.get("good");
    Optional<Foreign> part = good.or(() -> ratio.get("bad"));
    Optional<Foreign> total = ratio.get("total");
    if (part.isEmpty() || total.isEmpty()) {
      form.missing(ratio, part.isEmpty() ? "good or bad" : "total");
      return Optional.empty();
    }
    String partQuery = form.query(part.get());
    String totalQuery = form.query(total.get());
    boolean counter = ratio.text("counter").equals("true");
    return partQuery.isEmpty() || totalQuery.isEmpty()
        ? Optional.empty()
        : Optional.of(new Slo.Metric.Ratio(partQuery, good.isEmpty(), totalQuery, counter));
  }
}
