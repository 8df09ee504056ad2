package dev.mainstay.server;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Problem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Rule files and OpenSLO documents as they lie on disk. They are named by their path, by their
 * folder (all {@code *.yaml}, {@code *.yml} and {@code *.rules} directly in it), or by a pattern
 * whose last part has {@code *}, {@code ?} or {@code [}.
 *
 * @param problems files that cannot be read, and names of none
 */
public record NamedTexts(List<SourceText> texts, List<Problem> problems) {
  private static final long MAX_FILE_BYTES = 16L << 20;
  private static final int MAX_FILES = 20_000;

  public NamedTexts {
    texts = List.copyOf(texts);
    problems = List.copyOf(problems);
  }

  /** Reads all that are named, in the order of names. */
  public static NamedTexts read(Collection<String> names) {
    var problems = new ArrayList<Problem>();
    Set<Path> files = new LinkedHashSet<>();
    for (String name : names) {
      List<Path> found = files(name, problems);
      if (found.isEmpty()) {
        problems.add(problem(name + ": no such file (expected: *.yaml, *.yml or *.rules)"));
      }
      files.addAll(found);
    }
    if (files.size() > MAX_FILES) {
      problems.add(problem(files.size() + " files (expected: at most " + MAX_FILES + ")"));
      return new NamedTexts(List.of(), problems);
    }
    var texts = new ArrayList<SourceText>();
    files.forEach(file -> read(file, texts, problems));
    return new NamedTexts(texts, problems);
  }

  /** The files that a test file names: a path or pattern, relative to it. */
  public static List<SourceText> beside(String name, SourceText test) {
    Path folder = Path.of(test.file()).toAbsolutePath().getParent();
    Path inside = folder == null ? Path.of(name) : folder.resolve(name);
    var problems = new ArrayList<Problem>();
    var texts = new ArrayList<SourceText>();
    Path here = Path.of("").toAbsolutePath();
    for (Path file : files(inside.normalize().toString(), problems)) {
      read(file.startsWith(here) ? here.relativize(file) : file, texts, problems);
    }
    return texts;
  }

  /** What changes when any of the files does: their sizes and times of change. */
  public static Map<Path, String> states(Collection<String> names) {
    var states = new TreeMap<Path, String>();
    names.stream()
        .flatMap(name -> files(name, new ArrayList<>()).stream())
        .forEach(file -> states.put(file, state(file)));
    return states;
  }

  /** What changes when the file does: its size and time of change. */
  public static String state(Path file) {
    try {
      return Files.size(file) + "@" + Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static List<Path> files(String name, List<Problem> problems) {
    try {
      Path path = Path.of(name);
      if (Files.isRegularFile(path)) {
        return List.of(path);
      }
      if (Files.isDirectory(path)) {
        return list(path, NamedTexts::isRuleFile, problems);
      }
      Path last = path.getFileName();
      if (last == null || last.toString().chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
        return List.of();
      }
      PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + last);
      Path folder = path.getParent() == null ? Path.of("") : path.getParent();
      return list(folder, pattern, problems);
    } catch (InvalidPathException | PatternSyntaxException e) {
      problems.add(problem(name + ": no path or pattern: " + e.getMessage()));
      return List.of();
    }
  }

  private static boolean isRuleFile(Path name) {
    String text = name.toString();
    return text.endsWith(".yaml") || text.endsWith(".yml") || text.endsWith(".rules");
  }

  private static List<Path> list(Path folder, PathMatcher wanted, List<Problem> problems) {
    if (!Files.isDirectory(folder.toAbsolutePath())) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> wanted.matches(file.getFileName()))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.add(problem(folder + ": cannot be read: " + e.getClass().getSimpleName()));
      return List.of();
    }
  }

  private static void read(Path file, List<SourceText> texts, List<Problem> problems) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        problems.add(
            problem(
                "%s: %d bytes (expected: at most %d)"
                    .formatted(file, Files.size(file), MAX_FILE_BYTES)));
      } else {
        texts.add(new SourceText(file.toString(), Files.readString(file)));
      }
    } catch (MalformedInputException e) {
      problems.add(problem(file + ": not UTF-8"));
    } catch (IOException e) {
      problems.add(problem(file + ": cannot be read: " + e.getClass().getSimpleName()));
    }
  }

  private static Problem problem(String message) {
    return Problem.error("MS-X010", message, null, "check the path");
  }
}
