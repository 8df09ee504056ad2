package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Documents.Document;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class DocumentsTest {
  private static final DesignResult EXAMPLES =
      DesignReader.read(Examples.sources(), Examples.surroundings());
  private static final Designs DESIGNS = EXAMPLES.read().orElseThrow();
  private static final Shelf SHELF =
      Shelf.of(DESIGNS, EXAMPLES.places(), Examples.OPS.toAbsolutePath(), null);

  private static List<Document> markdown() {
    return Documents.markdown(DESIGNS, EXAMPLES.places(), SHELF);
  }

  static List<Document> markdownOf(String... texts) {
    DesignResult result =
        DesignReader.read(
            java.util.stream.IntStream.range(0, texts.length)
                .mapToObj(i -> new SourceText("file" + i + ".yaml", texts[i]))
                .toList(),
            Checked.SURROUNDINGS);
    assertThat(result.read()).as(result.problems().toString()).isPresent();
    Designs designs = result.read().orElseThrow();
    return Documents.markdown(
        designs, result.places(), Shelf.of(designs, result.places(), Path.of("/ops"), null));
  }

  private static String text(List<Document> documents, String service, String file) {
    return documents.stream()
        .filter(each -> each.service().equals(service) && each.path().endsWith(file))
        .findFirst()
        .orElseThrow()
        .text();
  }

  @Test
  void eachServiceHasAllSevenDocuments() {
    assertThat(markdown())
        .extracting(each -> SHELF.folder(each.service()).relativize(each.path()).toString())
        .startsWith(
            "systemPatterns.md",
            "techContext.md",
            "operations/runbooks/README.md",
            "operations/deployment.md",
            "operations/performance/capacity-planning.md",
            "1c-operations.md",
            "COMPLETE-design.md")
        .hasSize(7 * DESIGNS.services().size());
  }

  @Test
  void aBreakerIsToldAsItWasWritten() {
    String body =
        """
        dependencies:
          store: { kind: database, timeout: 1s, breaker: { consecutive: 5, openFor: 30s } }
          other: { kind: cache, timeout: 1s, breaker: { failures: 60 %, of: 10 } }
        """;
    assertThat(text(markdownOf(Checked.service("api", body)), "api", "systemPatterns.md"))
        .contains("Breaker: opens after 5 failures in a row, and lets a probe through after 30s.")
        .contains("Breaker: opens when 60 % of the last 10 calls failed, and lets a probe through");
  }

  @Test
  void noLinkAndNoAnchorIsBroken() {
    WrittenMarkdown.assertLinked(markdown());
  }

  @Test
  void allAreSoundMarkdown() {
    markdown().forEach(WrittenMarkdown::assertSound);
  }

  @Test
  void theOrderOfTheFilesChangesNothing() {
    DesignResult reversed =
        DesignReader.read(Examples.sources().reversed(), Examples.surroundings());

    assertThat(Documents.markdown(reversed.read().orElseThrow(), reversed.places(), SHELF))
        .isEqualTo(markdown());
  }

  @Test
  void theDayChangesNothing() {
    DesignResult later =
        DesignReader.read(
            Examples.sources(),
            new Surroundings(Examples.surroundings().runbooks(), Checked.TODAY.plusYears(3)));

    assertThat(Documents.markdown(later.read().orElseThrow(), later.places(), SHELF))
        .isEqualTo(markdown());
  }

  @Test
  void noTwoDocumentsSayAThingDifferently() {
    Map<String, List<String>> said =
        markdown().stream()
            .filter(each -> each.service().equals("payment-api"))
            .flatMap(each -> chapters(each.text()).entrySet().stream())
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(
                        entry -> entry.getValue().replaceAll("]\\([^)]*\\)", "]"),
                        Collectors.toList())));

    assertThat(said).hasSize(22);
    assertThat(said)
        .allSatisfy((title, versions) -> {
          assertThat(versions.stream().distinct()).as(title).hasSize(1);
        });
    assertThat(said.get("Alerts")).hasSize(3);
  }

  private static Map<String, String> chapters(String text) {
    return java.util.Arrays.stream(text.split("\n## "))
        .skip(1)
        .collect(
            Collectors.toMap(
                chapter -> chapter.substring(0, chapter.indexOf('\n')),
                chapter -> chapter.substring(chapter.indexOf('\n')).strip()));
  }

  @Test
  void derivedFiguresShowTheirArithmetic() {
    List<Document> documents = markdown();

    assertThat(text(documents, "payment-api", "capacity-planning.md"))
        .contains("300/s / 2 = 150/s", "150/s / 200/s = 75 %")
        .contains("300/s / 2 x 1.5 x 1.3 x 40ms = 11.7");
    assertThat(text(documents, "payment-api", "COMPLETE-design.md"))
        .contains("(100 % - 99.9 %) x 30d = 43.2 minutes")
        .contains("(100 % - 99.9 %) x 100/s x 30d = 259 200 requests");
    assertThat(text(documents, "payment-api", "systemPatterns.md"))
        .contains("2 x 1s + 500ms = 2500ms");
  }

  @Test
  void defaultsAndDeclaredFactsAreMarked() {
    List<Document> documents =
        markdownOf(
            Checked.service(
                "api", "traffic: { typical: 5/s }\ninstances: { each: { capacity: 10/s } }"));
    String plan = text(documents, "api", "capacity-planning.md");

    assertThat(plan).contains("| Typical | 5/s *(declared)* |", "| Peak | 15/s *(default)* |");
    assertThat(plan).contains("One instance carries 10/s *(declared)*.");
    assertThat(text(documents, "api", "systemPatterns.md")).contains("/healthz *(default)*");
  }

  @Test
  void documentsGoWhereTheDesignSays() {
    List<Document> documents =
        markdownOf(
            Checked.service("api", "documentation: ../papers/api\n"), Checked.service("web", ""));

    assertThat(documents)
        .extracting(Document::path)
        .contains(
            Path.of("/papers/api/systemPatterns.md"), Path.of("/ops/docs/web/systemPatterns.md"));
  }

  @Test
  void wordsOfADesignCannotBreakThePage() {
    String nasty = "a | b <script>x</script> `c` [d](http://e) **f** \\\\ # g &lt; $h$ ![i](j)";
    List<Document> documents =
        markdownOf(
            Checked.service(
                "api",
                """
                dependencies:
                  db: { kind: database, timeout: 1s, onFailure: { degrade: slow }, required: never, because: '%1$s' }
                degradation: { slow: { when: db fails, keeps: '%1$s' } }
                alerts:
                  down: { when: dependency db fails, severity: P0, runbook: book, impact: '%1$s', investigate: ['%1$s', '- x', '1. y'] }
                """
                    .formatted(nasty)));

    documents.forEach(WrittenMarkdown::assertSound);
    WrittenMarkdown.assertLinked(documents);
    assertThat(WrittenMarkdown.of(text(documents, "api", "systemPatterns.md")).words())
        .contains("Because " + nasty + ".");
    assertThat(WrittenMarkdown.of(text(documents, "api", "runbooks/README.md")).words())
        .contains(nasty);
  }

  @Test
  void degradationModesAreDrawnAsStates() {
    assertThat(text(markdown(), "payment-api", "systemPatterns.md"))
        .contains(
            """
            ```mermaid
            stateDiagram-v2
              direction LR
              state "full service" as s0
              state "cache-unavailable" as s1
              state "fraud-review" as s2
              [*] --> s0
              s0 --> s1 : redis fails
              s1 --> s0 : redis works
              s0 --> s2 : fraud-api fails
              s2 --> s0 : fraud-api works
            ```
            """);
  }

  @Test
  void pagesStandAlone() throws Exception {
    List<Document> pages = Documents.html(DESIGNS, EXAMPLES.places(), SHELF);
    List<Document> documents = markdown();

    assertThat(pages).hasSameSizeAs(documents);
    for (int i = 0; i < pages.size(); i++) {
      String page = pages.get(i).text();
      assertThat(Documents.isGenerated(page)).isTrue();
      assertThat(pages.get(i).path().toString()).endsWith(".html");
      assertThat(page).doesNotContain("<script", "src=", "@import", "<link", "url(");
      assertThat(page.replaceAll("xmlns=\"[^\"]*\"", "")).doesNotContain("href=\"http");
      Matcher drawing = Pattern.compile("(?s)<svg.*?</svg>").matcher(page);
      int drawn = 0;
      while (drawing.find()) {
        drawn++;
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(drawing.group())));
      }
      assertThat(drawn).isEqualTo(WrittenMarkdown.of(documents.get(i).text()).diagrams.size());
    }
  }

  @Test
  void linksOfPagesLeadToPages() {
    List<Document> pages = Documents.html(DESIGNS, EXAMPLES.places(), SHELF);
    Map<Path, String> texts =
        pages.stream().collect(Collectors.toMap(Document::path, Document::text));

    texts.forEach((path, text) -> {
      Matcher link = Pattern.compile("href=\"([^\"#]*)(?:#([^\"]*))?\"").matcher(text);
      while (link.find()) {
        Path to = link.group(1).isEmpty() ? path : path.resolveSibling(link.group(1)).normalize();
        String other = texts.get(to);
        if (other == null) {
          assertThat(to).as(path.toString()).exists();
        } else if (link.group(2) != null) {
          assertThat(other)
              .as(path + " to " + link.group())
              .contains("id=\"" + link.group(2) + "\"");
        }
      }
    });
  }
}
