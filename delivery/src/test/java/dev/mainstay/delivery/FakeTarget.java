package dev.mainstay.delivery;

import dev.mainstay.kernel.Clock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Processes that do nothing but live until they are ended. Survives the engine. */
final class FakeTarget implements InstanceTarget {
  private final Clock clock;
  private final Set<Long> alive = new HashSet<>();
  final Set<String> crashing = new HashSet<>();
  final Set<String> unstartable = new HashSet<>();
  final Set<String> stubborn = new HashSet<>();
  final List<String> killed = new ArrayList<>();
  private long lastPid = 100;

  FakeTarget(Clock clock) {
    this.clock = clock;
  }

  @Override
  public int freePort(Collection<Instance> others) {
    return 20_000 + (int) lastPid;
  }

  @Override
  public Instance.OsProcess start(Launch launch) throws IOException {
    if (unstartable.contains(launch.version())) {
      throw new IOException("no such program");
    }
    long pid = ++lastPid;
    if (!crashing.contains(launch.version())) {
      alive.add(pid);
    }
    return new Instance.OsProcess(pid, clock.now());
  }

  @Override
  public boolean alive(Instance instance) {
    return alive.contains(instance.process().pid());
  }

  void crash(Instance instance) {
    alive.remove(instance.process().pid());
  }

  @Override
  public void terminate(Instance instance) {
    if (!stubborn.contains(instance.version())) {
      alive.remove(instance.process().pid());
    }
  }

  @Override
  public void kill(Instance instance) {
    killed.add(instance.id());
    alive.remove(instance.process().pid());
  }

  @Override
  public String obituary(Instance instance) {
    return "process " + instance.process().pid() + " ended with code 1";
  }

  @Override
  public void forget(Instance instance) {}

  @Override
  public int killLeftovers(Collection<Instance> known) {
    Set<Long> pids = new HashSet<>();
    known.forEach(i -> pids.add(i.process().pid()));
    int before = alive.size();
    alive.retainAll(pids);
    return before - alive.size();
  }

  int living() {
    return alive.size();
  }
}
