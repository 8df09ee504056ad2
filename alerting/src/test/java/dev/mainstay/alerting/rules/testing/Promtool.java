package dev.mainstay.alerting.rules.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What Debian's promtool says of some files. */
final class Promtool {
  private final Map<Path, Verdict> verdicts;

  private Promtool(Map<Path, Verdict> verdicts) {
    this.verdicts = verdicts;
  }

  /** Of a file that was asked about. */
  Verdict of(Path file) {
    return Objects.requireNonNull(verdicts.get(file));
  }

  /** What it says of one file. */
  record Verdict(boolean good, String output) {}

  static Promtool checkRules(List<Path> files) {
    return run(List.of("promtool", "check", "rules"), "Checking ", files);
  }

  static Promtool testRules(List<Path> files) {
    return run(List.of("promtool", "test", "rules"), "Unit Testing:  ", files);
  }

  private static Promtool run(List<String> command, String head, List<Path> files) {
    var line = new ArrayList<>(command);
    files.forEach(file -> line.add(file.toString()));
    String output = output(line);
    Map<Path, Verdict> verdicts = new LinkedHashMap<>();
    for (String part : output.split("(?m)^" + head)) {
      int end = part.indexOf('\n');
      if (end > 0 && part.startsWith("/")) {
        String rest = part.substring(end + 1);
        verdicts.put(
            Path.of(part.substring(0, end)), new Verdict(!rest.contains("FAILED"), rest.strip()));
      }
    }
    if (verdicts.size() != files.size()) {
      throw new IllegalStateException(
          verdicts.size() + " verdicts of " + files.size() + " files: " + output);
    }
    return new Promtool(verdicts);
  }

  private static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("promtool does not end");
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException("promtool is needed (Debian: prometheus)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
