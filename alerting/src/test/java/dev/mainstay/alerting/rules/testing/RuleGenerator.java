package dev.mainstay.alerting.rules.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rule files and series over three metrics with a few labels each. */
final class RuleGenerator {
  private static final List<String> METRICS = List.of("m0", "m1", "c_total");
  private static final List<String> JOBS = List.of("a", "b");

  private final Random random;
  private final List<String> recorded = new ArrayList<>();
  private int templates;

  RuleGenerator(Random random) {
    this.random = random;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  @SafeVarargs
  private <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }

  /** Series in YAML, below {@code input_series:}. */
  String inputs() {
    var text = new StringBuilder();
    for (String metric : METRICS) {
      for (String job : JOBS) {
        for (int instance = 0; instance < 2; instance++) {
          if (random.nextInt(6) > 0) {
            text.append(
                "  - series: '%s{job=\"%s\",instance=\"i%d.example.org:90%d0\"}'\n"
                    .formatted(metric, job, instance, instance));
            text.append("    values: '%s'\n".formatted(values(metric.endsWith("_total"))));
          }
        }
      }
    }
    return text.toString();
  }

  private String values(boolean counter) {
    var values = new ArrayList<String>();
    int items = 2 + random.nextInt(5);
    for (int i = 0; i < items; i++) {
      int value = random.nextInt(12);
      int times = random.nextInt(6);
      if (counter) {
        values.add(one(value + "+" + (1 + random.nextInt(5)) + "x" + times, "_", "_x2", "stale"));
      } else {
        values.add(
            one(
                "" + value,
                value + "x" + times,
                value + "+2x" + times,
                value + "-1x" + times,
                "_",
                "_x3",
                "stale",
                value + ".5",
                "-" + (value + 1)));
      }
    }
    return String.join(" ", values);
  }

  private String selector() {
    String metric = recorded.isEmpty() || random.nextInt(3) > 0 ? one("m0", "m1") : one(recorded);
    return metric + one("", "", "{job=\"a\"}", "{job!=\"b\"}", "{instance=~\"i0.*\"}");
  }

  private String vector(int depth) {
    if (depth == 0) {
      return selector();
    }
    return switch (random.nextInt(8)) {
      case 0 -> "sum by (job) (" + vector(depth - 1) + ")";
      case 1 -> "max without (instance) (" + vector(depth - 1) + ")";
      case 2 -> "increase(c_total[" + one("2m", "5m") + "])";
      case 3 -> "avg_over_time(" + one("m0", "m1") + "[3m])";
      case 4 -> "(" + vector(depth - 1) + " " + one("+", "-", "*") + " " + random.nextInt(5) + ")";
      case 5 -> "label_replace(" + vector(depth - 1) + ", \"copy\", \"$1\", \"job\", \"(.*)\")";
      case 6 -> one("m0", "m1") + " offset 1m";
      default -> selector();
    };
  }

  /** An expression for tests and rules. */
  String expression() {
    return switch (random.nextInt(6)) {
      case 0 -> vector(2) + " " + one(">", "<", ">=", "==") + " " + random.nextInt(8);
      case 1 -> "absent(" + selector() + ")";
      case 2 -> "m0 > on (job, instance) m1";
      case 3 -> "m0 and on (job) m1 > 3";
      default -> vector(2);
    };
  }

  String alertState() {
    return one("ALERTS", "ALERTS_FOR_STATE", "count by (alertname, alertstate) (ALERTS)");
  }

  private String condition() {
    return switch (random.nextInt(5)) {
      case 0 -> "absent(" + one("m0", "m1", "nothing") + "{job=\"a\"})";
      case 1 -> "m0 > on (job, instance) m1";
      case 2 -> "increase(c_total[5m]) > " + random.nextInt(4);
      default -> selector() + " " + one(">", ">=", "<", "!=") + " " + random.nextInt(8);
    };
  }

  private String template() {
    templates++;
    return one(
        "{{ $value }} of {{ $labels.job }}",
        "{{ $labels.instance | stripPort }} {{ .Labels.job | toUpper }}",
        "{{ humanize $value }} {{ $value | humanize1024 }} {{ humanizePercentage $value }}",
        "{{ humanizeDuration $value }} {{ $value | humanizeTimestamp }}",
        "{{ if gt $value 3.0 }}high{{ else if lt $value 1.0 }}low{{ else }}middle{{ end }}",
        "{{ printf \"%.2f|%5.1f|%-6s|%q|%v\" $value $value $labels.job \"x\" true }}",
        "{{ range $i, $s := query \"sort(m0)\" }}[{{ $i }}:{{ $s.Value }}]{{ else }}none{{ end }}",
        "{{ with query \"max(m1)\" }}{{ . | first | value | printf \"%g\" }}{{ end }}",
        "{{ range query \"m0\" | sortByLabel \"instance\" | sortByLabel \"job\" }}"
            + "{{ label \"instance\" . }} {{ end }}",
        "{{ $labels }} {{ len $labels.job }} {{ .ExternalLabels.region }}",
        "{{ reReplaceAll \"(.*)\\\\.example.*\" \"$1!\" $labels.instance }}",
        "{{ if match \"^i0\" $labels.instance }}first{{ end }}{{- /* c */ -}} x",
        "{{ define \"t\" }}<{{ .arg0 }} {{ .arg1 }}>{{ end }}"
            + "{{ template \"t\" (args $labels.job $value) }}",
        "{{ graphLink \"up{a=\\\"b\\\"} > 1 + 2\" }} {{ tableLink \"a b\" }}",
        "{{ $x := 5 }}{{ if eq $labels.job \"a\" \"b\" }}{{ $x = 6 }}{{ end }}{{ $x }}",
        "{{ title \"two words\" }} {{ parseDuration \"1h30m\" }} {{ \"0.25\" | humanize }}",
        "{{ $externalLabels.region }} {{ .ExternalURL }} {{ $externalURL }}",
        "{{ and $labels.job (not $labels.nothing) }} {{ or \"\" \"other\" }}",
        "{{ print $value 1 \"a\" \"b\" 2 }} {{ println 1 2 }}",
        "{{ index $labels \"job\" }} {{ slice \"abcdef\" 1 3 }} {{ stripDomain $labels.instance }}",
        "{{ first (query \"vector(7)\") | value }} {{ strvalue (first (query \"vector(1)\")) }}",
        "{{- \"  trimmed\" -}}   {{ toLower \"ABC\" }} {{ toTime 1234567.5 }}",
        "plain text with } and { braces",
        "{{ html \"<a & b>\" }} {{ urlquery \"a b&c\" }} {{ safeHtml \"<b>\" }}",
        "{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}",
        "{{ printf \"%d %x %5d %+d %t %s\" 12 255 7 3 false \"text\" }} {{ 1e6 }} {{ 1234567.891 }}");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A rule file of up to three groups. */
  String rules() {
    var text = new StringBuilder("groups:\n");
    int groups = 1 + random.nextInt(3);
    for (int g = 0; g < groups; g++) {
      text.append("- name: g").append(g).append('\n');
      if (random.nextInt(3) == 0) {
        text.append("  interval: ").append(one("30s", "2m", "1h30m")).append('\n');
      }
      if (random.nextInt(8) == 0) {
        text.append("  limit: ").append(1 + random.nextInt(3)).append('\n');
      }
      text.append("  rules:\n");
      int rules = 1 + random.nextInt(4);
      for (int r = 0; r < rules; r++) {
        rule(g, r, text);
      }
    }
    return text.toString();
  }

  private void rule(int group, int index, StringBuilder text) {
    if (random.nextInt(3) == 0) {
      String name = "job:r%d_%d:x".formatted(group, index);
      text.append("  - record: ").append(name).append('\n');
      text.append("    expr: ").append(quoted(expression())).append('\n');
      if (random.nextBoolean()) {
        text.append("    labels: {kind: ").append(one("x", "y")).append("}\n");
      }
      recorded.add(name);
      return;
    }
    text.append("  - alert: A").append(group).append(index).append('\n');
    text.append("    expr: ").append(quoted(condition())).append('\n');
    if (random.nextInt(3) > 0) {
      text.append("    for: ").append(one("0s", "1m", "2m", "90s", "5m")).append('\n');
    }
    if (random.nextInt(3) == 0) {
      text.append("    keep_firing_for: ").append(one("1m", "3m", "90s")).append('\n');
    }
    if (random.nextBoolean()) {
      text.append("    labels:\n      severity: ").append(one("page", "ticket")).append('\n');
      if (random.nextInt(4) == 0) {
        text.append("      team: 'of {{ $labels.job }}'\n");
      }
    }
    if (random.nextInt(4) > 0) {
      text.append("    annotations:\n");
      for (int i = 0; i <= random.nextInt(3); i++) {
        text.append("      a").append(i).append(": ").append(quoted(template())).append('\n');
      }
    }
  }

  /** A rule file with something wrong, or something that looks wrong and is right. */
  String strangeRules() {
    String good = rules();
    String changed =
        switch (random.nextInt(22)) {
          case 0 -> good.replaceFirst("expr:", "expression:");
          case 1 -> good.replaceFirst("  rules:", "  rulez:");
          case 2 ->
              good.replaceFirst("for: [0-9a-z]+", "for: " + one("5", "1x", "m5", "1m1h", "-1m"));
          case 3 ->
              good.replaceFirst("interval: [0-9a-z]+", "interval: " + one("abc", "1.5m", "0"));
          case 4 -> good + good.substring("groups:\n".length());
          case 5 ->
              good.replaceFirst("expr: '.*'", "expr: '" + one("sum(", "m0 +", "1 2", "") + "'");
          case 6 -> good.replaceFirst("expr: '.*'", "expr: 'rate(m0)'");
          case 7 ->
              good.replaceFirst("- record: \\S+", "- record: " + one("a-b", "1x", "x y", "a:b"));
          case 8 -> good.replaceFirst("severity:", one("__name__:", "a-b:", "alertname:", "'':"));
          case 9 -> good.replaceFirst("  - alert: ", "  - record: ");
          case 10 -> good.replaceFirst("  - record: ", "  - alert: ");
          case 11 -> good.replaceFirst("(?m)^  - (alert|record): \\S+\n  ", "  - ");
          case 12 -> good.replaceFirst("- name: g0", "- name: ''");
          case 13 ->
              good.replaceFirst("\\$value", one("\\$valu", "nofunction", ".Foo", "\\$labels.x"));
          case 14 -> good.replaceFirst(" \\}\\}", one(" }", " | }}", " ) }}", " \"x }}"));
          case 15 -> good.replaceFirst("\\{\\{ end \\}\\}", "");
          case 16 ->
              good.replaceFirst("limit: [0-9]+", "limit: " + one("many", "-1", "'2'", "2 3"));
          case 17 -> good.replaceFirst("a0:", one("a-0:", "__name__:", "a0 :", "? a0\n      :"));
          case 18 ->
              good.replaceFirst("  rules:\n", "  rules:\n  - {alert: X, record: y, expr: m0}\n");
          case 19 -> good.replaceFirst("    expr:", "\t expr:");
          case 20 -> good.replaceFirst("- name: g0\n", "- name: g0\n  name: g9\n");
          default ->
              good.replaceFirst(
                  "severity: \\w+",
                  one("severity: 5", "severity: true", "severity: [a]", "severity:"));
        };
    return changed;
  }
}
