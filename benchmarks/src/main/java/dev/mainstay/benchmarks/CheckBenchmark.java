package dev.mainstay.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Runs {@code mainstay design check} on generated companies as a user runs it, again and again, and
 * prints a table of the medians. What is measured is the whole process, the launcher and the start
 * of the virtual machine included. Reads {@code /proc}, so it runs on Linux only.
 */
public final class CheckBenchmark {
  private static final List<Integer> SIZES = List.of(1, 100, 1_000, 10_000);
  private static final int SAMPLE_MILLIS = 5;
  private static final double TICKS_PER_SECOND = 100;

  private CheckBenchmark() {}

  /**
   * One process.
   *
   * @param wall in seconds
   * @param cpu in seconds, of all its threads, to 10 ms
   * @param peak of the memory that was resident, in MiB
   * @param said the last line of the output
   */
  private record Run(double wall, double cpu, double peak, String said) {}

  /**
   * @param args the launcher, a folder for the companies, the number of runs, and the numbers of
   *     services when they are not the usual ones
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    String launcher = Path.of(args[0]).toAbsolutePath().toString();
    Path folder = Files.createDirectories(Path.of(args[1]));
    int runs = Integer.parseInt(args[2]);
    List<Integer> sizes =
        args.length > 3 ? Arrays.stream(args).skip(3).map(Integer::valueOf).toList() : SIZES;
    System.out.println("| services | YAML | wall | CPU | peak memory | wall of each run | said |");
    System.out.println("|---:|---:|---:|---:|---:|---|---|");
    for (int size : sizes) {
      Path company = folder.resolve("company-" + size);
      GeneratedDesigns.write(company, size);
      String what = size == 1 ? company.resolve("service-00000.yaml").toString() : company + "";
      Path output = folder.resolve("output.txt");
      run(output, launcher, "design", "check", what);
      List<Run> measured = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        measured.add(run(output, launcher, "design", "check", what));
      }
      System.out.println(row(size, bytes(company), measured));
    }
  }

  private static String row(int size, long bytes, List<Run> runs) {
    return String.format(
        Locale.ROOT,
        "| %,d | %.3f MB | %.2f s | %.2f s | %.0f MiB | %s | %s |",
        size,
        bytes / 1e6,
        median(runs, Run::wall),
        median(runs, Run::cpu),
        median(runs, Run::peak),
        String.join(
            " ", runs.stream().map(run -> String.format(Locale.ROOT, "%.2f", run.wall())).toList()),
        runs.getFirst().said());
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
    return runs.stream()
        .map(figure::applyAsDouble)
        .sorted(Comparator.naturalOrder())
        .toList()
        .get(runs.size() / 2);
  }

  private static Run run(Path output, String... command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    double cpu = 0;
    double peak = 0;
    do {
      cpu = Math.max(cpu, cpu(process));
      peak = Math.max(peak, peak(process));
    } while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS));
    double wall = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() > 1) {
      throw new IllegalStateException(
          "exit code " + process.exitValue() + ":\n" + Files.readString(output));
    }
    return new Run(wall, cpu, peak, lastLine(output));
  }

  private static String lastLine(Path output) throws IOException {
    try (var lines = Files.lines(output)) {
      return lines.reduce("", (before, line) -> line);
    }
  }

  /** In seconds, with that of the processes that it has waited for. */
  private static double cpu(Process process) {
    String stat = read(process, "stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length < 15
        ? 0
        : Arrays.stream(fields, 11, 15).mapToDouble(Double::parseDouble).sum() / TICKS_PER_SECOND;
  }

  /** In MiB. */
  private static double peak(Process process) {
    return read(process, "status")
            .lines()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElse(0)
        / 1024;
  }

  /** Empty when the process has ended. */
  private static String read(Process process, String file) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/" + file));
    } catch (IOException e) {
      return "";
    }
  }

  private static long bytes(Path company) throws IOException {
    try (var files = Files.list(company)) {
      long sum = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }
}
