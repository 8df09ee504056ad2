package dev.mainstay.design.yaml;

import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** What becomes of anchors, aliases, tags and the key {@code <<} in one text. */
sealed interface Decorations {
  /** A value begins; what comes back is to be given to {@link #read}. */
  int begun(NodeEvent event, Place place);

  /** The value has been read. */
  void read(NodeEvent event, Node node, int begun);

  Node alias(String name, Place place);

  /**
   * Whether the key takes over keys of another mapping.
   *
   * @param into gets what is taken over
   */
  boolean merges(Node.Scalar key, Node value, List<Node.Entry> into);

  /** They are problems. */
  record Refused(Consumer<Problem> problems) implements Decorations {
    @Override
    public int begun(NodeEvent event, Place place) {
      event
          .getAnchor()
          .ifPresent(anchor ->
              tell(
                  "anchor &" + anchor + " (expected: a plain value)",
                  place,
                  "remove it; shared parts live in the organisation file"));
      Optional<String> tag =
          switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.empty();
          };
      tag.ifPresent(
          name -> tell("tag " + name + " (expected: a plain value)", place, "remove the tag"));
      return 0;
    }

    @Override
    public void read(NodeEvent event, Node node, int begun) {}

    @Override
    public Node alias(String name, Place place) {
      tell(
          "alias *" + name + " (expected: the value itself)",
          place,
          "write the value; shared parts live in the organisation file");
      return new Node.Scalar(place, "", false);
    }

    private void tell(String message, Place place, String fix) {
      problems.accept(Problem.error("MS-F003", message, place, fix));
    }

    @Override
    public boolean merges(Node.Scalar key, Node value, List<Node.Entry> into) {
      return false;
    }
  }

  /** Aliases stand for what they name, {@code <<} takes keys over, tags mean nothing. */
  final class Resolved implements Decorations {
    /** Of one text, aliases counted as what they stand for. */
    static final int MAX_NODES = 2_000_000;

    private final Consumer<Problem> problems;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int nodes;

    private record Anchored(Node node, int size) {}

    Resolved(Consumer<Problem> problems) {
      this.problems = problems;
    }

    @Override
    public int begun(NodeEvent event, Place place) {
      int before = nodes;
      count(1, place);
      return before;
    }

    @Override
    public void read(NodeEvent event, Node node, int begun) {
      event
          .getAnchor()
          .ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - begun)));
    }

    @Override
    public Node alias(String name, Place place) {
      Anchored anchored = anchors.get(name);
      if (anchored == null) {
        problems.accept(
            Problem.error(
                "MS-F001",
                "alias *" + name + ": no such anchor before it",
                place,
                "write the value"));
        return new Node.Scalar(place, "", true);
      }
      count(anchored.size(), place);
      return anchored.node();
    }

    private void count(int more, Place place) {
      nodes += more;
      if (nodes > MAX_NODES) {
        throw new TooMuchException("more than " + MAX_NODES + " values", place);
      }
    }

    @Override
    public boolean merges(Node.Scalar key, Node value, List<Node.Entry> into) {
      boolean merges = key.plain() && key.text().equals("<<");
      if (merges) {
        merge(value, into);
      }
      return merges;
    }

    private void merge(Node value, List<Node.Entry> into) {
      switch (value) {
        case Node.Mapping mapping -> into.addAll(mapping.entries());
        case Node.Sequence list -> list.items().forEach(item -> merge(item, into));
        case Node.Scalar scalar ->
            problems.accept(
                Problem.error(
                    "MS-F006",
                    "<<: " + scalar.kind() + " (expected: a mapping)",
                    scalar.place(),
                    null));
      }
    }
  }
}
