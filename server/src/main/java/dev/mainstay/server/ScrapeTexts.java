package dev.mainstay.server;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Problem;
import dev.mainstay.telemetry.scrape.ScrapeConfig;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Scrape configurations as they lie on disk.
 *
 * @param jobs how many all of them have together; those of files with errors do not count
 * @param problems of their texts, and of files that cannot be read
 * @param unreadable how many files cannot be read
 */
public record ScrapeTexts(
    List<SourceText> texts, int jobs, List<Problem> problems, int unreadable) {
  private static final long MOST_BYTES = 16L << 20;

  public ScrapeTexts {
    texts = List.copyOf(texts);
    problems = List.copyOf(problems);
  }

  /** Reads files, each a configuration of its own. */
  public static ScrapeTexts read(Collection<Path> files) {
    var texts = new ArrayList<SourceText>();
    var problems = new ArrayList<Problem>();
    int jobs = 0;
    for (Path file : files) {
      try {
        var text = new SourceText(file.toString(), text(file));
        texts.add(text);
        ScrapeConfig.Read read = ScrapeConfig.read(file, text.text());
        problems.addAll(read.problems());
        jobs += read.config().jobCount();
      } catch (IOException e) {
        problems.add(unreadable(file, e, "a file with scrape_configs"));
      }
    }
    return new ScrapeTexts(texts, jobs, problems, files.size() - texts.size());
  }

  /**
   * A file's text.
   *
   * @throws IOException also when it is too large or not UTF-8
   */
  public static String text(Path file) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
      throw new IOException(Files.size(file) + " bytes (expected: at most " + MOST_BYTES + ")");
    }
    return Files.readString(file);
  }

  /** What is wrong with a file that cannot be read. */
  public static Problem unreadable(Path file, IOException e, String expected) {
    return Problem.error("MS-X010", reason(file, e, expected), null, "check the path");
  }

  private static String reason(Path file, IOException e, String expected) {
    if (!Files.exists(file)) {
      return file + ": no such file";
    }
    if (Files.isDirectory(file)) {
      return file + ": a folder (expected: " + expected + ")";
    }
    return e instanceof CharacterCodingException
        ? file + ": not UTF-8"
        : file + ": cannot be read: " + e.getMessage();
  }
}
