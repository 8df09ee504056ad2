package dev.mainstay.design.internal.documents.page;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.Shelf;
import dev.mainstay.design.Sources;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service that documents are about, and how its values are marked. */
public record Subject(Designs designs, Service service, Sources places, Shelf shelf) {
  private static final String DEFAULT = " *(default)*";
  private static final String DECLARED = " *(declared)*";

  public boolean isWritten(String path) {
    return places.isWritten(service.name(), path);
  }

  /** A decision of the design; a default is marked. */
  public String fact(String path, Object value) {
    return Md.text(told(value)) + (isWritten(path) ? "" : DEFAULT);
  }

  /**
   * A fact that comes from measuring or from somebody's word: marked until evidence confirms it.
   */
  public String declared(String path, Object value) {
    return Md.text(told(value)) + (isWritten(path) ? DECLARED : DEFAULT);
  }

  /** The value, or a dash when nothing is known. */
  public static String or(@Nullable Object value) {
    return value == null ? "–" : Md.text(told(value));
  }

  /** Declared, or a dash when nothing is known. */
  public String orDeclared(String path, @Nullable Object value) {
    return value == null ? "–" : declared(path, value);
  }

  /** Names as code, or a dash when there is none. */
  public static String names(List<String> names) {
    return names.isEmpty() ? "–" : String.join(", ", names.stream().map(Md::code).toList());
  }

  private static String told(Object value) {
    return switch (value) {
      case Duration duration -> Durations.format(duration);
      case Enum<?> word -> Md.word(word);
      default -> value.toString();
    };
  }
}
