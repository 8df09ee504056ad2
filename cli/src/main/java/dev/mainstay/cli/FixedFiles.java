package dev.mainstay.cli;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Changed design files, written so that a reader sees the old text or the new one, whole. */
final class FixedFiles {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private FixedFiles() {}

  /**
   * Writes the texts that changed.
   *
   * @param before the texts as they were read; a file that has another one now is left alone
   * @throws ProblemException when a file has changed meanwhile or cannot be written; the others are
   *     written
   */
  static void write(List<SourceText> before, List<SourceText> after) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      SourceText old = before.get(i);
      if (!old.equals(after.get(i))) {
        try {
          write(Path.of(old.file()).toRealPath(), old, after.get(i).text(), problems);
        } catch (IOException e) {
          problems.add(
              Problem.error(
                  "MS-X011",
                  old.file() + ": cannot be written: " + e.getClass().getSimpleName(),
                  null,
                  "check the permissions of the file and its folder"));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private static void write(Path file, SourceText old, String text, List<Problem> problems)
      throws IOException {
    String now = Files.readString(file);
    if (!new SourceText(old.file(), now).equals(old)) {
      problems.add(
          Problem.error(
              "MS-X011", old.file() + ": changed while it was checked", null, "check it again"));
      return;
    }
    WholeFile.write(file, (now.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "") + text);
  }
}
