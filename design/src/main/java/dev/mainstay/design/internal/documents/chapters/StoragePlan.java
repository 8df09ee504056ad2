package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Capacity;
import dev.mainstay.design.Capacity.Cache;
import dev.mainstay.design.Capacity.Store;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.quantity.Load;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.List;

/** What is stored and cached, and when it is full. */
public record StoragePlan(Subject subject) implements Chapter {
  private static final Duration YEAR = Duration.ofDays(365);

  @Override
  public Topic topic() {
    return Topic.STORAGE;
  }

  @Override
  public void write(Page page) {
    Capacity capacity = subject.service().capacity();
    if (capacity.storage().isEmpty() && capacity.caches().isEmpty()) {
      page.paragraph("The design tells of no stores and no caches.");
    }
    page.table(
        List.of("Store", "Now", "Growth", "Kept for", "In one year", "Holds", "Full in"),
        capacity.storage().stream().map(this::row).toList());
    page.table(
        List.of("Cache", "In", "Saves calls to", "Hits", "Kept for", "Size"),
        capacity.caches().stream().map(this::row).toList());
  }

  private List<String> row(Store store) {
    String at = "capacity/storage/" + store.name() + "/";
    return List.of(
        Md.code(store.name()),
        subject.orDeclared(at + "now", store.now()),
        subject.orDeclared(at + "growth", store.growth()),
        Subject.or(store.keep()),
        Md.text(inOneYear(store)),
        Subject.or(store.limit()),
        Md.text(full(store)));
  }

  private List<String> row(Cache cache) {
    return List.of(
        Md.code(cache.name()),
        cache.in() == null ? "the instance's memory" : Md.code(cache.in()),
        cache.saves() == null ? "–" : Md.code(cache.saves()),
        subject.orDeclared("capacity/caches/" + cache.name() + "/hitRatio", cache.hitRatio()),
        Subject.or(cache.ttl()),
        Subject.or(cache.size()));
  }

  /** What is kept for less than a year is dropped again, so that the store stops growing. */
  private static String inOneYear(Store store) {
    if (store.now() == null || store.growth() == null) {
      return "–";
    }
    double then = store.now().count() + store.growth().in(YEAR);
    Duration keep = store.keep();
    if (keep != null && keep.compareTo(YEAR) < 0) {
      double most = store.growth().in(keep);
      if (most < then) {
        return "%s x %s = %s, when all older is dropped"
            .formatted(store.growth(), Durations.format(keep), Load.size(most));
      }
    }
    return "%s + %s x 365d = %s".formatted(store.now(), store.growth(), Load.size(then));
  }

  private static String full(Store store) {
    if (store.now() == null || store.growth() == null || store.limit() == null) {
      return "–";
    }
    Duration keep = store.keep();
    if (keep != null && store.growth().in(keep) <= store.limit().count()) {
      return "never: %s x %s = %s"
          .formatted(store.growth(), Durations.format(keep), Load.size(store.growth().in(keep)));
    }
    double room = store.limit().count() - (double) store.now().count();
    double seconds = store.growth().secondsToAdd(room);
    if (room <= 0) {
      return "full";
    }
    return Double.isInfinite(seconds)
        ? "never: it does not grow"
        : "(%s - %s) / %s = %s"
            .formatted(store.limit(), store.now(), store.growth(), Numbers.time(seconds));
  }
}
