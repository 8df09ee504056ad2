package dev.mainstay.design.internal.exports;

import dev.mainstay.design.Claims;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Export;
import dev.mainstay.design.Export.ExportedFile;
import dev.mainstay.design.Export.Note;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Claim;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Notes what one file carries of a design and what not, and writes it at the file's head. Not
 * thread-safe.
 */
public final class Carrier {
  private static final int WIDTH = 110;

  private final String design;
  private final SequencedSet<String> carried = new LinkedHashSet<>();
  private final SequencedSet<Note> notes = new LinkedHashSet<>();
  private final SequencedSet<String> claims = new LinkedHashSet<>();
  private final List<String> known;

  private Carrier(String design, List<String> known) {
    this.design = design;
    this.known = known;
  }

  /** For a file that is about an organisation or all its services. */
  public Carrier(String design) {
    this(design, List.of());
  }

  /** For a file that is about one service. */
  public static Carrier of(Service service, Designs designs) {
    return new Carrier(
        service.name(), Claims.of(service, designs).stream().map(Claim::id).toList());
  }

  /** The file states what the design says at that path, and so the claims about it. */
  public void carries(String path) {
    carried.add(path);
    String about = design + "/" + path;
    known.stream().filter(claim -> isAbout(claim, about)).forEach(claims::add);
  }

  /** Whether a claim is what stands at the path, or one property of it. */
  private static boolean isAbout(String claim, String path) {
    return claim.startsWith(path)
        && (claim.length() == path.length()
            || (claim.charAt(path.length()) == '/' && claim.indexOf('/', path.length() + 1) < 0));
  }

  /** The file says something else than the design at that path, or nothing. */
  public void note(String path, String text) {
    notes.add(new Note(design, path, text));
  }

  /** Takes in what another file of the same export notes. */
  public void include(Carrier other) {
    other.carried.forEach(path -> carried.add(other.at(path, design)));
    notes.addAll(other.notes);
    claims.addAll(other.claims);
  }

  private String at(String path, String here) {
    return here.equals(design) ? path : design + ": " + path;
  }

  public List<Note> notes() {
    return List.copyOf(notes);
  }

  public List<String> carried() {
    return List.copyOf(carried);
  }

  /** The head as lines without a comment sign. */
  public List<String> head(String title) {
    var lines = new ArrayList<String>();
    lines.add(title + ", from the design " + design + ". Change the design, not this file.");
    if (!carried.isEmpty()) {
      lines.addAll(wrapped("Carries: " + String.join(", ", carried), "  "));
    }
    if (!claims.isEmpty()) {
      lines.addAll(wrapped("Claims: " + String.join(", ", claims), "  "));
    }
    if (!notes.isEmpty()) {
      lines.add("Changed or left out:");
      notes.forEach(note -> lines.addAll(wrapped("- " + note.path() + ": " + note.text(), "  ")));
    }
    return lines;
  }

  /** Documents of one YAML file under its head. */
  public ExportedFile yaml(String name, String title, List<? extends Map<String, ?>> documents) {
    var text = new StringBuilder();
    head(title).forEach(line -> text.append("# ").append(line).append('\n'));
    for (int i = 0; i < documents.size(); i++) {
      text.append(i == 0 ? "" : "---\n").append(YamlText.of(documents.get(i)));
    }
    return new ExportedFile(name, text.toString());
  }

  public Export export(List<ExportedFile> files) {
    return new Export(files, notes());
  }

  /** The exports of several services as one. */
  public static Export all(List<Export> exports) {
    return new Export(
        exports.stream().flatMap(export -> export.files().stream()).toList(),
        exports.stream().flatMap(export -> export.notes().stream()).toList());
  }

  private static List<String> wrapped(String text, String indent) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.replace('\n', ' ').split(" ", -1)) {
      if (line.length() + word.length() + 1 > WIDTH && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(indent);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
