package dev.mainstay.design;

import dev.mainstay.design.internal.documents.HtmlPages;
import dev.mainstay.design.internal.documents.Library;
import dev.mainstay.design.internal.documents.page.Page;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The documents that follow from designs. The same designs give the same bytes, whatever the order
 * of their files and the day.
 */
public final class Documents {
  private static final String MARKER = "<!-- Written by Mainstay";

  private Documents() {}

  /**
   * One document.
   *
   * @param path absolute
   * @param service that it is about
   * @param text Markdown or HTML; its first line tells that it was generated
   */
  public record Document(Path path, String service, String title, String text) {}

  /**
   * In Markdown as GitHub reads it, with Mermaid diagrams.
   *
   * @param places that tell what is written from what is a default
   */
  public static List<Document> markdown(Designs designs, Sources places, Shelf shelf) {
    return sorted(designs).stream()
        .flatMap(service -> new Library(designs, service, places, shelf).pages().stream())
        .map(page -> new Document(page.path(), page.service(), page.title(), text(page)))
        .toList();
  }

  /** The same as pages that need no network and no script, diagrams drawn. */
  public static List<Document> html(Designs designs, Sources places, Shelf shelf) {
    return sorted(designs).stream()
        .flatMap(service -> {
          List<Page> pages = new Library(designs, service, places, shelf).pages();
          return pages.stream()
              .map(page ->
                  new Document(
                      HtmlPages.named(page.path()),
                      page.service(),
                      page.title(),
                      marker(page) + HtmlPages.render(page, pages)));
        })
        .toList();
  }

  /** Whether the text was generated, so that it may be generated again. */
  public static boolean isGenerated(String text) {
    return text.startsWith(MARKER);
  }

  private static String text(Page page) {
    return marker(page) + "\n" + page.markdown();
  }

  private static String marker(Page page) {
    return MARKER
        + " from the design of "
        + page.service()
        + ": change the design and run `mainstay design docs`; what is written here is lost. -->\n";
  }

  private static List<Service> sorted(Designs designs) {
    return designs.services().stream().sorted(Comparator.comparing(Service::name)).toList();
  }
}
