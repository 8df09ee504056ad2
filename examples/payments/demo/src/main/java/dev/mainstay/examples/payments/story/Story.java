package dev.mainstay.examples.payments.story;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Plays the chapters in order and tells what was measured. */
public final class Story {
  private static final List<Chapter> CHAPTERS =
      List.of(
          new Watch(),
          new Degrade(),
          new FailFast(),
          new Deliver(),
          new RollBack(),
          new Remember());
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final PrintStream out;

  public Story(PrintStream out) {
    this.out = out;
  }

  /** A chapter as it was played; {@code stopped} says why it could not go on, or is null. */
  public record Played(
      String chapter,
      boolean kept,
      double seconds,
      List<Told.Figure> figures,
      @Nullable String stopped) {}

  /**
   * Plays all chapters; after one that could not go on, the rest are played as well, so that a
   * reader learns everything at once.
   *
   * @param json where the figures are written for machines, or null
   * @return whether every chapter went as told
   */
  public boolean play(Stage stage, @Nullable Path json) throws IOException {
    var played = new ArrayList<Played>();
    int number = 0;
    for (Chapter chapter : CHAPTERS) {
      out.printf("%n%d. %s%n    %s%n", ++number, title(chapter), chapter.opening());
      var told = new Told(out);
      Instant begun = stage.now();
      String stopped = null;
      try {
        chapter.play(stage, told);
      } catch (ChapterException e) {
        stopped = e.getMessage();
        out.println("  ✗ " + stopped);
      }
      double seconds = Duration.between(begun, stage.now()).toMillis() / 1000.0;
      played.add(
          new Played(
              chapter.name(), stopped == null && told.kept(), seconds, told.figures(), stopped));
    }
    boolean kept = played.stream().allMatch(Played::kept);
    if (json != null) {
      Files.writeString(json, JSON.writeValueAsString(document(played, kept)) + "\n");
    }
    out.printf("%n%s%n", summary(played));
    return kept;
  }

  private static Map<String, Object> document(List<Played> played, boolean kept) {
    var document = new LinkedHashMap<String, Object>();
    document.put("kept", kept);
    document.put("chapters", played);
    return document;
  }

  private static String title(Chapter chapter) {
    return Character.toUpperCase(chapter.name().charAt(0)) + chapter.name().substring(1) + ".";
  }

  private static String summary(List<Played> played) {
    List<String> broken =
        played.stream().filter(each -> !each.kept()).map(Played::chapter).toList();
    return broken.isEmpty()
        ? "All " + played.size() + " chapters went as told."
        : "Not as told: " + String.join(", ", broken) + ".";
  }
}
