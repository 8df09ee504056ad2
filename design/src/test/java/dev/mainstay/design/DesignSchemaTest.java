package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mainstay.kernel.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

class DesignSchemaTest {
  private static final Path FILE = Examples.ROOT.resolve("docs/reference/design.schema.json");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(DesignSchema.json());
  private static final List<Object> DESIGNS = designs();

  /** Whole designs as plain maps and lists: the reference system, and the format's own pages. */
  private static List<Object> designs() {
    List<Object> designs = new ArrayList<>();
    Examples.sources().forEach(source -> designs.add(parsed(source.text())));
    designs.add(parsed(DocumentationTest.service()));
    designs.add(parsed(DocumentationTest.blocks().getLast()));
    return designs;
  }

  private static Object parsed(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private static List<Error> errors(Object design) {
    return SCHEMA.validate(JSON.writeValueAsString(design), InputFormat.JSON);
  }

  private static List<Error> errorsIn(String yaml) {
    return errors(parsed("apiVersion: mainstay/v1\nkind: Service\nname: api\nsummary: A\n" + yaml));
  }

  /** JSON is YAML, so that what was changed as a value can be read as a design. */
  private static List<Problem> formProblems(Object design) {
    var source = new SourceText("design.yaml", JSON.writeValueAsString(design));
    return DesignReader.read(List.of(source), Examples.surroundings()).problems().stream()
        .filter(problem -> problem.code().startsWith("MS-F"))
        .toList();
  }

  /** With -Dmainstay.write=true the file is written instead of compared. */
  @Test
  void fileIsInStep() throws IOException {
    if (Boolean.getBoolean("mainstay.write")) {
      Files.writeString(FILE, DesignSchema.json());
    }
    assertThat(Examples.read(FILE)).isEqualTo(DesignSchema.json());
  }

  @Test
  void everyExampleValidates() {
    assertThat(DESIGNS).hasSizeGreaterThan(4);
    assertThat(DESIGNS).allSatisfy(design -> assertThat(errors(design)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dependencies: { a: { kind: cache, timeout: 1s, onFailure: { degrade: b, error: 503 } } }",
        "dependencies: { a: { kind: cache, timeout: 1s, required: sometimes } }",
        "dependencies: { a: { kind: cache } }",
        "objectives: { a: { of: http, good: status < 500, total: b, slo: 99 % } }",
        "objectives: { a: { good: status < 500, slo: 99 % } }",
        "alerts: { a: { on: objectives, when: b fails, severity: P1, runbook: r, impact: i } }",
        "instances: { min: 0 }",
        "instances: { min: two }",
        "dependencies: { The DB: { kind: cache, timeout: 1s } }",
        "criticality: vital",
        "health: 5s",
        "health:",
      })
  void whatTheReaderRefusesIsRefused(String body) {
    assertThat(errorsIn(body)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dependencies: { a: { kind: cache, timeout: 1s, onFailure: { degrade: b } } }",
        "dependencies: { a: { kind: cache, timeout: 1 s, onFailure: { error: 503 } } }",
        "dependencies: { a: { kind: cache, timeout: '1s', required: { for: 30% } } }",
        "objectives: { a: { good: b, total: c, slo: 99.95 %, over: month } }",
        "alerts: { a: { on: [b], severity: P1, runbook: r, impact: 5 } }",
        "instances: { min: '2', max: 3 }",
      })
  void whatTheReaderTakesIsTaken(String body) {
    assertThat(errorsIn(body)).isEmpty();
  }

  @Property(tries = 150)
  void anUnknownKeyIsRefusedByBoth(@ForAll long seed) {
    Object design = copy(DESIGNS.get((int) Math.floorMod(seed, DESIGNS.size())));
    var random = new Random(seed);
    List<Map<String, Object>> mappings = new ArrayList<>();
    mappings(design, mappings);
    mappings.get(random.nextInt(mappings.size())).put("qqq", List.of(Map.of("odd", 1)));

    assertThat(formProblems(design)).isNotEmpty();
    assertThat(errors(design)).isNotEmpty();
  }

  @Property(tries = 150)
  void aValueWithoutItsUnitIsRefusedByBoth(@ForAll long seed) {
    Object design = copy(DESIGNS.get((int) Math.floorMod(seed, DESIGNS.size())));
    var random = new Random(seed);
    List<Map.Entry<Map<String, Object>, String>> places = new ArrayList<>();
    List<Map<String, Object>> mappings = new ArrayList<>();
    mappings(design, mappings);
    for (Map<String, Object> mapping : mappings) {
      mapping.forEach((key, value) -> {
        boolean orCount = List.of("unavailable", "surge", "upBy", "downBy").contains(key);
        if (!orCount
            && value instanceof String text
            && text.matches("\\d[\\d.]*(ms|s|m|h|d| %|/s)")) {
          places.add(Map.entry(mapping, key));
        }
      });
    }
    var place = places.get(random.nextInt(places.size()));
    String text = String.valueOf(place.getKey().get(place.getValue()));
    place.getKey().put(place.getValue(), Double.valueOf(text.replaceAll("[^\\d.]", "")));

    assertThat(formProblems(design)).isNotEmpty();
    assertThat(errors(design)).isNotEmpty();
  }

  @Property(tries = 300)
  void whatTheReaderAcceptsValidates(@ForAll long seed) {
    Object design = copy(DESIGNS.get((int) Math.floorMod(seed, DESIGNS.size())));
    var random = new Random(seed);
    for (int i = random.nextInt(4); i >= 0; i--) {
      List<Map<String, Object>> mappings = new ArrayList<>();
      mappings(design, mappings);
      Map<String, Object> from = mappings.get(random.nextInt(mappings.size()));
      Map<String, Object> to = mappings.get(random.nextInt(mappings.size()));
      List<String> keys = List.copyOf(from.keySet());
      if (keys.isEmpty()) {
        continue;
      }
      String key = keys.get(random.nextInt(keys.size()));
      Object value = copy(from.getOrDefault(key, ""));
      if (random.nextBoolean()) {
        from.remove(key);
      } else {
        to.put(
            List.copyOf(to.keySet()).stream()
                .skip(random.nextInt(to.size() + 1))
                .findFirst()
                .orElse(key),
            value);
      }
    }

    if (formProblems(design).isEmpty()) {
      assertThat(errors(design)).as(JSON.writeValueAsString(design)).isEmpty();
    }
  }

  @SuppressWarnings("unchecked")
  private static void mappings(Object value, List<Map<String, Object>> found) {
    if (value instanceof Map<?, ?> map) {
      found.add((Map<String, Object>) map);
      map.values().forEach(inner -> mappings(inner, found));
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> mappings(inner, found));
    }
  }

  private static Object copy(Object value) {
    return parsed(JSON.writeValueAsString(value));
  }
}
