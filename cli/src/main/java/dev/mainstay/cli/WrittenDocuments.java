package dev.mainstay.cli;

import dev.mainstay.design.Documents;
import dev.mainstay.design.Documents.Document;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Documents as they lie on disk. What was not generated is never touched. */
final class WrittenDocuments {
  private static final int SHOWN = 100;

  private final List<Document> documents;

  /**
   * @throws ProblemException when two services share a folder
   */
  WrittenDocuments(List<Document> documents) {
    this.documents = List.copyOf(documents);
    Map<Path, Document> byPath = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Document document : documents) {
      Document other = byPath.putIfAbsent(document.path(), document);
      if (other != null) {
        problems.add(
            Problem.error(
                "MS-X012",
                "%s: %s and %s would both be written there (expected: a folder each)"
                    .formatted(document.path(), other.service(), document.service()),
                null,
                "give one of them another `documentation`, or none"));
      }
    }
    stop(problems);
  }

  int size() {
    return documents.size();
  }

  /**
   * A line for each document that is missing or differs, with the first line that does.
   *
   * @throws ProblemException when a file cannot be read
   */
  List<String> stale() {
    List<String> stale = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Document document : documents) {
      try {
        String text = read(document.path()).orElse(null);
        if (text == null) {
          stale.add(document.path() + ": missing");
        } else if (!text.equals(document.text())) {
          stale.add(difference(document.path(), text, document.text()));
        }
      } catch (IOException e) {
        problems.add(failure(document.path(), "read", e));
      }
    }
    stop(problems);
    return stale;
  }

  /**
   * Writes those that changed, each so that a reader sees the old text or the new one, whole.
   *
   * @return their paths
   * @throws ProblemException when a file is in the way that was not generated, before anything is
   *     written; or when one cannot be written, after the others were
   */
  List<Path> write() {
    List<Document> changed = changed();
    List<Path> written = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Document document : changed) {
      try {
        WholeFile.write(document.path(), document.text());
        written.add(document.path());
      } catch (IOException e) {
        problems.add(failure(document.path(), "written", e));
      }
    }
    stop(problems);
    return written;
  }

  private List<Document> changed() {
    List<Document> changed = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Document document : documents) {
      try {
        String text = read(document.path()).orElse(null);
        if (text == null) {
          changed.add(document);
        } else if (!Documents.isGenerated(text)) {
          problems.add(
              Problem.error(
                  "MS-X012",
                  document.path() + ": was not written by Mainstay and is left alone",
                  null,
                  "move it, or write the documents elsewhere with --out or `documentation`"));
        } else if (!text.equals(document.text())) {
          changed.add(document);
        }
      } catch (IOException e) {
        problems.add(failure(document.path(), "read", e));
      }
    }
    stop(problems);
    return changed;
  }

  /** A file that is no text is one that was not generated. */
  private static Optional<String> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      return Optional.of("");
    }
  }

  private static String difference(Path file, String before, String after) {
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    int at = 0;
    while (at < old.size() && at < now.size() && old.get(at).equals(now.get(at))) {
      at++;
    }
    return "%s:%d: is %s, the design says %s".formatted(file, at + 1, line(old, at), line(now, at));
  }

  private static String line(List<String> lines, int at) {
    if (at >= lines.size()) {
      return "at its end";
    }
    String line = lines.get(at);
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "\uFFFD") + "\"";
  }

  private static Problem failure(Path file, String done, IOException e) {
    return Problem.error(
        "MS-X012",
        "%s: cannot be %s: %s".formatted(file, done, e.getClass().getSimpleName()),
        null,
        "check the permissions of the file and its folder");
  }

  private static void stop(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }
}
