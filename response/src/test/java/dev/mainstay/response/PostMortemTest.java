package dev.mainstay.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PostMortemTest {
  private final ResponseBench bench = new ResponseBench();

  private void tellStory() {
    bench.deployment("started", "DEP-3", Map.of("version", "1.2.0", "previousVersion", "1.1.0"));
    bench.advance(Duration.ofMinutes(10));
    bench.budget.add(new Budgets.Line("availability", 160, 0.75));
    bench.alertFiresAndIsAnnounced("database-down");
    bench.incidents.acknowledge("INC-1", "anna");
    bench.incidents.note("INC-1", "anna", "pool is\n# exhausted | see *graph*");
    bench.advance(Duration.ofMinutes(2));
    bench.resolve("database-down");
    bench.advance(Duration.ofSeconds(2));
  }

  @Test
  void everyTimelineLineCitesAnEntryThatSaysWhatTheLineSays() {
    tellStory();

    String draft = bench.incidents.postMortem("INC-1");
    String timeline = draft.substring(draft.indexOf("## Timeline"), draft.indexOf("## Notes"));
    List<String> lines = timeline.lines().filter(line -> line.startsWith("- ")).toList();

    assertThat(lines).hasSizeGreaterThan(8);
    var cite = Pattern.compile("- `[-0-9]{10} [0-9:.]{12}` (.+) \\[#(\\d+)]");
    long last = 0;
    for (String line : lines) {
      var match = cite.matcher(line);
      assertThat(match.matches()).as(line).isTrue();
      long sequence = Long.parseLong(match.group(2));
      assertThat(sequence).isGreaterThan(last);
      last = sequence;
      Journal.Entry entry = bench.journal.after(sequence - 1, 1).getFirst();
      String words = entry.event().summary().replaceAll("\\s+", " ");
      assertThat(match.group(1).replace("\\", "")).isEqualTo(words);
    }
    assertThat(timeline).contains("DEP-3 is the suspected cause", "anna acknowledges INC-1");
  }

  @Test
  void tellsImpactTimesCauseAndLeavesActionItemsToPeople() {
    tellStory();

    assertThat(bench.incidents.postMortem("INC-1"))
        .startsWith("# INC-1: database-down on payment-api: it is broken\n")
        .contains("- database-down (P0): merchants see failures")
        .contains("| availability | 60 requests | 75.0 % |")
        .contains("| condition true to detected | 15s |")
        .contains("| detected to acknowledged | 500ms |")
        .contains("| detected to mitigated | 2m0.5s |")
        .contains("| detected to resolved | 2m2.5s |")
        .contains("DEP-3 (version 1.2.0): 1.2.0 of payment-api is started [#1]")
        .contains("anna: pool is # exhausted \\| see \\*graph\\*")
        .contains("| action | owner | due |");
  }

  @Test
  void theTimelineBeginsAQuarterOfAnHourBeforeAndEndsWithTheIncident() {
    note("too early");
    bench.advance(Duration.ofMillis(1));
    note("just in time");
    bench.advance(Duration.ofMinutes(15).plusSeconds(15));
    bench.fire("slow", Severity.P2);
    bench.incidents.resolve("INC-1", "anna");
    bench.advance(Duration.ofSeconds(6));
    note("too late");
    bench.incidents.note("INC-1", "anna", "told the merchants");

    assertThat(bench.incidents.timeline("INC-1"))
        .extracting(entry -> entry.event().summary())
        .startsWith("just in time")
        .endsWith("anna notes: told the merchants")
        .doesNotContain("too late", "too early");
  }

  private void note(String summary) {
    bench.journal.append(
        List.of(new Event("test.noted", 1, ResponseBench.SERVICE, "test/1", summary, Map.of())));
  }

  @Test
  void unknownIncidentsHaveNone() {
    assertThatThrownBy(() -> bench.incidents.postMortem("INC-1")).hasMessage("no incident INC-1");
  }
}
