package dev.mainstay.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes of a design's tree. Most keep its form, so that the checks run: another value that stands
 * under the same key somewhere, another magnitude, a section of another design. Some break it.
 */
final class FuzzMutations {
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
  private static final List<String> MAGNITUDES =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "0.000001",
          "0.5",
          "7",
          "10",
          "59",
          "99.999999",
          "100",
          "365",
          "1000",
          "99999",
          "1000000",
          "999999999",
          "999999999999",
          "1e9");
  private static final List<String> SCALARS =
      List.of(
          "-1",
          "0s",
          "1ms",
          "3650d",
          "315360000s",
          "87600h",
          "0 %",
          "100 %",
          "99.9999999 %",
          "0.000001/s",
          "999999999999/s",
          "1 B",
          "8 PiB",
          "x0",
          "x9999",
          "~",
          "",
          " ",
          "true",
          "never",
          "month",
          "99999999999999999999",
          "-5m",
          "2h",
          "2026-02-30",
          "\uD83D\uDE80",
          "a\nb",
          "\t",
          "P0",
          "${version}",
          "MS-T001");

  private final FuzzCorpus corpus;
  private final Random random;

  FuzzMutations(FuzzCorpus corpus, Random random) {
    this.corpus = corpus;
    this.random = random;
  }

  /** The documents with one to six changes. */
  List<Map<String, Object>> mutated() {
    List<Map<String, Object>> documents = copyOf(pick(corpus.seeds()));
    if (odds(8)) {
      documents.addAll(copyOf(pick(corpus.seeds())));
    }
    boolean wild = odds(4);
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes && !documents.isEmpty(); i++) {
      List<Map<String, Object>> mappings = new ArrayList<>();
      documents.forEach(document -> mappings(document, mappings));
      Map<String, Object> mapping = pick(mappings);
      if (wild && odds(3)) {
        breaking(mapping);
      } else {
        keeping(mapping, documents);
      }
    }
    return documents;
  }

  private void keeping(Map<String, Object> mapping, List<Map<String, Object>> documents) {
    if (mapping.isEmpty()) {
      return;
    }
    String key = pick(List.copyOf(mapping.keySet()));
    Object value = mapping.getOrDefault(key, "");
    switch (random.nextInt(9)) {
      case 0 -> mapping.remove(key);
      case 1, 2 -> mapping.put(key, another(key, value));
      case 3, 4, 5 -> mapping.put(key, scaled(value));
      case 6 -> graft(pick(documents));
      case 7 -> {
        Object other = pick(List.copyOf(mapping.values()));
        if (other.getClass().equals(value.getClass())) {
          mapping.put(key, FuzzCorpus.copy(other));
        }
      }
      default -> {
        if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
          mapping.put(key + "-too", FuzzCorpus.copy(value));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
          mapping.put(key, list(list));
        }
      }
    }
  }

  private void breaking(Map<String, Object> mapping) {
    String key = mapping.isEmpty() ? "x" : pick(List.copyOf(mapping.keySet()));
    Object value = mapping.getOrDefault(key, "");
    switch (random.nextInt(8)) {
      case 0 -> mapping.put(key, pick(SCALARS));
      case 1 -> {
        mapping.remove(key);
        mapping.put(pick(corpus.keys()), value);
      }
      case 2 ->
          mapping.put(
              pick(corpus.keys()), FuzzCorpus.copy(pick(corpus.under(pick(corpus.keys())))));
      case 3 -> mapping.put(key, new ArrayList<>(List.of(value)));
      case 4 -> mapping.put("n".repeat(1 + random.nextInt(300)), FuzzCorpus.copy(value));
      case 5 -> mapping.put(key, nested(value, random.nextInt(60)));
      case 6 -> mapping.put(key, "long ".repeat(random.nextInt(2000)));
      default -> mapping.put(pick(SCALARS), FuzzCorpus.copy(value));
    }
  }

  private Object another(String key, Object value) {
    List<Object> others = corpus.under(key);
    return others.isEmpty() ? value : FuzzCorpus.copy(pick(others));
  }

  /** With one of its numbers replaced, its unit kept. */
  private Object scaled(Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    Matcher number = NUMBER.matcher(text);
    return number.find()
        ? text.substring(0, number.start()) + pick(MAGNITUDES) + text.substring(number.end())
        : text;
  }

  private void graft(Map<String, Object> document) {
    Map<String, Object> other = pick(pick(corpus.seeds()));
    String key = pick(List.copyOf(other.keySet()));
    if (!key.equals("kind") && !key.equals("name")) {
      document.put(key, FuzzCorpus.copy(other.getOrDefault(key, "")));
    }
  }

  private List<Object> list(List<?> list) {
    List<Object> changed = new ArrayList<>(list);
    switch (random.nextInt(3)) {
      case 0 -> changed.clear();
      case 1 -> changed.remove(random.nextInt(changed.size()));
      default -> changed.add(FuzzCorpus.copy(pick(changed)));
    }
    return changed;
  }

  private static Object nested(Object value, int depth) {
    Object nested = value;
    for (int i = 0; i < depth; i++) {
      nested = i % 2 == 0 ? Map.of("in", nested) : List.of(nested);
    }
    return FuzzCorpus.copy(nested);
  }

  @SuppressWarnings("unchecked")
  private static void mappings(Object value, List<Map<String, Object>> found) {
    if (value instanceof Map<?, ?> mapping) {
      found.add((Map<String, Object>) mapping);
      mapping.values().forEach(inner -> mappings(inner, found));
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> mappings(inner, found));
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> copyOf(List<Map<String, Object>> documents) {
    List<Map<String, Object>> copy = new ArrayList<>();
    documents.forEach(document -> copy.add((Map<String, Object>) FuzzCorpus.copy(document)));
    return copy;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private boolean odds(int times) {
    return random.nextInt(times) == 0;
  }
}
