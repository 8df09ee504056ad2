package dev.mainstay.alerting.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.rules.ActiveAlert;
import dev.mainstay.alerting.rules.AlertingRule;
import dev.mainstay.alerting.rules.GroupEvaluation;
import dev.mainstay.alerting.rules.RuleFiles;
import dev.mainstay.alerting.rules.RuleSettings;
import dev.mainstay.alerting.rules.RuleStatus;
import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QueryResult;
import dev.mainstay.telemetry.query.QuerySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds rule files, evaluation, templates and unit tests against Debian's promtool: over generated
 * files both say the same. {@code -Dmainstay.rules.files=1000 -Dmainstay.rules.seed=7} asks more.
 */
class PromtoolDifferentialIT {
  private static final int FILES = Integer.getInteger("mainstay.rules.files", 150);
  private static final long SEED = Long.getLong("mainstay.rules.seed", 4);
  private static final Dialect DIALECT = Dialect.PROMETHEUS_2;
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void sameRuleFilesAreGood() throws IOException {
    var files = new ArrayList<Path>();
    for (int i = 0; i < FILES; i++) {
      var generator = new RuleGenerator(new Random(SEED * 1_000_000 + i));
      String text = i % 4 == 0 ? generator.rules() : generator.strangeRules();
      files.add(Files.writeString(folder.resolve("rules" + i + ".yml"), text));
    }
    Promtool verdicts = Promtool.checkRules(files);

    var differences = new ArrayList<String>();
    int bad = 0;
    for (Path file : files) {
      String text = Files.readString(file);
      RuleFiles read = RuleFiles.read(List.of(new SourceText(file.toString(), text)), DIALECT);
      Promtool.Verdict theirs = verdicts.of(file);
      bad += theirs.good() ? 0 : 1;
      if (read.hasErrors() == theirs.good()) {
        differences.add(read.problems() + "\n--- but\n" + theirs.output() + "\n--- of\n" + text);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(bad).isBetween(FILES / 5, FILES * 4 / 5);
  }

  @Test
  void sameAlertsAndResultsComeOut() throws IOException {
    var good = new ArrayList<Path>();
    var wrong = new ArrayList<Path>();
    int alerts = 0;
    for (int i = 0; i < FILES; i++) {
      var random = new Random(SEED * 1_000_000 + i);
      var generator = new RuleGenerator(random);
      String rules = generator.rules();
      Files.writeString(folder.resolve("rules" + i + ".yml"), rules);
      var written = new WrittenTest(generator, random, i, rules);
      if (written.failed()) {
        continue;
      }
      good.add(Files.writeString(folder.resolve("test" + i + ".yml"), written.text(false)));
      wrong.add(Files.writeString(folder.resolve("wrong" + i + ".yml"), written.text(true)));
      alerts += written.alerts;
    }
    Promtool theirs = Promtool.testRules(good);
    Promtool theirsOfWrong = Promtool.testRules(wrong);

    var differences = new ArrayList<String>();
    for (Path file : good) {
      if (!theirs.of(file).good()) {
        Path rules = folder.resolve(file.getFileName().toString().replace("test", "rules"));
        differences.add(
            theirs.of(file).output()
                + "\n--- of\n"
                + Files.readString(rules)
                + Files.readString(file));
      }
      assertThat(problems(file)).describedAs(file.toString()).isEmpty();
    }
    for (Path file : wrong) {
      if (theirsOfWrong.of(file).good() != problems(file).isEmpty()) {
        differences.add(
            problems(file)
                + "\n--- but\n"
                + theirsOfWrong.of(file).output()
                + "\n--- of\n"
                + Files.readString(file));
      }
    }
    assertThat(differences.stream().limit(5)).isEmpty();
    assertThat(good).hasSizeGreaterThan(FILES / 2);
    assertThat(alerts).isGreaterThan(FILES);
  }

  private List<Problem> problems(Path file) throws IOException {
    RuleTests tests =
        RuleTests.run(
            new SourceText(file.toString(), Files.readString(file)),
            (name, test) -> {
              try {
                return List.of(new SourceText(name, Files.readString(folder.resolve(name))));
              } catch (IOException e) {
                return List.of();
              }
            },
            DIALECT);
    return tests.problems();
  }

  /** A test file that expects what Mainstay's own evaluation gives. */
  private static final class WrittenTest {
    private final StringBuilder text = new StringBuilder();
    private final MemorySeriesStore store =
        new MemorySeriesStore(Duration.ofDays(100_000), 1_000_000);
    private final QueryEngine engine =
        new QueryEngine(store, Ticker.system(), QuerySettings.DEFAULT.with(DIALECT));
    private final List<GroupEvaluation> groups = new ArrayList<>();
    private final String inputs;
    private boolean failed;
    private int alerts;

    WrittenTest(RuleGenerator generator, Random random, int number, String rules) {
      inputs = generator.inputs();
      text.append("rule_files: [rules").append(number).append(".yml]\n");
      text.append("group_eval_order: [g0, g1, g2]\n");
      text.append("tests:\n- interval: 1m\n");
      text.append("  external_labels: {region: north}\n");
      text.append("  external_url: http://host.example:90/base\n");
      text.append("  input_series:\n").append(inputs);
      var external = new TreeMap<>(Map.of("region", "north"));
      RuleSettings settings =
          RuleSettings.DEFAULT.withExternal(external, "http://host.example:90/base");
      RuleFiles.read(List.of(new SourceText("r", rules)), DIALECT)
          .groups()
          .forEach(group ->
              groups.add(
                  new GroupEvaluation(group, settings, engine, store, Ticker.system(), true)));
      int end = 8 + random.nextInt(14);
      var alertTests = new StringBuilder();
      for (int minute = 0; minute <= end; minute++) {
        evaluate(minute);
        if (minute == end || random.nextInt(4) == 0) {
          alertTests(minute, alertTests);
        }
      }
      if (!alertTests.isEmpty()) {
        text.append("  alert_rule_test:\n").append(alertTests);
      }
      text.append("  promql_expr_test:\n");
      for (int i = 0; i < 4; i++) {
        String query = i == 0 ? generator.alertState() : generator.expression();
        expressionTest(query, i < 2 ? end : random.nextInt(end + 1));
      }
    }

    boolean failed() {
      return failed;
    }

    /** With {@code wrong} one expectation is changed. */
    String text(boolean wrong) {
      return wrong ? text.toString().replaceFirst("value: ", "value: 1") : text.toString();
    }

    private void evaluate(int minute) {
      long at = minute * INTERVAL.toMillis();
      for (String line : inputs.split("\n")) {
        if (line.startsWith("  - series: ")) {
          Labels labels = SeriesText.labels(line.substring(13, line.length() - 1), DIALECT);
          int values = inputs.indexOf("values: '", inputs.indexOf(line)) + 9;
          var list = SeriesText.values(inputs.substring(values, inputs.indexOf("'", values)));
          SeriesValue value = minute < list.size() ? list.get(minute) : null;
          if (value != null) {
            store.append(labels, Instant.ofEpochMilli(at), value.value());
          }
        }
      }
      for (GroupEvaluation group : groups) {
        group.evaluate(Instant.ofEpochMilli(at));
        failed |= group.status().rules().stream().anyMatch(rule -> rule.problem() != null);
      }
    }

    private void alertTests(int minute, StringBuilder into) {
      for (GroupEvaluation group : groups) {
        for (RuleStatus rule : group.status().rules()) {
          if (rule.rule() instanceof AlertingRule) {
            into.append("  - eval_time: ").append(minute).append("m\n");
            into.append("    alertname: ").append(rule.rule().name()).append('\n');
            into.append("    exp_alerts:\n");
            rule.alerts().stream()
                .filter(alert -> alert.state() == ActiveAlert.State.FIRING)
                .forEach(alert -> expected(alert, into));
          }
        }
      }
    }

    private void expected(ActiveAlert alert, StringBuilder into) {
      alerts++;
      into.append("    - exp_labels: {");
      alert
          .labels()
          .values()
          .forEach((name, value) -> {
            if (!name.equals("alertname")) {
              into.append(name).append(": ").append(quoted(value)).append(", ");
            }
          });
      into.append("}\n      exp_annotations: {");
      alert
          .annotations()
          .forEach(
              (name, value) -> into.append(name).append(": ").append(quoted(value)).append(", "));
      into.append("}\n");
    }

    private static String quoted(String value) {
      return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private void expressionTest(String query, int minute) {
      QueryResult result =
          engine.instant(query, Instant.ofEpochMilli(minute * INTERVAL.toMillis()));
      text.append("  - expr: '").append(query.replace("'", "''")).append("'\n");
      text.append("    eval_time: ").append(minute).append("m\n    exp_samples:\n");
      for (QueryResult.Points points : result.series()) {
        String labels = points.labels().toString();
        text.append("    - labels: '").append(labels.isEmpty() ? "{}" : labels).append("'\n");
        text.append("      value: ").append(yaml(points.values()[0])).append('\n');
      }
    }

    private static String yaml(double value) {
      return Double.isInfinite(value) ? value > 0 ? ".inf" : "-.inf" : Double.toString(value);
    }
  }
}
