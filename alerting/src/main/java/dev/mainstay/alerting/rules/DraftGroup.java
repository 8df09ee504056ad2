package dev.mainstay.alerting.rules;

import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A group of rules that is made of a specification.
 *
 * @param interval between two evaluations; null for the default
 */
record DraftGroup(String name, @Nullable Duration interval, List<DraftRule> rules, Place place) {
  DraftGroup {
    rules = List.copyOf(rules);
  }

  RuleGroup group(Dialect dialect, Consumer<Problem> problems) {
    List<Rule> made =
        rules.stream().flatMap(rule -> rule.rule(dialect, problems).stream()).toList();
    return new RuleGroup(place.file(), name, interval, 0, null, made, place);
  }
}
