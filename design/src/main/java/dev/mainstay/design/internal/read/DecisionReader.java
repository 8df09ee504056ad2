package dev.mainstay.design.internal.read;

import dev.mainstay.design.Decision;
import dev.mainstay.design.Gate;
import dev.mainstay.kernel.Nearest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The section {@code decisions}. */
final class DecisionReader {
  private static final List<String> GATES = Arrays.stream(Gate.values()).map(Gate::key).toList();
  private static final Form<String> GATE =
      Forms.of(
              "a gate: " + String.join(", ", GATES),
              text -> Gate.of(text).map(Gate::key),
              text -> Nearest.of(text, GATES))
          .spelt(Spelling.words(GATES));
  private static final Form<Boolean> ANSWER =
      Forms.of(
              "yes or no",
              text ->
                  switch (text) {
                    case "yes" -> Optional.of(true);
                    case "no" -> Optional.of(false);
                    default -> Optional.empty();
                  },
              text ->
                  switch (text.toLowerCase(Locale.ROOT)) {
                    case "yes", "true" -> Optional.of("yes");
                    case "no", "false" -> Optional.of("no");
                    default -> Optional.empty();
                  })
          .spelt(Spelling.words(List.of("yes", "no")));

  private DecisionReader() {}

  static List<Decision> read(Section service) {
    List<Decision> decisions = new ArrayList<>();
    for (Section.Member member : service.members("decisions", GATE)) {
      Section section = member.section();
      String by = section.required("by", Forms.PERSON, "unknown");
      LocalDate on = section.required("on", Forms.DATE, LocalDate.MIN);
      boolean yes = section.required("says", ANSWER, false);
      String because = section.value("because", Forms.TEXT).orElse(null);
      section.end();
      Gate.of(member.name())
          .ifPresent(gate -> decisions.add(new Decision(gate, by, on, yes, because)));
    }
    return decisions;
  }
}
