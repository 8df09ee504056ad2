package dev.mainstay.objectives.windows;

import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.query.Extrapolation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much one counter grew within each of several windows that end now.
 *
 * <p>The growth between two samples is their difference and what the counter had each time it began
 * anew in between. So it takes two places in the series and prefix sums over the {@linkplain Falls
 * falls} to know it, however many samples lie between. An {@linkplain Edge edge} follows the
 * beginning of each window and one follows the end; as time goes on each passes every sample once.
 * An answer costs constant time, and a sample costs one step for each window.
 *
 * <p>A late sample is put where it belongs, the prefix sums are mended from there on, and the
 * answer tells which windows had other answers before. Asking about the past moves the edges back:
 * correct, but it costs a search, and reading from the store where samples left memory.
 *
 * <p>Memory: 1 to 4 bytes for each whole-numbered sample of the recent ones, 8 to 10 with
 * fractions, about 1.2 KB besides, and in long windows up to 500 bytes each for the block that was
 * read last. Not thread-safe.
 */
public final class SeriesWindows {
  /** The answer when there are too few samples for one. */
  public static final double ABSENT = SeriesStore.STALE;

  /** Of a sample whose counter's start is not known. */
  public static final long START_UNKNOWN = Long.MIN_VALUE;

  private final WindowPlan plan;
  private final long watchedSince;
  private final History history;
  private final Falls falls;
  // Those that nobody has asked for are null.
  private final @Nullable Edge[] begins;
  private final Edge end;
  private final Starts starts;
  private boolean fromZero;

  /**
   * No samples yet.
   *
   * @param watchedSince Unix milliseconds; a counter that began before it may have been counted by
   *     someone else until its first sample
   * @param older where samples are that have left memory, or null
   */
  public SeriesWindows(WindowPlan plan, long watchedSince, @Nullable StoredSeries older) {
    this(plan, SeriesState.none(watchedSince), older);
  }

  /** One that has a past already; the samples after it have to be added. */
  public SeriesWindows(WindowPlan plan, SeriesState state, @Nullable StoredSeries older) {
    this.plan = plan;
    watchedSince = state.watchedSince();
    history = new History(plan.mode, older, state.samples());
    falls = new Falls(plan.mode == WindowMode.EXACT);
    starts = new Starts();
    state.starts().forEach(starts::add);
    state.falls().forEach(fall -> falls.add(fall.millis(), fall.before()));
    fromZero = state.fromZero();
    begins = new Edge[plan.size()];
    for (int i = 0; i < begins.length; i++) {
      SeriesState.Place place = state.edge(i);
      begins[i] = place == null ? null : new Edge(history, falls, place);
    }
    end = new Edge(history, falls, state.edge(begins.length));
  }

  /** Takes in a sample of a counter whose start is not known. */
  public Taken add(long millis, double value) {
    return add(millis, value, START_UNKNOWN);
  }

  /**
   * Takes in a sample.
   *
   * @param startedMillis when the counter was zero, in Unix milliseconds, or {@link
   *     #START_UNKNOWN}; it says something in {@link WindowMode#EXACT} only
   */
  public Taken add(long millis, double value, long startedMillis) {
    if (!history.counts(value)) {
      return Taken.NOTHING;
    }
    RecentSamples recent = history.recent();
    if (recent.isEmpty() || millis > recent.youngest().lastMillis()) {
      append(millis, value, startedMillis);
      return Taken.after(millis);
    }
    SampleBlock until = recent.until(millis);
    int passed = until == null ? 0 : until.firstAfter(millis, 0);
    if (until != null && until.time(passed - 1) == millis) {
      return same(until.value(passed - 1), value) ? Taken.DUPLICATE : Taken.CONFLICT;
    }
    if (recent.youngest().lastMillis() - millis > plan.late
        || (recent.isTruncated() && until == null)) {
      return Taken.TOO_LATE;
    }
    return insert(until, passed - 1, millis, value, startedMillis);
  }

  private static boolean same(double one, double other) {
    return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
  }

  private void append(long millis, double value, long started) {
    RecentSamples recent = history.recent();
    if (recent.isEmpty()) {
      begin(millis, started);
    } else {
      SampleBlock youngest = recent.youngest();
      long before = youngest.lastMillis();
      started(before, millis, started);
      fall(before, youngest.value(youngest.size() - 1), millis, value);
    }
    recent.append(millis, value);
    recent.dropBefore(millis - plan.memory);
    if (falls.begin() < falls.end()) {
      forget(millis - plan.fallsKept);
    }
  }

  /** The series' first sample. */
  private void begin(long millis, long started) {
    if (plan.mode == WindowMode.EXACT && started >= watchedSince && started <= millis) {
      fromZero = true;
      starts.add(started);
    }
  }

  private void started(long before, long millis, long started) {
    if (plan.mode == WindowMode.EXACT && started > before && started <= millis) {
      starts.add(started);
    }
  }

  private void fall(long before, double valueBefore, long millis, double value) {
    if (value < valueBefore || starts.between(before, millis)) {
      falls.add(millis, valueBefore);
    }
  }

  private Taken insert(
      @Nullable SampleBlock until, int index, long millis, double value, long started) {
    RecentSamples recent = history.recent();
    SampleBlock after = Objects.requireNonNull(recent.after(millis));
    int next = after.firstAfter(millis, 0);
    long nextTime = after.time(next);
    falls.remove(nextTime);
    if (until == null) {
      begin(millis, started);
    } else {
      started(until.time(index), millis, started);
      fall(until.time(index), until.value(index), millis, value);
    }
    fall(millis, value, nextTime, after.value(next));
    recent.insert(millis, value);
    for (Edge begin : begins) {
      if (begin != null) {
        begin.inserted();
      }
    }
    end.inserted();
    return Taken.late(millis, plan.mode == WindowMode.EXACT ? nextTime - 1 : millis);
  }

  /** Forgets what only questions about the time before tell apart; none may follow. */
  public void forget(long beforeMillis) {
    falls.dropBefore(falls.firstAfter(beforeMillis));
  }

  /** When the newest sample was, in Unix milliseconds; there must be one. */
  public long newestMillis() {
    return history.recent().youngest().lastMillis();
  }

  /** Whether there is any sample. */
  public boolean isEmpty() {
    return history.recent().isEmpty();
  }

  /**
   * How much the counter grew within a window.
   *
   * @param window by its index in the plan
   * @param atMillis when it ends, in Unix milliseconds
   * @return {@link #ABSENT} when there are too few samples: {@link SeriesStore#isStale} tells
   */
  public double increase(int window, long atMillis) {
    return plan.mode == WindowMode.EXACT
        ? between(window, atMillis - plan.length(window), atMillis)
        : extrapolated(window, atMillis, false);
  }

  /** How much it grew per second of the window; otherwise as {@link #increase}. */
  public double rate(int window, long atMillis) {
    if (plan.mode != WindowMode.EXACT) {
      return extrapolated(window, atMillis, true);
    }
    double counted = increase(window, atMillis);
    return SeriesStore.isStale(counted) ? ABSENT : counted / (plan.length(window) / 1e3);
  }

  /**
   * How much was counted after one time and until another, in {@link WindowMode#EXACT}.
   *
   * @param window whose edge follows the beginning: a question that moves forward with time keeps
   *     to one, by its index in the plan
   * @return {@link #ABSENT} when there is no sample until then
   */
  public double between(int window, long fromMillis, long toMillis) {
    if (plan.mode != WindowMode.EXACT) {
      throw new IllegalStateException("windows: " + plan.mode + " (expected: EXACT)");
    }
    Edge begin = begin(window);
    begin.moveTo(fromMillis);
    end.moveTo(toMillis);
    if (!end.hasLast()) {
      return ABSENT;
    }
    double before;
    if (begin.hasLast()) {
      before = begin.lastValue();
    } else {
      before = fromZero && begin.passed() == 0 ? 0 : begin.nextValue();
    }
    return falls.growth(before, end.lastValue(), begin.falls(), end.falls());
  }

  private Edge begin(int window) {
    Edge known = begins[window];
    if (known == null) {
      known = new Edge(history, falls, null);
      begins[window] = known;
    }
    return known;
  }

  private double extrapolated(int window, long at, boolean perSecond) {
    long length = plan.length(window);
    Edge begin = begin(window);
    begin.moveTo(at - length - plan.mode.closed());
    end.moveTo(at);
    long samples = end.passed() - begin.passed();
    if (samples < 2) {
      return ABSENT;
    }
    long first = begin.nextTime();
    long last = end.lastTime();
    double value = begin.nextValue();
    int fallsBefore = begin.falls();
    if (fallsBefore < falls.end() && falls.time(fallsBefore) == first) {
      fallsBefore++;
    }
    double growth = falls.growth(value, end.lastValue(), fallsBefore, end.falls());
    double sinceZero = Extrapolation.secondsSinceZero(first, last, value, growth);
    double factor =
        Extrapolation.factor(
            plan.mode.dialect(), at - length, at, first, last, (int) samples, sinceZero);
    return growth * (perSecond ? factor / (length / 1e3) : factor);
  }

  /**
   * Saves what was added until a time, so that a restart need not read it from the store.
   *
   * @param untilMillis Unix milliseconds, at most as far before the newest sample as late samples
   *     may be; what came after has to be added again
   */
  public void writeTo(DataOutput out, long untilMillis) throws IOException {
    var saved = new ArrayList<SeriesState.Fall>();
    for (int i = falls.begin(); i < falls.end() && falls.time(i) <= untilMillis; i++) {
      saved.add(new SeriesState.Fall(falls.time(i), falls.before(i)));
    }
    var places = new ArrayList<SeriesState.@Nullable Place>();
    for (Edge begin : begins) {
      places.add(begin == null ? null : begin.place());
    }
    places.add(end.place());
    RecentSamples recent = history.recent();
    new SeriesState(watchedSince, fromZero, recent.dropped(), starts.all(), saved, places)
        .writeTo(out);
    recent.writeTo(out, untilMillis);
    for (Edge begin : begins) {
      if (begin != null && begin.place() != null) {
        begin.writeBlock(out);
      }
    }
    end.writeBlock(out);
  }

  /** What {@link #writeTo} wrote, by the same plan. */
  public static SeriesWindows readFrom(DataInput in, WindowPlan plan, @Nullable StoredSeries older)
      throws IOException {
    var windows = new SeriesWindows(plan, SeriesState.readFrom(in), older);
    windows.history.recent().readFrom(in);
    for (Edge begin : windows.begins) {
      if (begin != null) {
        begin.readBlock(in);
      }
    }
    windows.end.readBlock(in);
    return windows;
  }
}
