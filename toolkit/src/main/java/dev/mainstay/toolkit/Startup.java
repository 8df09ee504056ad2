package dev.mainstay.toolkit;

import dev.mainstay.toolkit.internal.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gate before readiness, and the work after the last request. */
final class Startup {
  private static final Logger log = LoggerFactory.getLogger(Startup.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private record Named(String name, MainstayService.Step step) {}

  private final Probes probes;
  private final Time time;
  private final List<Named> steps = new ArrayList<>();
  private final Deque<Runnable> last = new ArrayDeque<>();
  private @Nullable Thread thread;

  Startup(Probes probes, Time time) {
    this.probes = probes;
    this.time = time;
  }

  synchronized void add(String name, MainstayService.Step step) {
    if (thread != null) {
      throw new IllegalStateException(name + ": a start-up step after start()");
    }
    steps.add(new Named(name, step));
  }

  synchronized void addLast(Runnable work) {
    last.addFirst(work);
  }

  synchronized void begin() {
    List<Named> due = List.copyOf(steps);
    if (due.isEmpty()) {
      probes.starting("");
      return;
    }
    thread = new Thread(() -> run(due), "mainstay-startup");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(List<Named> due) {
    try {
      for (Named named : due) {
        probes.starting(named.name());
        while (!done(named)) {
          time.sleep(PAUSE);
        }
      }
      probes.starting("");
      log.atInfo().addKeyValue("event", "startup.finished").log("start-up finished");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean done(Named named) throws InterruptedException {
    try {
      named.step().run();
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      log.atWarn()
          .addKeyValue("event", "startup.failed")
          .addKeyValue("step", named.name())
          .setCause(e)
          .log("start-up step {} failed, tried again in a second", named.name());
      return false;
    }
  }

  /** Gives up the steps not yet done. */
  synchronized void end() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  synchronized void last() {
    for (Runnable work : last) {
      try {
        work.run();
      } catch (RuntimeException e) {
        log.error("work after the last request failed", e);
      }
    }
    last.clear();
  }
}
