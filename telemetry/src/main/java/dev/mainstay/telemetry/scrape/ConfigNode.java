package dev.mainstay.telemetry.scrape;

import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value in a configuration file, with its place. */
sealed interface ConfigNode {
  /** Codes of problems, which mean the same wherever something is read. */
  String NOT_YAML = "MS-F001";

  String TWICE = "MS-F002";
  String UNKNOWN_KEY = "MS-F004";
  String MISSING = "MS-F005";
  String OTHER_KIND = "MS-F006";
  String FORM = "MS-F007";
  String EXCLUDES = "MS-F008";
  String NOT_DONE = "MS-F018";

  Place place();

  record Mapping(Place place, List<Entry> entries) implements ConfigNode {
    @Nullable Entry find(String key) {
      for (Entry entry : entries) {
        if (entry.key.text.equals(key)) {
          return entry;
        }
      }
      return null;
    }
  }

  record Sequence(Place place, List<ConfigNode> items) implements ConfigNode {}

  record Scalar(Place place, String text, boolean isNothing) implements ConfigNode {}

  record Entry(Scalar key, ConfigNode value) {}

  /** The kind for messages. */
  default String kind() {
    return switch (this) {
      case Mapping _ -> "a mapping";
      case Sequence _ -> "a list";
      case Scalar scalar -> scalar.isNothing ? "nothing" : "'" + scalar.text + "'";
    };
  }

  /** The document of a YAML (or JSON) text; null when it is empty or cannot be read. */
  static @Nullable ConfigNode read(String file, String text, List<Problem> problems) {
    var settings =
        LoadSettings.builder()
            .setLabel(file)
            .setUseMarks(true)
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(100)
            .setCodePointLimit(16 << 20)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeReader(new StringReader(text));
      return root.map(node -> convert(file, node, problems, 0)).orElse(null);
    } catch (MarkedYamlEngineException e) {
      Place place = e.getProblemMark().map(mark -> place(file, mark)).orElse(start(file));
      problems.add(Problem.error(NOT_YAML, "not YAML: " + e.getProblem(), place, null));
    } catch (YamlEngineException e) {
      problems.add(Problem.error(NOT_YAML, "not YAML: " + e.getMessage(), start(file), null));
    }
    return null;
  }

  private static Place start(String file) {
    return new Place(file, 1, 1, 1);
  }

  private static Place place(String file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1, 1);
  }

  private static ConfigNode convert(String file, Node node, List<Problem> problems, int depth) {
    Place place = node.getStartMark().map(mark -> place(file, mark)).orElse(start(file));
    if (depth > 50) {
      problems.add(Problem.error(NOT_YAML, "nested more than 50 levels deep", place, null));
      return new Scalar(place, "", true);
    }
    return switch (node) {
      case ScalarNode scalar ->
          new Scalar(
              new Place(
                  file,
                  place.line(),
                  place.column(),
                  Math.max(
                      1, scalar.getValue().indexOf('\n') < 0 ? scalar.getValue().length() : 1)),
              scalar.getValue(),
              scalar.getTag().equals(Tag.NULL));
      case SequenceNode sequence -> {
        var items = new ArrayList<ConfigNode>();
        for (Node item : sequence.getValue()) {
          items.add(convert(file, item, problems, depth + 1));
        }
        yield new Sequence(place, items);
      }
      case MappingNode mapping -> mapping(file, place, mapping, problems, depth);
      default -> new Scalar(place, "", true);
    };
  }

  private static Mapping mapping(
      String file, Place place, MappingNode node, List<Problem> problems, int depth) {
    var entries = new ArrayList<Entry>();
    var found = new Mapping(place, entries);
    for (NodeTuple tuple : node.getValue()) {
      ConfigNode key = convert(file, tuple.getKeyNode(), problems, depth + 1);
      ConfigNode value = convert(file, tuple.getValueNode(), problems, depth + 1);
      if (!(key instanceof Scalar name)) {
        problems.add(
            Problem.error(
                OTHER_KIND, "a key is " + key.kind() + " (expected: a word)", key.place(), null));
      } else if (found.find(name.text) != null) {
        problems.add(
            Problem.error(TWICE, "second " + name.text, name.place, "remove one of the two"));
      } else {
        entries.add(new Entry(name, value));
      }
    }
    return found;
  }
}
