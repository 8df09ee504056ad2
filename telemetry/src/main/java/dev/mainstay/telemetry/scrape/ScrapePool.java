package dev.mainstay.telemetry.scrape;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The targets of one job, as its discoveries find them. Thread-safe. */
final class ScrapePool implements AutoCloseable {
  private static final int MOST_DROPPED = 200;
  private static final Logger log = LoggerFactory.getLogger(ScrapePool.class);

  private final ScrapeConfig.Job job;
  private final Shared shared;
  private final ScrapeClient client;
  private final List<Discovery> discoveries = new ArrayList<>();
  // Guarded by this: what each discovery found last.
  private final Map<Integer, List<TargetGroup>> found = new TreeMap<>();
  private final Map<String, ScrapeLoop> loops = new LinkedHashMap<>();
  private List<Map<String, String>> dropped = List.of();
  private int droppedCount;
  private boolean closed;

  ScrapePool(ScrapeConfig.Job job, Shared shared, ExecutorService threads) throws IOException {
    this.job = job;
    this.shared = shared;
    this.client = new ScrapeClient(job, threads);
    job.discoveries()
        .files()
        .forEach(files -> discoveries.add(new FileDiscovery(files, shared.scheduler())));
    job.discoveries()
        .kubernetes()
        .forEach(config -> discoveries.add(new KubernetesDiscovery(config, shared.scheduler())));
  }

  ScrapeConfig.Job job() {
    return job;
  }

  void start() {
    take(-1, job.discoveries().fixed());
    for (int i = 0; i < discoveries.size(); i++) {
      int number = i;
      discoveries.get(i).start(groups -> take(number, groups));
    }
  }

  private synchronized void take(int discovery, List<TargetGroup> groups) {
    if (closed) {
      return;
    }
    found.put(discovery, groups);
    var next = new LinkedHashMap<String, ScrapeTarget>();
    var without = new ArrayList<Map<String, String>>();
    droppedCount = 0;
    for (List<TargetGroup> each : found.values()) {
      for (TargetGroup group : each) {
        for (Map<String, String> own : group.targets()) {
          ScrapeTarget.Made made = ScrapeTarget.make(job, group, own);
          ScrapeTarget target = made.target();
          if (target != null) {
            next.putIfAbsent(target.url() + " " + target.labels(), target);
          } else {
            if (made.problem() != null) {
              log.warn("{}; the target is left out", made.problem());
            }
            droppedCount++;
            if (without.size() < MOST_DROPPED) {
              without.add(made.discovered());
            }
          }
        }
      }
    }
    dropped = without;
    follow(next);
  }

  private void follow(Map<String, ScrapeTarget> next) {
    loops
        .entrySet()
        .removeIf(entry -> {
          ScrapeTarget same = next.get(entry.getKey());
          if (same != null && same.isSame(entry.getValue().target())) {
            entry.getValue().target(same);
            return false;
          }
          entry.getValue().stop(same == null);
          return true;
        });
    long limit = job.limits().targets();
    String problem =
        limit > 0 && next.size() > limit
            ? next.size() + " targets in job " + job.name() + " (limit " + limit + ")"
            : null;
    next.forEach((key, target) -> {
      ScrapeLoop known = loops.get(key);
      ScrapeLoop loop = known == null ? new ScrapeLoop(job, shared, client, target) : known;
      loop.jobProblem(problem);
      if (known == null) {
        loops.put(key, loop);
        loop.start();
      }
    });
  }

  synchronized Collection<ScrapeLoop> loops() {
    return List.copyOf(loops.values());
  }

  /** Labels of targets that relabelling dropped, the first few. */
  synchronized List<Map<String, String>> dropped() {
    return dropped;
  }

  synchronized int droppedCount() {
    return droppedCount;
  }

  /**
   * Ends.
   *
   * @param gone whether the series of its targets end too
   */
  void close(boolean gone) {
    // Outside the lock: a discovery may be about to tell.
    discoveries.forEach(Discovery::close);
    synchronized (this) {
      closed = true;
      loops.values().forEach(loop -> loop.stop(gone));
      loops.clear();
    }
    client.close();
  }

  @Override
  public void close() {
    close(false);
  }
}
