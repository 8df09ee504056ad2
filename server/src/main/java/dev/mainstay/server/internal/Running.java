package dev.mainstay.server.internal;

import java.util.function.Supplier;

/** Which designs run now; one writer, many readers. */
final class Running implements Supplier<Applied> {
  private volatile Applied applied;

  Running(Applied first) {
    applied = first;
  }

  @Override
  public Applied get() {
    return applied;
  }

  void set(Applied next) {
    applied = next;
  }
}
