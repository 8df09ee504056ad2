package dev.mainstay.design;

import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.List;

/**
 * What other tools' files became.
 *
 * @param files designs to start from, and a stub for each runbook that they name
 * @param remarks what could not be carried over, or not as it stood, in the order of their places
 * @param problems what could not be read at all; the rest went on
 */
public record Import(List<ImportedFile> files, List<Remark> remarks, List<Problem> problems) {
  public Import {
    files = List.copyOf(files);
    remarks = List.copyOf(remarks);
    problems = List.copyOf(problems);
  }

  /** The designs among the files, to be read and checked. */
  public List<SourceText> designs() {
    return files.stream()
        .filter(file -> file.name().endsWith(".yaml"))
        .map(file -> new SourceText(file.name(), file.text()))
        .toList();
  }

  /**
   * A file to be written.
   *
   * @param name relative: {@code payment-api.yaml}, {@code runbooks/database-down.md}
   */
  public record ImportedFile(String name, String text) {}

  /**
   * Something that a design cannot say, or says otherwise.
   *
   * @param text what happened to it, lower case
   */
  public record Remark(Place place, String text) {
    @Override
    public String toString() {
      return place + ": " + text;
    }
  }
}
