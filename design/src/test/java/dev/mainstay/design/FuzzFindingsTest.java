package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What fuzzing once found. */
class FuzzFindingsTest {
  @Test
  void messageAboutAKeyWithALineBreakStaysOnOneLine() {
    String text = Checked.service("api", "alerts: { \"a\\nb\": { severity: P1 } }\n\"x\\ny\": 1\n");

    DesignResult result =
        DesignReader.read(List.of(new SourceText("api.yaml", text)), Checked.SURROUNDINGS);

    assertThat(result.problems()).isNotEmpty();
    assertThat(result.problems())
        .extracting(Problem::message)
        .allSatisfy(message -> assertThat(message.lines()).hasSize(1));
  }

  @Test
  void messageAboutAKeyWithALineBreakWrittenTwiceStaysOnOneLine() {
    String text = Checked.service("api", "\"x\\ny\": 1\n\"x\\ny\": 1\n");

    DesignResult result =
        DesignReader.read(List.of(new SourceText("api.yaml", text)), Checked.SURROUNDINGS);

    assertThat(result.problems())
        .filteredOn(problem -> problem.code().equals("MS-F002"))
        .extracting(Problem::message)
        .containsExactly("key 'x y' is written twice");
  }
}
