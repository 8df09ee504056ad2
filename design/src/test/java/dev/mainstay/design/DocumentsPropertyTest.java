package dev.mainstay.design;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a design says, its documents hold together. */
class DocumentsPropertyTest {
  private static final String PIECES = "|`*_[]()<>#&\\!~$\"'-+=.:;{}@%^/ a1é\uD83D\uDE80\t";

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void documentsOfAnyDesignAreSoundAndLinked(@ForAll("designs") List<String> designs) {
    var documents = DocumentsTest.markdownOf(designs.toArray(String[]::new));

    documents.forEach(WrittenMarkdown::assertSound);
    WrittenMarkdown.assertLinked(documents);
  }

  @Provide
  Arbitrary<List<String>> designs() {
    return Combinators.combine(parts("api", "web"), parts("web", "store"))
        .as((api, web) -> List.of(api, web));
  }

  private static Arbitrary<String> parts(String name, String callee) {
    return Combinators.combine(
            section("db", 0), section(callee, 1), section("cache", 2), words(), words(), extras())
        .as((one, two, three, summary, impact, extras) ->
            "apiVersion: mainstay/v1\nkind: Service\nname: %s\nsummary: %s\n%s"
                    .formatted(name, summary, extras)
                + "dependencies:\n"
                + one.formatted("dependency")
                + two.formatted("dependency")
                + three.formatted("dependency")
                + "degradation:\n"
                + "  without-db: { when: db fails, keeps: %s }\n".formatted(impact)
                + "alerts:\n"
                + "  down: { when: dependency db fails, severity: P1, runbook: book, impact: %s }\n"
                    .formatted(impact)
                + "  burning: { on: objectives, severity: P0, runbook: book, impact: %s, investigate: [%s] }\n"
                    .formatted(summary, impact)
                + "objectives: { up: { of: http, good: status < 500, slo: 99 %% } }\n".formatted());
  }

  private static Arbitrary<String> section(String name, int kind) {
    Arbitrary<String> because = words();
    Arbitrary<String> onFailure =
        kind == 0
            ? Arbitraries.of("{ degrade: without-db }")
            : Arbitraries.of("failFast", "{ error: 502, retryAfter: 3s }");
    return Combinators.combine(
            because,
            onFailure,
            kind == 0 ? Arbitraries.of("never") : Arbitraries.of("always", "{ for: 30 %% }"),
            Arbitraries.of("", ", latency: { p50: 1ms, p99: 9ms }"),
            Arbitraries.of("", ", retry: { attempts: 3 }", ", bulkhead: 5", ", pool: { size: 3 }"))
        .as((reason, fails, required, latency, more) ->
            "  %s: { kind: %s, required: %s, timeout: 50ms, onFailure: %s, because: %s%s%s }\n"
                .formatted(
                    name,
                    List.of("database", "service", "cache").get(kind),
                    required,
                    fails,
                    reason.replace("%", "%%"),
                    latency,
                    more));
  }

  private static Arbitrary<String> extras() {
    return Arbitraries.of(
        "",
        "instances: { min: 2, max: 5, each: { capacity: 9/s }, scale: { cpu: { up: 70 % } } }\n",
        "traffic: { typical: 3/s, peak: 9/s, burst: { rate: 20/s, for: 5s }, growthPerMonth: 4 % }\ncapacity: { tests: { load: { rate: 30/s, for: 1h } } }\n",
        "delivery: { strategy: { canary: [{ weight: 5 %, bake: 1m }] }, before: [tests], approval: [operators] }\n",
        "recovery: { rpo: 5m, rto: 1h, backup: { of: { db: { full: daily } } } }\n",
        "overload: { memory: { shed: 90 %, resume: 80 % } }\ncapacity: { storage: { db: { now: 1 GB, growth: 1 GB/day, limit: 9 GB } } }\n");
  }

  /** A quoted scalar of at least one visible character. */
  private static Arbitrary<String> words() {
    return Arbitraries.strings()
        .withChars(PIECES.replace("\uD83D\uDE80", ""))
        .ofMaxLength(30)
        .map(text ->
            "\"x" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + "\"");
  }
}
