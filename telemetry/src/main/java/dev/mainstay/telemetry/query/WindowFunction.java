package dev.mainstay.telemetry.query;

/** A function of a range vector, for one series at one step. */
@FunctionalInterface
interface WindowFunction {
  /** Puts the answer, if there is one, into the window, which has at least one sample. */
  void at(Window window);
}
