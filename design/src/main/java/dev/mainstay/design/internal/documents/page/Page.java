package dev.mainstay.design.internal.documents.page;

import dev.mainstay.design.internal.diagrams.Diagram;
import dev.mainstay.design.internal.diagrams.Mermaid;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A document being written. What it is given is Markdown; words of a design go through Md. */
public final class Page {
  private final Subject subject;
  private final String file;
  private final String title;
  private final Set<Topic> topics;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Diagram> diagrams = new LinkedHashMap<>();

  /**
   * @param file below the folder of the service's documents
   * @param topics of all its chapters
   */
  public Page(Subject subject, String file, String title, Set<Topic> topics) {
    this.subject = subject;
    this.file = file;
    this.title = title;
    this.topics = Set.copyOf(topics);
    out.append("# ").append(Md.text(title)).append('\n');
  }

  public String service() {
    return subject.service().name();
  }

  public String title() {
    return title;
  }

  public Path path() {
    return subject.shelf().folder(service()).resolve(file);
  }

  public String markdown() {
    return out.toString();
  }

  /** Each diagram by its Mermaid text. */
  public Map<String, Diagram> diagrams() {
    return Collections.unmodifiableMap(diagrams);
  }

  /** The heading of a chapter. */
  public Page chapter(Topic topic) {
    out.append("\n## ").append(topic.title()).append('\n');
    return this;
  }

  /** A heading inside a chapter, unique on the page: a kind and a name. */
  public Page part(String kind, String name) {
    out.append("\n### ").append(kind).append(' ').append(Md.code(name)).append('\n');
    return this;
  }

  public Page paragraph(String markdown) {
    out.append('\n').append(markdown).append('\n');
    return this;
  }

  public Page list(List<String> items) {
    if (!items.isEmpty()) {
      out.append('\n');
      items.forEach(item -> out.append("- ").append(item).append('\n'));
    }
    return this;
  }

  public Page steps(List<String> items) {
    if (!items.isEmpty()) {
      out.append('\n');
      for (int i = 0; i < items.size(); i++) {
        out.append(i + 1).append(". ").append(items.get(i)).append('\n');
      }
    }
    return this;
  }

  /** Nothing is written for a table without rows. */
  public Page table(List<String> header, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      out.append('\n').append(row(header));
      out.append("|").append("---|".repeat(header.size())).append('\n');
      rows.forEach(row -> out.append(row(row)));
    }
    return this;
  }

  public Page diagram(Diagram diagram) {
    String mermaid = Mermaid.write(diagram);
    diagrams.put(mermaid, diagram);
    out.append("\n```mermaid\n").append(mermaid).append("```\n");
    return this;
  }

  /** A link to a chapter, on this page when it is here. */
  public String see(Topic topic) {
    return link(topic, topic.title(), Md.slug(topic.title()));
  }

  /** A link to a part of a chapter. */
  public String see(Topic topic, String kind, String name) {
    return link(topic, name, Md.slug(kind + " " + name));
  }

  private String link(Topic topic, String label, String anchor) {
    String document = topics.contains(topic) ? "" : to(service(), topic.home());
    return "[%s](%s#%s)".formatted(Md.text(label), document, anchor);
  }

  /** A link to another document of this service. */
  public String document(String file, String label) {
    return "[%s](%s)".formatted(Md.text(label), to(service(), file));
  }

  /** A link to a chapter about another service that has a design. */
  public String service(String name, Topic topic) {
    return "[%s](%s#%s)".formatted(Md.text(name), to(name, topic.home()), Md.slug(topic.title()));
  }

  public String runbook(String name) {
    Path runbook = subject.shelf().runbooks(service()).resolve(name + ".md");
    return "[%s](%s)".formatted(Md.text(name), relative(runbook));
  }

  private String to(String service, String file) {
    return relative(subject.shelf().folder(service).resolve(file));
  }

  private String relative(Path target) {
    Path folder = path().getParent();
    Path way = folder == null ? target : folder.relativize(target);
    return StreamSupport.stream(way.spliterator(), false)
        .map(part -> encoded(part.toString()))
        .collect(Collectors.joining("/"));
  }

  private static String encoded(String part) {
    var text = new StringBuilder();
    part.chars()
        .forEach(c -> {
          if (" ()<>&\"\\#?%".indexOf(c) >= 0) {
            text.append("%%%02X".formatted(c));
          } else {
            text.append((char) c);
          }
        });
    return text.toString();
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
