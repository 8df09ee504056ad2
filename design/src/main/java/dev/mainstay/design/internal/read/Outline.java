package dev.mainstay.design.internal.read;

import dev.mainstay.design.Service.Criticality;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What can be written in a kind of document, told by its own reader.
 *
 * @param root the document's keys
 * @param absent what holds where a key is absent, by path; {@code *} stands for a name and {@code
 *     []} for an item of a list
 */
public record Outline(Shape.Mapping root, Map<String, String> absent) {
  public Outline {
    absent = Map.copyOf(absent);
  }

  /** Of {@code kind: Service} with its defaults for that criticality. */
  public static Outline service(Criticality criticality) {
    Map<String, String> answers = new HashMap<>();
    answers.put("objectives.*.of", "http");
    answers.put("criticality", criticality.name().toLowerCase(Locale.ROOT));
    return of(section -> ServiceReader.read(section, Head.of(section).name()), answers);
  }

  public static Outline organisation() {
    return of(section -> OrganisationReader.read(section, Head.of(section).name()), Map.of());
  }

  private static Outline of(Consumer<Section> reader, Map<String, String> answers) {
    var written = new DescribedSection(answers, true);
    var empty = new DescribedSection(answers, false);
    reader.accept(written);
    reader.accept(empty);
    Map<String, String> absent = new HashMap<>(written.absent());
    absent.putAll(empty.absent());
    return new Outline(written.shape(), absent);
  }
}
