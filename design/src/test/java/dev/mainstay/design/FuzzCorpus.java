package dev.mainstay.design;

import dev.mainstay.design.internal.checks.CheckPage;
import dev.mainstay.design.internal.checks.Checks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * What fuzzing starts from: the example designs, those of the documentation and of the check pages,
 * as trees of maps, lists and strings; and what is written under each key anywhere.
 */
final class FuzzCorpus {
  private final List<List<Map<String, Object>>> seeds = new ArrayList<>();
  private final Map<String, List<Object>> underKey = new LinkedHashMap<>();
  private final Map<String, String> runbooks = new LinkedHashMap<>();

  FuzzCorpus() {
    runbooks.put("book", Checked.BOOK);
    folders().forEach(this::folder);
    documentation();
    Checks.ALL.stream().flatMap(check -> CheckPage.find(check).stream()).forEach(this::page);
    seeds.forEach(seed -> seed.forEach(this::index));
  }

  private void page(CheckPage page) {
    for (CheckPage.Example example : List.of(page.failing(), page.mended())) {
      String text = example.design();
      add(text.contains("apiVersion:") ? text : Checked.service("shop-api", text));
    }
  }

  /** Each a set of documents read together. */
  List<List<Map<String, Object>>> seeds() {
    return seeds;
  }

  /** All values under that key, of any section. */
  List<Object> under(String key) {
    return underKey.getOrDefault(key, List.of());
  }

  List<String> keys() {
    return List.copyOf(underKey.keySet());
  }

  Surroundings surroundings() {
    return new Surroundings(runbooks, Checked.TODAY);
  }

  private static List<Path> folders() {
    List<Path> folders = new ArrayList<>(List.of(Examples.OPS));
    Path designs = Examples.ROOT.resolve("examples/designs");
    if (Files.isDirectory(designs)) {
      folders.addAll(list(designs));
    }
    return folders;
  }

  private void folder(Path folder) {
    var text = new StringBuilder();
    for (Path file : list(folder)) {
      if (file.toString().endsWith(".yaml")) {
        text.append("---\n").append(Examples.read(file)).append('\n');
      }
    }
    add(text.toString());
    Path books = folder.resolve("runbooks");
    if (Files.isDirectory(books)) {
      list(books)
          .forEach(file ->
              runbooks.put(
                  String.valueOf(file.getFileName()).replaceAll("\\.md$", ""),
                  Examples.read(file)));
    }
  }

  private void documentation() {
    String page = Examples.read(Examples.ROOT.resolve("docs/design-file.md"));
    var text = new StringBuilder();
    for (String block : page.split("```yaml\n", -1)) {
      int end = block.indexOf("```");
      if (end >= 0 && text.length() + end > 0 && !page.startsWith(block)) {
        String yaml = block.substring(0, end);
        text.append(yaml.startsWith("apiVersion:") ? "---\n" : "").append(yaml);
      }
    }
    add(text.toString());
  }

  private void add(String text) {
    var settings =
        LoadSettings.builder().setSchema(new FailsafeSchema()).setAllowDuplicateKeys(true).build();
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Object document : new Load(settings).loadAllFromString(text)) {
      if (document instanceof Map<?, ?> mapping) {
        documents.add(mapping(mapping));
      }
    }
    seeds.add(documents);
  }

  private static Map<String, Object> mapping(Map<?, ?> mapping) {
    Map<String, Object> copy = new LinkedHashMap<>();
    mapping.forEach((key, value) -> copy.put(String.valueOf(key), copy(value)));
    return copy;
  }

  /** A tree that can be changed without changing the other. */
  static Object copy(Object value) {
    if (value instanceof Map<?, ?> mapping) {
      return mapping(mapping);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(copy(item)));
      return copy;
    }
    return String.valueOf(value);
  }

  private void index(Object value) {
    if (value instanceof Map<?, ?> mapping) {
      mapping.forEach((key, inner) -> {
        underKey.computeIfAbsent(String.valueOf(key), name -> new ArrayList<>()).add(inner);
        index(inner);
      });
    } else if (value instanceof List<?> list) {
      list.forEach(this::index);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
