package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a design's structure, reading and checking answer, and every problem has a
 * place in the text. For longer: {@code -Dmainstay.fuzz.minutes=10 -Dmainstay.fuzz.seed=7}; what
 * fails is then kept in {@code target/fuzz}.
 */
class FuzzTest {
  private static final int TRIES = 400;
  private static final Pattern NO_NUMBER = Pattern.compile("\\b(NaN|Infinity|null)\\b|E[+-]?\\d");

  private final FuzzCorpus corpus = new FuzzCorpus();
  private final Surroundings surroundings = corpus.surroundings();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final TreeSet<String> codes = new TreeSet<>();
  private int tries;
  private int inForm;
  private int valid;

  @Test
  void mutatedDesignsAreAnsweredWithPlaces() throws IOException {
    Duration longer = Duration.ofMinutes(Long.getLong("mainstay.fuzz.minutes", 0));
    long seed = Long.getLong("mainstay.fuzz.seed", 1);
    long start = System.nanoTime();
    while (tries < TRIES || System.nanoTime() - start < longer.toNanos()) {
      attempt(seed * 1_000_000_007L + tries);
      tries++;
    }
    if (!longer.isZero()) {
      System.out.printf(
          "seed %d: %d designs, %d of them in form, %d valid, %d codes found, %d kinds of failure%n",
          seed, tries, inForm, valid, codes.size(), failures.size());
    }
    assertThat(failures).isEmpty();
  }

  private void attempt(long seed) throws IOException {
    var random = new Random(seed);
    List<SourceText> sources = new ArrayList<>();
    for (Map<String, Object> document : new FuzzMutations(corpus, random).mutated()) {
      sources.add(new SourceText("file" + sources.size() + ".yaml", FuzzText.of(document, random)));
    }
    try {
      judge(sources);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      String kind = kind(e);
      if (failures.putIfAbsent(kind, "seed " + seed + ": " + e) == null) {
        keep(failures.size(), sources, kind + "\n" + e);
      }
    }
  }

  private void judge(List<SourceText> sources) {
    DesignResult result = DesignReader.read(sources, surroundings);
    inForm += result.read().isPresent() ? 1 : 0;
    valid += result.designs().isPresent() ? 1 : 0;
    Map<String, List<String>> files = new LinkedHashMap<>();
    sources.forEach(source -> files.put(source.file(), source.text().lines().toList()));
    for (Problem problem : result.problems()) {
      codes.add(problem.code());
      judge(problem, files);
    }
    check(result.designs().isEmpty() == result.hasErrors(), "valid with errors", "");
    Diagnostics.render(result.problems(), result.places(), 80, true);
    var nowhere = new PrintWriter(Writer.nullWriter());
    Reports.json(result, List.of(), nowhere);
    Reports.sarif(result, Path.of(""), "1", nowhere);
    Reports.github(result, true, Path.of(""), nowhere);
    Fixes.make(result, surroundings);
    result.read().ifPresent(this::use);
    result
        .read()
        .ifPresent(designs ->
            designs
                .services()
                .forEach(service ->
                    Scorecard.of(
                        result,
                        service.name(),
                        List.of(),
                        Checked.TODAY.atStartOfDay(ZoneOffset.UTC).toInstant())));
  }

  private void use(Designs designs) {
    designs.services().forEach(PolicyCompiler::compile);
    Claims.of(designs);
    for (ExportFormat format : ExportFormat.values()) {
      Exports.of(format, designs);
    }
  }

  private static void judge(Problem problem, Map<String, List<String>> files) {
    check(problem.place() != null, "no place", problem);
    inside(problem.place(), files, problem);
    problem.related().forEach(related -> inside(related.place(), files, problem));
    check(problem.fix() != null && !problem.fix().isBlank(), "no fix", problem);
    List<@Nullable String> texts = new ArrayList<>();
    texts.add(problem.message());
    texts.add(problem.arithmetic());
    texts.add(problem.fix());
    problem.related().forEach(related -> texts.add(related.label()));
    for (String text : texts) {
      check(text == null || text.lines().count() <= 1, "more than one line", problem);
    }
    String sum = problem.arithmetic();
    check(sum == null || !NO_NUMBER.matcher(sum).find(), "no number", problem);
  }

  private static void inside(
      @Nullable Place place, Map<String, List<String>> files, Problem problem) {
    if (place == null) {
      return;
    }
    List<String> lines = files.getOrDefault(place.file(), List.of());
    check(place.line() <= Math.max(1, lines.size()), "line outside", problem);
    int width = lines.isEmpty() ? 0 : lines.get(place.line() - 1).length();
    check(place.column() <= width + 1, "column outside", problem);
  }

  private static void check(boolean holds, String what, Object where) {
    if (!holds) {
      String code = where instanceof Problem problem ? problem.code() : "";
      throw new IllegalStateException(what + " " + code + ": " + where);
    }
  }

  /** Failures of one cause look alike: where it was thrown or, of a property, whose problem. */
  private static String kind(Throwable failure) {
    StackTraceElement top = failure.getStackTrace()[0];
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.mainstay.")) {
        top = frame;
        break;
      }
    }
    return top.getClassName().endsWith("FuzzTest")
        ? String.valueOf(failure.getMessage()).replaceAll(":.*", "")
        : failure.getClass().getSimpleName() + " at " + top;
  }

  private static void keep(int number, List<SourceText> sources, String why) throws IOException {
    Path folder = Files.createDirectories(Path.of("target/fuzz", String.valueOf(number)));
    for (SourceText source : sources) {
      Files.writeString(folder.resolve(source.file()), source.text());
    }
    Files.writeString(folder.resolve("why.txt"), why);
  }
}
