package dev.mainstay.design.internal.read;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mapping in which everything stands: it notes what its reader asks for. Values are answered with
 * what holds when they are absent.
 */
final class DescribedSection implements Section {
  private static final Place NOWHERE = new Place("", 1, 1, 1);

  /** The name of every member and of every free key. */
  static final String ANY_NAME = "*";

  static final String ITEM = "[]";

  /** What is noted of all sections of one document. */
  private static final class Notes {
    final Reading reading = new Reading(Set.of(), null);
    final Map<String, String> absent = new LinkedHashMap<>();
    final Map<String, String> answers;
    final boolean written;

    Notes(Map<String, String> answers, boolean written) {
      this.answers = Map.copyOf(answers);
      this.written = written;
    }
  }

  private final Notes notes;
  private final String path;
  private final Set<String> order = new LinkedHashSet<>();
  private final Map<String, Noted> keys = new HashMap<>();
  private final List<Two> ways = new ArrayList<>();

  /** A key; what stands under it is known when all of it was read. */
  private static final class Noted {
    @Nullable Supplier<Shape> shape;
    @Nullable DescribedSection section;
    boolean required;
  }

  private record Two(String key, DescribedSection with, DescribedSection without) {}

  /**
   * @param answers values that are given when asked for, by path; all others are absent
   * @param written whether the keys are said to be there; when not, the reader works out what holds
   *     when nothing is written
   */
  DescribedSection(Map<String, String> answers, boolean written) {
    this(new Notes(answers, written), "");
  }

  private DescribedSection(Notes notes, String path) {
    this.notes = notes;
    this.path = path;
  }

  Shape.Mapping shape() {
    List<Shape.Ways> both =
        ways.stream()
            .map(two -> new Shape.Ways(two.key, two.with.shape(), two.without.shape()))
            .toList();
    Map<String, Shape.Key> all = new LinkedHashMap<>();
    for (String name : order) {
      Noted noted = keys.get(name);
      if (noted != null) {
        Shape shape = noted.shape == null ? null : noted.shape.get();
        all.put(name, new Shape.Key(name, shape, noted.required));
      } else {
        all.put(name, new Shape.Key(name, inAnyWay(name, both), false));
      }
    }
    return new Shape.Mapping(all, both);
  }

  private static @Nullable Shape inAnyWay(String name, List<Shape.Ways> ways) {
    List<Shape> shapes =
        ways.stream()
            .flatMap(way -> Stream.of(way.with(), way.without()))
            .flatMap(mapping -> Stream.ofNullable(mapping.keys().get(name)))
            .flatMap(key -> Stream.ofNullable(key.shape()))
            .flatMap(shape ->
                shape instanceof Shape.OneOf any ? any.shapes().stream() : Stream.of(shape))
            .distinct()
            .toList();
    return switch (shapes.size()) {
      case 0 -> null;
      case 1 -> shapes.getFirst();
      default -> new Shape.OneOf(shapes);
    };
  }

  /** What holds where a value is absent, by path, as a user would write it. */
  Map<String, String> absent() {
    return notes.absent;
  }

  @Override
  public Reading reading() {
    return notes.reading;
  }

  @Override
  public String design() {
    return "";
  }

  @Override
  public Place place() {
    return NOWHERE;
  }

  @Override
  public boolean has(String key) {
    return notes.written;
  }

  @Override
  public Place placeOf(String key) {
    return NOWHERE;
  }

  @Override
  public Place itemPlace(String key, int index) {
    return NOWHERE;
  }

  @Override
  public Section inner(String key) {
    return new DescribedSection(new Notes(Map.of(), notes.written), at(key));
  }

  @Override
  public Optional<Node> node(String key) {
    noted(key);
    return Optional.empty();
  }

  @Override
  public <T> Optional<T> value(String key, Form<T> form) {
    note(key, value(form), false);
    return Optional.ofNullable(notes.answers.get(at(key))).flatMap(form::parse);
  }

  @Override
  public <T> T or(String key, Form<T> form, T absent) {
    Wording.of(form, absent).ifPresent(text -> notes.absent.put(at(key), text));
    return value(key, form).orElse(absent);
  }

  @Override
  public <T> T required(String key, Form<T> form, T placeholder) {
    note(key, value(form), true);
    return value(key, form).orElse(placeholder);
  }

  @Override
  public <T> Optional<List<T>> values(String key, Form<T> form) {
    note(key, new Shape.ListOf(value(form), 0), false);
    return Optional.empty();
  }

  @Override
  public <T> List<T> values(String key, Form<T> form, List<T> absent) {
    List<String> words = absent.stream().flatMap(each -> Wording.of(form, each).stream()).toList();
    if (!words.isEmpty()) {
      notes.absent.put(at(key), "[" + String.join(", ", words) + "]");
    }
    return values(key, form).orElse(absent);
  }

  @Override
  public <T> List<T> requiredValues(String key, Form<T> form, int least, String expected) {
    note(key, new Shape.ListOf(value(form), least), true);
    return List.of();
  }

  @Override
  public Section section(String key) {
    Noted noted = noted(key);
    if (noted.section == null) {
      var section = new DescribedSection(notes, at(key));
      noted.section = section;
      noted.shape = section::shape;
    }
    return noted.section;
  }

  @Override
  public Optional<Section> optionalSection(String key) {
    return Optional.of(section(key));
  }

  @Override
  public Optional<Section> requiredSection(String key, String expected) {
    noted(key).required = true;
    return optionalSection(key);
  }

  @Override
  public List<Member> members(String key, Form<String> names) {
    var section = new DescribedSection(notes, at(key) + "." + ANY_NAME);
    noted(key).shape = () -> new Shape.Named(names.expected(), names.spelling(), section.shape());
    return List.of(new Member(ANY_NAME, NOWHERE, section));
  }

  @Override
  public <T> Map<String, T> named(String key, Form<String> names, Form<T> form) {
    note(key, new Shape.Named(names.expected(), names.spelling(), value(form)), false);
    return Map.of();
  }

  @Override
  public Optional<List<Section>> items(String key) {
    var section = new DescribedSection(notes, at(key) + "." + ITEM);
    noted(key).shape = () -> new Shape.ListOf(section.shape(), 0);
    return Optional.of(List.of(section));
  }

  @Override
  public Optional<List<Section>> requiredItems(String key, String expected) {
    noted(key).required = true;
    return items(key);
  }

  @Override
  public <T> Optional<T> choice(String key, Choice<T> choice) {
    List<Shape> shapes = new ArrayList<>();
    if (choice.value() != null) {
      shapes.add(value(choice.value()));
    }
    if (choice.list() != null) {
      shapes.add(new Shape.ListOf(value(choice.list().item()), 0));
    }
    if (choice.section() != null) {
      var section = new DescribedSection(notes, at(key));
      var unused = choice.section().apply(section);
      shapes.add(section.shape());
    }
    if (choice.named() != null) {
      Form<String> names = choice.named().names();
      shapes.add(new Shape.Named(names.expected(), names.spelling(), value(choice.named().item())));
    }
    note(key, new Shape.OneOf(shapes), false);
    return Optional.empty();
  }

  @Override
  public <T> T choice(String key, Choice<T> choice, T absent) {
    if (choice.value() != null) {
      Wording.of(choice.value(), absent).ifPresent(text -> notes.absent.put(at(key), text));
    }
    return choice(key, choice).orElse(absent);
  }

  @Override
  public <T> T either(String key, Function<Section, T> with, Function<Section, T> without) {
    var two = new Two(key, new DescribedSection(notes, path), new DescribedSection(notes, path));
    two.with.noted(key).required = true;
    ways.add(two);
    T read = with.apply(two.with);
    T unused = without.apply(two.without);
    order.addAll(two.with.order);
    order.addAll(two.without.order);
    return read;
  }

  @Override
  public boolean excluded(String key, String message, String fix) {
    return false;
  }

  @Override
  public List<Node.Entry> entries() {
    var key = new Node.Scalar(NOWHERE, ANY_NAME, true);
    return List.of(new Node.Entry(key, new Node.Scalar(NOWHERE, "", true)));
  }

  @Override
  public void missing(String key, String expected) {}

  @Override
  public void wrongKind(String key, Node node, String expected) {}

  @Override
  public <T> void wrongValue(String key, String text, Place at, Form<T> form) {}

  @Override
  public void end() {}

  private Noted noted(String key) {
    order.add(key);
    return keys.computeIfAbsent(key, name -> new Noted());
  }

  private void note(String key, Shape shape, boolean required) {
    Noted noted = noted(key);
    if (noted.shape == null) {
      noted.shape = () -> shape;
    }
    noted.required |= required;
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static Shape.Value value(Form<?> form) {
    return new Shape.Value(form.expected(), form.spelling());
  }

  @Override
  public boolean isRun(String below) {
    return true;
  }
}
