package dev.mainstay.design.internal.editor;

import dev.mainstay.design.DesignEditor.Suggestion;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.internal.keys.Keys;
import dev.mainstay.design.internal.read.Shape;
import dev.mainstay.design.internal.read.Spelling;
import dev.mainstay.design.internal.read.Spelling.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What can be written at a place. */
public final class Completions {
  private final Cursor.Here here;
  private final BiFunction<Spot.Document, Target, Collection<String>> names;
  private final Map<String, Suggestion> found = new LinkedHashMap<>();
  private final int line;

  private Completions(
      Cursor.Here here, int line, BiFunction<Spot.Document, Target, Collection<String>> names) {
    this.here = here;
    this.line = line;
    this.names = names;
  }

  static List<Suggestion> at(
      SourceText source,
      int line,
      int column,
      BiFunction<Spot.Document, Target, Collection<String>> names) {
    for (Cursor.Here here : Cursor.at(source, line, column)) {
      var completions = new Completions(here, line, names);
      completions.collect();
      if (!completions.found.isEmpty()) {
        return List.copyOf(completions.found.values());
      }
    }
    return List.of();
  }

  private void collect() {
    Spot.Parent parent = here.spot().parent();
    if (parent == null) {
      values(here.spot().shape());
      return;
    }
    List<String> written = new ArrayList<>();
    parent.node().entries().forEach(entry -> written.add(entry.key().text()));
    switch (parent.shape()) {
      case Shape.Mapping mapping ->
          mapping.keys().values().stream()
              .filter(key -> !written.contains(key.name()))
              .forEach(this::key);
      case Shape.Named named ->
          spelt(named.spelling()).stream()
              .filter(name -> !written.contains(name))
              .forEach(name -> add(Suggestion.Kind.NAME, name, name + colon(named.item()), "", ""));
      case null, default -> {}
    }
  }

  private void key(Shape.Key key) {
    Keys keys = here.spot().in().keys();
    String path = here.spot().path();
    String section = path.substring(0, Math.max(0, path.lastIndexOf('.')));
    String at = Keys.below(section, key.name());
    add(
        Suggestion.Kind.KEY,
        key.name(),
        key.name() + colon(key.shape()),
        (key.required() ? "required: " : "") + Keys.inWords(key.shape()),
        KeyHelp.of(keys, at, key.shape()));
  }

  private String colon(@Nullable Shape shape) {
    if (here.hasColon()) {
      return "";
    }
    boolean below =
        shape instanceof Shape.Mapping
            || shape instanceof Shape.Named
            || (shape instanceof Shape.ListOf list && list.item() instanceof Shape.Mapping);
    return below ? ":" : ": ";
  }

  private void values(@Nullable Shape shape) {
    switch (shape) {
      case Shape.Value value ->
          spelt(value.spelling())
              .forEach(text -> add(Suggestion.Kind.VALUE, text, text, value.expected(), ""));
      case Shape.ListOf list when list.item() instanceof Shape.Value value ->
          spelt(value.spelling())
              .forEach(text ->
                  add(Suggestion.Kind.VALUE, "[" + text + "]", "[" + text + "]", "a list", ""));
      case Shape.OneOf any -> any.shapes().forEach(this::values);
      case null, default -> {}
    }
    here.spot()
        .in()
        .keys()
        .absent(here.spot().path())
        .filter(text -> shape instanceof Shape.Value)
        .ifPresent(text -> add(Suggestion.Kind.VALUE, text, text, "the default", ""));
  }

  private List<String> spelt(Spelling spelling) {
    List<String> texts = new ArrayList<>(spelling.words());
    Spelling.Reference reference = spelling.reference();
    if (reference != null) {
      names
          .apply(here.spot().in(), reference.target())
          .forEach(name -> texts.add(reference.sentence().formatted(name)));
    }
    return texts;
  }

  private void add(
      Suggestion.Kind kind, String label, String text, String detail, String documentation) {
    found.putIfAbsent(
        label,
        new Suggestion(
            kind, label, text, detail, documentation, line, here.column(), here.length()));
  }
}
