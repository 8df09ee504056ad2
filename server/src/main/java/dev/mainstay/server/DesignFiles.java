package dev.mainstay.server;

import dev.mainstay.design.DesignReader;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Surroundings;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Design files as they lie on disk: {@code *.yaml} and {@code *.yml} directly in a folder, and
 * beside them {@code runbooks/NAME.md}. A file of OpenSLO documents among them is no design. A
 * folder in it that has the name of a service and holds parts of it stands for that service's file.
 */
public final class DesignFiles {
  private static final long MAX_FILE_BYTES = 5L << 20;
  private static final int FEW_FILES = 16;
  private static final int MAX_FILES = 20_000;
  private static final Pattern API_VERSION =
      Pattern.compile("^apiVersion:\\s*[\"']?([^\\s\"']+)", Pattern.MULTILINE);

  private DesignFiles() {}

  /**
   * What was read.
   *
   * @param runbooks texts by name
   * @param slos OpenSLO documents that lie among the designs
   */
  public record Read(DesignResult result, Map<String, String> runbooks, List<SourceText> slos) {
    public Read {
      runbooks = Map.copyOf(runbooks);
      slos = List.copyOf(slos);
    }
  }

  /**
   * Reads and checks files and folders together. OpenSLO documents alone are no service.
   *
   * @param clock for today in UTC, which dates in the designs are compared with
   * @throws ProblemException when a path is missing, cannot be read, or there is nothing in it
   */
  public static Read read(Collection<Path> paths, Clock clock) {
    return read(paths, clock, Path::toString);
  }

  /**
   * As {@link #read(Collection, Clock)}, where OpenSLO documents alone are not enough.
   *
   * @throws ProblemException also when there are only such documents
   */
  public static DesignResult designs(Collection<Path> paths, Clock clock) {
    Read read = read(paths, clock);
    if (read.result().places().texts().isEmpty()) {
      throw new ProblemException(
          List.of(
              problem(
                  read.slos().getFirst().file()
                      + ": OpenSLO documents only (expected: a design, kind: Service)",
                  "write one (mainstay design init), or make one of them (mainstay design import)")));
    }
    return read.result();
  }

  /**
   * As {@link #read(Collection, Clock)}.
   *
   * @param name of a file in messages
   */
  public static Read read(Collection<Path> paths, Clock clock, Function<Path, String> name) {
    var problems = new ArrayList<Problem>();
    var files = new LinkedHashSet<Path>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        var inside = list(path, problems);
        if (inside.isEmpty()) {
          problems.add(
              problem(path + ": no design in it (expected: *.yaml)", "name another folder"));
        }
        files.addAll(inside);
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      } else {
        problems.add(problem(path + ": no such file or folder", "check the path"));
      }
    }
    if (files.size() > MAX_FILES) {
      problems.add(
          problem(files.size() + " design files (expected: at most " + MAX_FILES + ")", null));
    }
    Map<Path, SourceText> texts = texts(files, name, problems);
    var slos = texts.values().stream().filter(DesignFiles::isOpenSlo).toList();
    texts.values().removeAll(slos);
    var runbooks = runbooks(texts, problems);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    var today = LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
    return new Read(
        DesignReader.read(List.copyOf(texts.values()), new Surroundings(runbooks, today)),
        runbooks,
        slos);
  }

  /** Whether a file holds OpenSLO documents, by its first one. */
  private static boolean isOpenSlo(SourceText text) {
    if (!text.text().contains("openslo/")) {
      return false;
    }
    var first = API_VERSION.matcher(text.text());
    return first.find() && first.group(1).startsWith("openslo/");
  }

  /**
   * Reads each system by itself. A folder without designs whose folders have some holds several
   * systems, one in each; everything else that is named makes one system together.
   *
   * @throws ProblemException as {@link #read}
   */
  public static List<Read> readSystems(Collection<Path> paths, Clock clock) {
    var problems = new ArrayList<Problem>();
    var together = new ArrayList<Path>();
    var systems = new ArrayList<Collection<Path>>();
    for (Path path : paths) {
      List<Path> inside =
          Files.isDirectory(path) && !hasDesigns(path, problems)
              ? folders(path, problems)
              : List.of();
      if (inside.isEmpty()) {
        together.add(path);
      }
      inside.forEach(folder -> systems.add(List.of(folder)));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    if (!together.isEmpty()) {
      systems.addFirst(together);
    }
    return systems.stream().map(system -> read(system, clock)).toList();
  }

  /**
   * The design files in a folder, in order.
   *
   * @throws ProblemException when the folder cannot be read
   */
  public static List<Path> inside(Path folder) {
    var problems = new ArrayList<Problem>();
    List<Path> files = new ArrayList<>(list(folder, problems));
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return files;
  }

  /** The folders directly inside that hold designs. */
  private static List<Path> folders(Path folder, List<Problem> problems) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .filter(inside -> hasDesigns(inside, problems))
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.add(unreadable(folder, e));
      return List.of();
    }
  }

  private static List<Path> list(Path folder, List<Problem> problems) {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (isDesignFile(entry)) {
          files.add(entry);
        } else if (ServiceFolder.is(entry)) {
          files.addAll(ServiceFolder.designs(entry));
        }
      }
      return files;
    } catch (IOException e) {
      problems.add(unreadable(folder, e));
      return List.of();
    }
  }

  /** Whether {@link #list} gives any; it stops at the first, for there may be thousands. */
  private static boolean hasDesigns(Path folder, List<Problem> problems) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.anyMatch(entry -> isDesignFile(entry) || ServiceFolder.is(entry));
    } catch (IOException e) {
      problems.add(unreadable(folder, e));
      return false;
    }
  }

  private static boolean isDesignFile(Path file) {
    return isDesign(file) && Files.isRegularFile(file);
  }

  static boolean isDesign(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static Map<String, String> runbooks(Map<Path, SourceText> texts, List<Problem> problems) {
    var folders = new LinkedHashSet<Path>();
    texts.forEach((file, text) -> {
      folders.add(file.resolveSibling("runbooks"));
      if (ServiceFolder.isPartIn(file, text.text())) {
        folders.add(file.resolveSibling("..").normalize().resolve("runbooks"));
      }
    });
    var runbooks = new TreeMap<String, String>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> entries = Files.list(folder)) {
          for (Path file : entries.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
            String name = file.getFileName().toString();
            text(file, problems)
                .ifPresent(
                    text -> runbooks.put(name.substring(0, name.length() - ".md".length()), text));
          }
        } catch (IOException e) {
          problems.add(unreadable(folder, e));
        }
      }
    }
    return runbooks;
  }

  /** Read on all processors when there are many. */
  private static Map<Path, SourceText> texts(
      SequencedSet<Path> files, Function<Path, String> name, List<Problem> problems) {
    record Text(Path file, java.util.Optional<String> text, List<Problem> problems) {
      static Text of(Path file) {
        var own = new ArrayList<Problem>();
        return new Text(file, DesignFiles.text(file, own), own);
      }
    }
    var texts = new LinkedHashMap<Path, SourceText>();
    Stream<Path> all = files.size() < FEW_FILES ? files.stream() : files.parallelStream();
    for (Text read : all.map(Text::of).toList()) {
      problems.addAll(read.problems());
      read.text()
          .ifPresent(text -> texts.put(read.file(), new SourceText(name.apply(read.file()), text)));
    }
    return texts;
  }

  private static java.util.Optional<String> text(Path file, List<Problem> problems) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        problems.add(
            problem(
                file
                    + ": "
                    + Files.size(file)
                    + " bytes (expected: at most "
                    + MAX_FILE_BYTES
                    + ")",
                "split the file"));
        return java.util.Optional.empty();
      }
      return java.util.Optional.of(Files.readString(file));
    } catch (MalformedInputException e) {
      problems.add(problem(file + ": not UTF-8", "save it as UTF-8"));
    } catch (IOException e) {
      problems.add(unreadable(file, e));
    }
    return java.util.Optional.empty();
  }

  private static Problem unreadable(Path path, IOException e) {
    return problem(
        path + ": cannot be read: " + e.getClass().getSimpleName(), "check its permissions");
  }

  private static Problem problem(String message, @org.jspecify.annotations.Nullable String fix) {
    return Problem.error("MS-X010", message, null, fix);
  }
}
