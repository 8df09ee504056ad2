package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.internal.format.SectionOrder;
import dev.mainstay.design.internal.keys.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DesignFormatTest {
  private static final String HEAD =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: api
      """;

  private static String formatted(String text) {
    DesignFormat formatted = DesignFormat.of(new SourceText("api.yaml", text));
    assertThat(formatted.problems()).isEmpty();
    assertThat(DesignFormat.of(new SourceText("api.yaml", formatted.text())).text())
        .as("formatted once more")
        .isEqualTo(formatted.text());
    return formatted.text();
  }

  private static String body(String body) {
    String text = formatted(HEAD + "summary: Answers\n" + body);
    assertThat(text).startsWith(HEAD + "summary: Answers\n");
    return text.substring((HEAD + "summary: Answers\n").length());
  }

  @Test
  void sectionsComeInTheOrderOfTheDocumentationWithTheirComments() {
    assertThat(
            formatted(
                """
                # About the file.

                # what is promised
                objectives: { a: { of: http, good: status < 500, slo: 99 % } }  # all of it
                kind: Service

                # how much
                traffic: { peak: 9/s }
                # end of traffic
                summary: Answers
                name: api
                apiVersion: mainstay/v1
                # the end
                """))
        .isEqualTo(
            """
            # About the file.

            apiVersion: mainstay/v1
            kind: Service
            name: api
            # end of traffic
            summary: Answers

            # how much
            traffic: { peak: 9/s }
            # what is promised
            objectives: { a: { of: http, good: status < 500, slo: 99 % } }  # all of it
            # the end
            """);
  }

  @Test
  void eachValueHasOneSpelling() {
    assertThat(
            body(
                """
                traffic: {typical: 600/m , peak: "630/m", growthPerMonth: 2.50%, request: 1024KiB}
                interface: { http: { deadline: 0.5s } }
                instances: { min: 02, each: { cpu: 2.0 cores, memory: 1024 MiB, startup: 90s } }
                telemetry: { timeout: 1500 ms, every: 120s }
                objectives: { a: { of: http, good: status < 500, slo: 99.950 %, over: 720h } }
                """))
        .isEqualTo(
            """
            traffic: { typical: 10/s, peak: 630/m, growthPerMonth: 2.5 %, request: 1 MiB }
            interface: { http: { deadline: 500ms } }
            instances: { min: 2, each: { cpu: 2 cores, memory: 1 GiB, startup: 90s } }
            telemetry: { timeout: 1500ms, every: 2m }
            objectives: { a: { of: http, good: status < 500, slo: 99.95 %, over: 30d } }
            """);
  }

  @Test
  void textKeepsItsQuotesAndItsLines() {
    String body =
        """
        dependencies:
          a:
            kind: cache
            timeout: 1s
            because: "500ms"
          b:
            kind: cache
            timeout: 1s
            because: |-
              one

                two
          c:
            kind: cache
            timeout: 1s
            because: it is long
              and goes on  # here
        """;
    assertThat(body(body)).isEqualTo(body);
    assertThat(
            body(
                """
                dependencies:
                      a:
                         kind: cache
                         timeout: 1s
                         because: |3+
                             one

                            two

                      b:
                         kind: cache
                         timeout: 1s
                         because:
                             "it is
                           long"
                """))
        .isEqualTo(
            """
            dependencies:
              a:
                kind: cache
                timeout: 1s
                because: |2+
                   one

                  two

              b:
                kind: cache
                timeout: 1s
                because: "it is
                  long"
            """);
  }

  @Test
  void blocksGoTwoSpacesInAndBracesOverSeveralLinesBecomeBlocks() {
    assertThat(
            body(
                """
                health:
                    readiness: {
                      every: 2s,     # often
                      # not more
                      timeout: 1s
                    }
                alerts:
                    down:
                       on: [
                         availability ]
                       severity: P1
                       runbook: book
                       impact: all
                       # why not
                    # more to come
                objectives: { availability: {of: http, good: status < 500, slo: 99 %} }
                delivery:
                  strategy:
                    canary:
                    - weight: 10 %
                      bake: 1m
                    # then
                    - {weight: 50%, bake: 60s}
                """))
        .isEqualTo(
            """
            health:
              readiness:
                every: 2s        # often
                # not more
                timeout: 1s
            objectives: { availability: { of: http, good: status < 500, slo: 99 % } }
            alerts:
              down:
                on:
                  - availability
                severity: P1
                runbook: book
                impact: all
                # why not
              # more to come
            delivery:
              strategy:
                canary:
                  - weight: 10 %
                    bake: 1m
                  # then
                  - { weight: 50 %, bake: 1m }
            """);
  }

  @Test
  void blankLinesStayButNeverTwo() {
    assertThat(body("\n\n\ntraffic:\n\n  peak: 9/s\n\n\n\n  # so\n\n  typical: 1/s\n\n\n"))
        .isEqualTo("\ntraffic:\n  peak: 9/s\n\n  # so\n\n  typical: 1/s\n");
  }

  @Test
  void documentsOfOneFileStayApartAndLinesKeepTheirEnds() {
    String text =
        "# first\n---\n"
            + HEAD
            + "owner: b\nsummary: A\n# end\n--- # second\nkind: Organisation\n"
            + "name: shop\napiVersion: mainstay/v1\n...\n";
    assertThat(formatted(text))
        .isEqualTo(
            "# first\n---\n"
                + HEAD
                + "owner: b\nsummary: A\n# end\n---\napiVersion: mainstay/v1\n"
                + "# second\nkind: Organisation\nname: shop\n");
    assertThat(formatted(text.replace("\n", "\r\n")))
        .contains("# end\r\n---\r\n")
        .doesNotContain("\n\n");
  }

  @Test
  void aFileThatIsNoDesignStaysAsItIs() {
    for (String wrong :
        List.of(
            "",
            "a: [",
            HEAD,
            HEAD + "summary: A\ntelemetri: {}\n",
            HEAD + "summary: A\ntelemetry: { every: 500 }\n")) {
      DesignFormat formatted = DesignFormat.of(new SourceText("api.yaml", wrong));
      assertThat(formatted.problems()).isNotEmpty().allMatch(problem -> problem.place() != null);
      assertThat(formatted.text()).isEqualTo(wrong);
    }
    String rules = "groups:   []\n";
    assertThat(DesignFormat.of(new SourceText("rules.yaml", rules)))
        .isEqualTo(new DesignFormat(rules, List.of()));
  }

  @Test
  void whatOtherFilesHoldIsNotMissed() {
    assertThat(formatted(HEAD + "owner:   shop\nsummary: A\n")).contains("owner: shop\n");
  }

  @Test
  void theOrderIsThatOfTheDocumentationAndComplete() {
    assertThat(SectionOrder.SERVICE)
        .containsExactlyInAnyOrderElementsOf(Keys.SERVICE.root().keys().keySet());
    assertThat(SectionOrder.ORGANISATION)
        .containsExactlyInAnyOrderElementsOf(Keys.ORGANISATION.root().keys().keySet());
    String page = Examples.read(Examples.ROOT.resolve("docs/design-file.md"));
    List<String> sections = new ArrayList<>();
    Pattern.compile("^## ([a-z]+)( and ([a-z]+))?$", Pattern.MULTILINE)
        .matcher(page)
        .results()
        .forEach(match -> {
          sections.add(match.group(1));
          if (match.group(3) != null) {
            sections.add(match.group(3));
          }
        });
    assertThat(sections).hasSizeGreaterThan(15);
    List<String> order = new ArrayList<>(SectionOrder.SERVICE);
    order.retainAll(sections);
    assertThat(sections).containsExactlyElementsOf(order);
    List<String> organisation =
        DocumentationTest.blocks()
            .getLast()
            .lines()
            .filter(line -> line.matches("[a-zA-Z]+:.*"))
            .map(line -> line.substring(0, line.indexOf(':')))
            .toList();
    List<String> known = new ArrayList<>(SectionOrder.ORGANISATION);
    known.retainAll(organisation);
    assertThat(organisation).containsExactlyElementsOf(known);
  }
}
