package dev.mainstay.design.internal.read;

import dev.mainstay.design.Objective.Window;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values as a user would write them. */
final class Wording {
  private Wording() {}

  /** A text that the form reads as that value; empty when none is known. */
  static <T> Optional<String> of(Form<T> form, T value) {
    String plain =
        switch (value) {
          case Duration duration -> Durations.written(duration);
          case Window window ->
              window.calendarMonth() ? "month" : Durations.written(window.length());
          case Double number when number == Math.rint(number) && Math.abs(number) < 1e12 ->
              String.valueOf(number.longValue());
          case Enum<?> constant -> Forms.camel(constant);
          default -> value.toString();
        };
    List<String> candidates = new ArrayList<>(List.of(plain, "x" + plain));
    candidates.addAll(form.spelling().words());
    return candidates.stream()
        .filter(text -> form.parse(text).filter(value::equals).isPresent())
        .findFirst();
  }
}
