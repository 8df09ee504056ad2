package dev.mainstay.benchmarks.samples;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Remote write over loopback, Mainstay and Prometheus in turns, each a fresh process with a fresh
 * folder: samples per second, samples per second of the server's processor time, peak memory; then
 * bytes on disk for one day of samples every 15 s, and the time to readiness after a kill.
 *
 * <p>Arguments: work folder, series, seconds of each run, rounds, and optionally one of the parts
 * {@code write}, {@code churn}, {@code disk} and {@code restart} alone; {@code ours} after it
 * leaves Prometheus out. {@code churn} is {@code write} with series that end: each lives for half
 * an hour of its time, and another one takes its place.
 */
public final class SamplesBenchmark {
  private static final int SERIES_PER_REQUEST = 2000;
  private static final int CONNECTIONS = 2;
  private static final int DISK_SERIES = 2000;
  private static final int DISK_SAMPLES = 5760;
  private static final int RESTART_ROUNDS = 46;
  private static final long STEP = 15_000;
  private static final int LIFE = 120;
  private static final Ticker TICKER = Ticker.system();

  private final Path folder;
  private final int series;
  private final Duration length;
  private int life = Integer.MAX_VALUE;

  private SamplesBenchmark(Path folder, int series, Duration length) {
    this.folder = folder;
    this.series = series;
    this.length = length;
  }

  private interface Start {
    Subject in(Path folder) throws IOException, InterruptedException;
  }

  private static final Run NONE = new Run(Double.NaN, Double.NaN, Double.NaN);

  /** One run of one server. */
  record Run(double perSecond, double perCpuSecond, double megabytes) {}

  public static void main(String[] args) throws Exception {
    List<String> parts = List.of(args).subList(4, args.length);
    boolean alone = parts.contains("ours");
    boolean all = parts.isEmpty() || parts.equals(List.of("ours"));
    var benchmark =
        new SamplesBenchmark(
            Files.createTempDirectory(Path.of(args[0]), "samples"),
            Integer.parseInt(args[1]),
            Duration.ofSeconds(Integer.parseInt(args[2])));
    if (all || parts.contains("write") || parts.contains("churn")) {
      benchmark.life = parts.contains("churn") ? LIFE : Integer.MAX_VALUE;
      var ours = new ArrayList<Run>();
      var theirs = new ArrayList<Run>();
      for (int round = 0; round < Integer.parseInt(args[3]); round++) {
        ours.add(benchmark.run("mainstay-" + round, Subject::mainstay));
        theirs.add(alone ? NONE : benchmark.run("prometheus-" + round, Subject::prometheus));
      }
      System.out.println(table(benchmark.series, ours, theirs));
    }
    if (all || parts.contains("disk")) {
      double mine = benchmark.disk("mainstay-disk", Subject::mainstay, false);
      double other =
          alone ? Double.NaN : benchmark.disk("prometheus-disk", Subject::prometheus, true);
      System.out.println(row("disk, bytes a sample", other, mine));
    }
    if (all || parts.contains("restart")) {
      System.out.println(
          row(
              "restart after kill -9, s",
              alone ? Double.NaN : benchmark.restart("prometheus-restart", Subject::prometheus),
              benchmark.restart("mainstay-restart", Subject::mainstay)));
    }
  }

  /**
   * Seconds from the start of a process to its readiness, on what a killed one left; fails when a
   * sample is missing that was acknowledged.
   */
  private double restart(String name, Start start) throws Exception {
    var sent = new AtomicLong();
    try (Subject subject = start.in(folder.resolve(name))) {
      long begin = Clock.system().now().toEpochMilli() - Duration.ofHours(2).toMillis();
      load(subject, name, begin, Duration.ofMinutes(5), RESTART_ROUNDS, sent);
      subject.kill();
    }
    long begun = TICKER.nanos();
    try (Subject again = start.in(folder.resolve(name))) {
      double seconds = TICKER.since(begun).toNanos() / 1e9;
      double cpu = again.cpuSeconds();
      long found = again.samples(name);
      System.out.printf(
          Locale.ROOT,
          "%s: %.2f s (%.2f s of CPU), %d sent, %d found%n",
          name,
          seconds,
          cpu,
          sent.get(),
          found);
      if (found != sent.get()) {
        throw new IOException(name + ": " + (sent.get() - found) + " acknowledged samples lost");
      }
      return seconds;
    }
  }

  private Run run(String name, Start start) throws Exception {
    try (Subject subject = start.in(folder.resolve(name))) {
      var sent = new AtomicLong();
      // The first two rounds begin the series and warm the server up; they are not counted.
      long begin = Clock.system().now().toEpochMilli() - Duration.ofHours(10).toMillis();
      load(subject, name, begin, Duration.ofSeconds(8), Long.MAX_VALUE, sent);
      sent.set(0);
      double cpu = subject.cpuSeconds();
      long begun = TICKER.nanos();
      load(subject, name, begin + Duration.ofHours(2).toMillis(), length, Long.MAX_VALUE, sent);
      double seconds = TICKER.since(begun).toNanos() / 1e9;
      double used = subject.cpuSeconds() - cpu;
      var run = new Run(sent.get() / seconds, sent.get() / used, subject.peakMegabytes());
      System.out.printf(Locale.ROOT, "%s: %s%n", name, run);
      return run;
    }
  }

  private void load(
      Subject subject, String name, long begin, Duration until, long rounds, AtomicLong sent)
      throws Exception {
    var failure = new AtomicReference<Exception>();
    var threads = new ArrayList<Thread>();
    int each = series / CONNECTIONS;
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      int first = connection * each;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try (var to = new Connection(subject.port())) {
                  List<Requests> requests = requests(first, each, name);
                  long begun = TICKER.nanos();
                  for (long round = 0; round < rounds; round++) {
                    for (int i = 0; i < requests.size(); i++) {
                      if (TICKER.since(begun).compareTo(until) >= 0) {
                        return;
                      }
                      Requests request = requests.get(i);
                      if ((round + i + 1) % life == 0) {
                        request = request.successor(name + "-" + begin + "-" + round);
                        requests.set(i, request);
                      }
                      to.write(request.next(begin + round * STEP));
                      sent.addAndGet(request.count());
                    }
                  }
                } catch (IOException | RuntimeException e) {
                  failure.set(e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  private static List<Requests> requests(int first, int count, String name) {
    var requests = new ArrayList<Requests>();
    for (int at = 0; at < count; at += SERIES_PER_REQUEST) {
      requests.add(new Requests(first + at, Math.min(SERIES_PER_REQUEST, count - at), name));
    }
    return requests;
  }

  private double disk(String name, Start start, boolean snapshot) throws Exception {
    Path data;
    try (Subject subject = start.in(folder.resolve(name));
        var to = new Connection(subject.port())) {
      var request = new Requests(0, DISK_SERIES, name);
      long begin = Clock.system().now().toEpochMilli() - Duration.ofHours(25).toMillis();
      for (int i = 0; i < DISK_SAMPLES; i++) {
        to.write(request.next(begin + i * STEP));
      }
      data = subject.data();
      if (snapshot) {
        Http.post("http://127.0.0.1:" + subject.port() + "/api/v1/admin/tsdb/snapshot");
        data = data.resolve("snapshots");
      }
    }
    return Subject.bytes(data) / (double) (DISK_SERIES * DISK_SAMPLES);
  }

  private static String table(int series, List<Run> ours, List<Run> theirs) {
    return "| "
        + series
        + " series | Prometheus 2.42 | Mainstay | ratio |\n|---|---|---|---|\n"
        + row("samples a second", median(theirs, 0), median(ours, 0))
        + "\n"
        + row("samples a CPU second", median(theirs, 1), median(ours, 1))
        + "\n"
        + row("peak memory, MB", median(theirs, 2), median(ours, 2));
  }

  private static String row(String name, double theirs, double ours) {
    return String.format(
        Locale.ROOT, "| %s | %,.2f | %,.2f | %.2f |", name, theirs, ours, ours / theirs);
  }

  private static double median(List<Run> runs, int which) {
    double[] values =
        runs.stream()
            .mapToDouble(run ->
                switch (which) {
                  case 0 -> run.perSecond();
                  case 1 -> run.perCpuSecond();
                  default -> run.megabytes();
                })
            .sorted()
            .toArray();
    return Arrays.stream(values).skip((values.length - 1) / 2).findFirst().orElse(Double.NaN);
  }
}
