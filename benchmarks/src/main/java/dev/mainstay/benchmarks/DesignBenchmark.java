package dev.mainstay.benchmarks;

import dev.mainstay.design.DesignReader;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Surroundings;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads and checks generated designs again and again in one process and prints each run's time; the
 * first is what a command line sees, without the files' reading and the findings' printing.
 */
public final class DesignBenchmark {
  private DesignBenchmark() {}

  /**
   * @param args the number of services, the number of runs
   */
  public static void main(String[] args) {
    int count = Integer.parseInt(args[0]);
    List<SourceText> sources =
        GeneratedDesigns.of(count, GeneratedDesigns.SEED).entrySet().stream()
            .map(file -> new SourceText(file.getKey(), file.getValue()))
            .toList();
    long size = sources.stream().mapToLong(source -> source.text().length()).sum();
    System.out.printf("%d services, %.1f MB%n", count, size / 1e6);
    var surroundings = new Surroundings(GeneratedDesigns.runbooks(), LocalDate.of(2026, 11, 21));
    for (int run = 1; run <= Integer.parseInt(args[1]); run++) {
      long wall = System.nanoTime();
      long cpu = cpu();
      DesignResult result = DesignReader.read(sources, surroundings);
      System.out.printf(
          "run %d: %.0f ms wall, %.0f ms CPU, %d problems in %d services%n",
          run,
          (System.nanoTime() - wall) / 1e6,
          (cpu() - cpu) / 1e6,
          result.problems().size(),
          hurt(result));
      if (run == 1) {
        System.out.println(codes(result));
      }
    }
  }

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  private static long hurt(DesignResult result) {
    return result.problems().stream()
        .map(problem -> String.valueOf(problem.place()).replaceAll(":.*", ""))
        .distinct()
        .count();
  }

  private static TreeMap<String, Integer> codes(DesignResult result) {
    var codes = new TreeMap<String, Integer>();
    result.problems().forEach(problem -> codes.merge(problem.code(), 1, Integer::sum));
    return codes;
  }
}
