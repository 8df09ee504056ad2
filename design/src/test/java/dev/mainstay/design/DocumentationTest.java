package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Checks;
import dev.mainstay.design.internal.keys.KeyPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentationTest {
  private static final Path FORMAT = Examples.ROOT.resolve("docs/design-file.md");
  private static final Path CHECKS = Examples.ROOT.resolve("docs/reference/checks.md");
  private static final Path KEYS = Examples.ROOT.resolve("docs/reference/design-keys.md");
  private static final Surroundings SURROUNDINGS =
      new Surroundings(
          Map.of(
              "error-budget", "# Budget\n1. Look.\n",
              "database-down", "# Database\n1. Look.\n",
              "too-few-instances", "# Instances\n"),
          Checked.TODAY);

  static List<String> blocks() {
    return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
        .matcher(Examples.read(FORMAT))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  static String service() {
    return String.join("\n", blocks().subList(0, blocks().size() - 1));
  }

  @Test
  void snippetsMakeADesignWithoutAProblem() {
    DesignResult result =
        DesignReader.read(
            List.of(
                new SourceText("shop-api.yaml", service()),
                new SourceText("organisation.yaml", blocks().getLast())),
            SURROUNDINGS);

    assertThat(result.problems()).isEmpty();
    assertThat(result.designs().orElseThrow().services()).hasSize(1);
  }

  /** With -Dmainstay.write=true the page is written instead of compared. */
  @Test
  void pageOfKeysIsInStep() throws Exception {
    if (Boolean.getBoolean("mainstay.write")) {
      Files.writeString(KEYS, KeyPage.text());
    }
    assertThat(Examples.read(KEYS)).isEqualTo(KeyPage.text());
  }

  /** With -Dmainstay.write=true the page is written instead of compared. */
  @Test
  void pageOfChecksIsInStep() throws Exception {
    var page =
        new StringBuilder(
            """
            # The checks

            What `mainstay design check` finds beyond the form, each by arithmetic over the design's values. An *error* is proved
            by the text; a *warning* rests on an assumption, which the message names. `mainstay explain CODE` prints the
            same. This page is generated from the checks; a test fails when it is out of step.

            """);
    for (Check check : Checks.ALL) {
      page.append(
          "## %s: %s\n**Rule:** %s  \n**Otherwise:** %s.\n\n"
              .formatted(check.code(), check.title(), check.rule(), check.why()));
    }
    page.append("## Problems of form\n| code | |\n|---|---|\n");
    for (String code : Explanations.codes()) {
      if (code.startsWith("MS-F")) {
        String text = Explanations.of(code).orElseThrow().strip();
        page.append("| %s | %s |\n".formatted(code, text.substring(code.length() + 2)));
      }
    }
    if (Boolean.getBoolean("mainstay.write")) {
      Files.writeString(CHECKS, page.toString());
    }
    assertThat(Examples.read(CHECKS)).isEqualTo(page.toString());
  }
}
