package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;

/** The samples of one series within a range, and where the function's answer goes. */
final class Window {
  final Samples samples;
  private final double[][] scalars;
  private final boolean prometheus2;
  private final RangeRemarks remarks;
  private Column column = new Column(LabelSets.NONE, 0);
  private int step;

  /** The first sample within, and the first behind. */
  int from;

  int to;

  /** The edges in Unix milliseconds, and the time of the step, which offsets move apart. */
  long start;

  long end;
  long evaluation;

  Window(Samples samples, double[][] scalars, boolean prometheus2, RangeRemarks remarks) {
    this.samples = samples;
    this.scalars = scalars;
    this.prometheus2 = prometheus2;
    this.remarks = remarks;
  }

  /** A window over other samples that puts its answers where this one does. */
  Window over(Samples others) {
    var window = new Window(others, scalars, prometheus2, remarks);
    window.column = column;
    return window;
  }

  void begin(Column into) {
    column = into;
  }

  void step(int number) {
    step = number;
  }

  boolean prometheus2() {
    return prometheus2;
  }

  RangeRemarks remarks() {
    return remarks;
  }

  int size() {
    return to - from;
  }

  /** How many samples the window has, those that are not at hand included. */
  int count() {
    return Math.toIntExact(to - from + samples.leftOut());
  }

  double rangeSeconds() {
    return (end - start) / 1e3;
  }

  /** The function's scalar argument {@code index} at this step, ranges not counted. */
  double scalar(int index) {
    return scalars[index][step];
  }

  boolean hasHistograms() {
    return samples.hasHistograms() && samples.histograms(from, to) > 0;
  }

  /** The numbers within as an array; see {@link #from} and {@link #to}. */
  double[] values() {
    return samples.values();
  }

  void put(double value) {
    column.set(step, value);
  }

  void put(NativeHistogram histogram) {
    column.set(step, histogram);
  }
}
