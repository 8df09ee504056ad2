package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Documents.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Documents as a reader of Markdown sees them. */
final class WrittenMarkdown extends AbstractVisitor {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  final List<String> headings = new ArrayList<>();
  final List<String> links = new ArrayList<>();
  final List<String> html = new ArrayList<>();
  final List<String> diagrams = new ArrayList<>();
  final List<String> images = new ArrayList<>();
  final List<String> tables = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();

  private WrittenMarkdown() {}

  static WrittenMarkdown of(String text) {
    var seen = new WrittenMarkdown();
    PARSER.parse(text).accept(seen);
    return seen;
  }

  /** All that a reader sees as text, in order. */
  String words() {
    return words.toString();
  }

  /** As GitHub addresses them. */
  List<String> anchors() {
    Map<String, Integer> used = new HashMap<>();
    return headings.stream()
        .map(heading ->
            heading
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'))
        .map(slug -> {
          int before = used.merge(slug, 1, Integer::sum) - 1;
          return before == 0 ? slug : slug + "-" + before;
        })
        .toList();
  }

  /** Every link of every document leads to a document's heading, a document or a file. */
  static void assertLinked(List<Document> documents) {
    Map<Path, WrittenMarkdown> all =
        documents.stream().collect(Collectors.toMap(Document::path, each -> of(each.text())));
    all.forEach((path, seen) -> {
      Set<String> targets = Set.copyOf(seen.links);
      for (String target : targets) {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path to = file.isEmpty() ? path : path.resolveSibling(file).normalize();
        WrittenMarkdown other = all.get(to);
        if (other == null) {
          assertThat(Files.exists(to) || to.toString().contains("/runbooks/"))
              .as(path + " links to " + target)
              .isTrue();
        } else if (hash >= 0) {
          assertThat(other.anchors())
              .as(path + " links to " + target)
              .contains(target.substring(hash + 1));
        }
      }
    });
  }

  /** Nothing but the marker is HTML, no heading comes twice, blocks are closed. */
  static void assertSound(Document document) {
    WrittenMarkdown seen = of(document.text());
    String about = document.path() + "\n" + document.text();
    assertThat(seen.html).as(about).hasSize(1);
    assertThat(seen.html.getFirst()).as(about).startsWith("<!-- Written by Mainstay");
    assertThat(seen.images).as(about).isEmpty();
    assertThat(seen.headings).as(about).doesNotHaveDuplicates();
    long fences = document.text().lines().filter(line -> line.startsWith("```")).count();
    assertThat(fences).as(about).isEqualTo(2L * seen.diagrams.size());
    long tables = document.text().lines().filter(line -> line.matches("\\|(---\\|)+")).count();
    assertThat(seen.tables).as(about).hasSize((int) tables);
    assertCells(document.text());
    seen.diagrams.forEach(WrittenMarkdown::assertMermaid);
  }

  private static void assertCells(String text) {
    long columns = 0;
    for (String line : text.lines().toList()) {
      if (!line.startsWith("|")) {
        columns = 0;
      } else if (columns == 0) {
        columns = bars(line);
      } else {
        assertThat(bars(line)).as(line).isEqualTo(columns);
      }
    }
  }

  private static long bars(String line) {
    return line.chars().filter(c -> c == '|').count();
  }

  /** Brackets and quotes of each line are in pairs; identifiers are ours. */
  private static void assertMermaid(String diagram) {
    assertThat(diagram).matches("(?s)^(flowchart LR|stateDiagram-v2)\n.*");
    for (String line : diagram.lines().skip(1).toList()) {
      assertThat(line)
          .matches(
              "  ("
                  + "n\\d+\\[\"[^\"\\[\\]]*\"](:::[a-z]+)?"
                  + "|n\\d+ (-->|-\\.->)(\\|\"[^\"|]*\"\\|)? n\\d+"
                  + "|classDef [a-z]+ [a-z0-9:#,-]+"
                  + "|direction LR"
                  + "|state \"[^\"]*\" as s\\d+"
                  + "|(\\[\\*]|s\\d+) --> s\\d+( : [^:\"]*)?"
                  + ")");
    }
  }

  @Override
  public void visit(Heading heading) {
    int from = words.length();
    visitChildren(heading);
    headings.add(words.substring(from));
  }

  @Override
  public void visit(Link link) {
    links.add(link.getDestination());
    visitChildren(link);
  }

  @Override
  public void visit(Image image) {
    images.add(image.getDestination());
  }

  @Override
  public void visit(HtmlBlock block) {
    html.add(block.getLiteral());
  }

  @Override
  public void visit(HtmlInline inline) {
    html.add(inline.getLiteral());
  }

  @Override
  public void visit(FencedCodeBlock block) {
    assertThat(block.getInfo()).isEqualTo("mermaid");
    diagrams.add(block.getLiteral());
  }

  @Override
  public void visit(CustomBlock block) {
    if (block instanceof TableBlock) {
      tables.add("table");
    }
    visitChildren(block);
  }

  @Override
  public void visit(Text text) {
    words.append(text.getLiteral());
  }

  @Override
  public void visit(Code code) {
    words.append(code.getLiteral());
  }

  @Override
  protected void visitChildren(Node parent) {
    super.visitChildren(parent);
  }
}
