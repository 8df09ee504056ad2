package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;

/** A number of instances, or a share of them. */
public sealed interface Portion {
  /** Of so many instances, a share rounded down. */
  int down(int instances);

  /** Of so many instances, a share rounded up. */
  int up(int instances);

  record Count(int count) implements Portion {
    @Override
    public int down(int instances) {
      return count;
    }

    @Override
    public int up(int instances) {
      return count;
    }

    @Override
    public String toString() {
      return String.valueOf(count);
    }
  }

  record Share(Percentage share) implements Portion {
    @Override
    public int down(int instances) {
      return (int) Math.floor(instances * share.asFraction() + 1e-9);
    }

    @Override
    public int up(int instances) {
      return (int) Math.ceil(instances * share.asFraction() - 1e-9);
    }

    @Override
    public String toString() {
      return share.toString();
    }
  }
}
