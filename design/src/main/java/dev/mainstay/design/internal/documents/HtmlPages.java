package dev.mainstay.design.internal.documents;

import dev.mainstay.design.internal.diagrams.Diagram;
import dev.mainstay.design.internal.diagrams.Svg;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Pages as HTML that stands alone: its style inside, its diagrams drawn, nothing loaded. */
public final class HtmlPages {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();
  private static final String STYLE = style();

  private HtmlPages() {}

  /** The page's name as HTML. */
  public static Path named(Path markdown) {
    return markdown.resolveSibling(markdown.getFileName().toString().replaceAll("\\.md$", ".html"));
  }

  /**
   * @param all pages of the same service; links among them lead to their HTML
   */
  public static String render(Page page, List<Page> all) {
    Node document = PARSER.parse(page.markdown());
    var contents = new Contents();
    document.accept(contents);
    document.accept(new Adapting(page, all.stream().map(Page::path).collect(Collectors.toSet())));
    String body = renderer(contents.anchors).render(document);
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <nav aria-label="Contents">
    %s</nav>
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(escaped(page.title()), STYLE, contents.list(), body);
  }

  private static HtmlRenderer renderer(Map<Node, String> anchors) {
    return HtmlRenderer.builder()
        .extensions(List.of(TablesExtension.create()))
        .sanitizeUrls(true)
        .attributeProviderFactory(context ->
            (node, tag, attributes) -> {
              String anchor = anchors.get(node);
              if (anchor != null) {
                attributes.put("id", anchor);
              }
            })
        .build();
  }

  /** Gives every heading its anchor, and gathers the contents. */
  private static final class Contents extends AbstractVisitor {
    private final Map<Node, String> anchors = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();
    private final List<String> entries = new ArrayList<>();

    @Override
    public void visit(Heading heading) {
      String words = words(heading);
      String slug = Md.slug(words);
      int before = used.merge(slug, 1, Integer::sum) - 1;
      String anchor = before == 0 ? slug : slug + "-" + before;
      anchors.put(heading, anchor);
      if (heading.getLevel() == 2) {
        entries.add("<li><a href=\"#%s\">%s</a></li>\n".formatted(anchor, escaped(words)));
      }
    }

    String list() {
      return "<ul>\n" + String.join("", entries) + "</ul>\n";
    }

    private static String words(Node node) {
      var words = new StringBuilder();
      node.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text text) {
              words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
              words.append(code.getLiteral());
            }
          });
      return words.toString();
    }
  }

  /** Draws the diagrams, lets wide tables scroll, and leads links to HTML where there is some. */
  private static final class Adapting extends AbstractVisitor {
    private final Page page;
    private final Set<Path> pages;
    private int drawn;

    Adapting(Page page, Set<Path> pages) {
      this.page = page;
      this.pages = pages;
    }

    @Override
    public void visit(FencedCodeBlock block) {
      Diagram diagram = page.diagrams().get(block.getLiteral());
      if (diagram != null) {
        drawn++;
        var figure = new HtmlBlock();
        figure.setLiteral("<figure>\n" + Svg.draw(diagram, "diagram-" + drawn) + "</figure>");
        block.insertAfter(figure);
        block.unlink();
      }
    }

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof TableBlock) {
        var open = new HtmlBlock();
        open.setLiteral("<div class=\"wide\">");
        var close = new HtmlBlock();
        close.setLiteral("</div>");
        block.insertBefore(open);
        block.insertAfter(close);
      }
      visitChildren(block);
    }

    @Override
    public void visit(Link link) {
      String to = link.getDestination();
      int hash = to.indexOf('#');
      String file = hash < 0 ? to : to.substring(0, hash);
      if (!file.isEmpty()) {
        String plain = URLDecoder.decode(file.replace("+", "%2B"), StandardCharsets.UTF_8);
        Path target = page.path().resolveSibling(plain).normalize();
        if (pages.contains(target) || isDocument(target)) {
          String anchor = hash < 0 ? "" : to.substring(hash);
          link.setDestination(file.replaceAll("\\.md$", ".html") + anchor);
        }
      }
      visitChildren(link);
    }

    /** Of another service: the same documents in another folder. */
    private boolean isDocument(Path target) {
      return pages.stream()
          .map(Path::getFileName)
          .filter(name -> !name.toString().equals("README.md"))
          .anyMatch(name -> name.equals(target.getFileName()));
    }
  }

  private static String style() {
    try (var in = HtmlPages.class.getResourceAsStream("documents.css")) {
      return new String(
          Objects.requireNonNull(in, "documents.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
