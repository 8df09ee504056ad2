package dev.mainstay.design.internal.keys;

import dev.mainstay.design.internal.read.Shape;
import dev.mainstay.design.internal.read.Spelling;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys as a JSON Schema (draft 2020-12). It takes every design whose form the reader takes; what
 * only the reader knows (sums, references, the order of values) it lets pass.
 */
public final class SchemaWriter {
  private static final String PART = "ServicePart";
  private static final List<String> HEAD = List.of("apiVersion", "kind", "name");
  private static final JsonNodeFactory NODES = JsonMapper.builder().build().getNodeFactory();

  private final Keys keys;

  private SchemaWriter(Keys keys) {
    this.keys = keys;
  }

  /** Of any design document: a service or the organisation. */
  public static ObjectNode document() {
    ObjectNode schema = NODES.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:mainstay:design:v1");
    schema.put("title", "Mainstay design file");
    schema.put("type", "object");
    schema.putArray("required").add("kind");
    words(
        schema.putObject("properties").putObject("kind"), List.of("Service", PART, "Organisation"));
    ObjectNode kind = schema.putObject("if").putObject("properties").putObject("kind");
    kind.put("const", "Organisation");
    schema.putObject("then").put("$ref", "#/$defs/organisation");
    schema.putObject("else").put("$ref", "#/$defs/service");
    ObjectNode definitions = schema.putObject("$defs");
    definitions.set("service", service());
    definitions.set("organisation", of(Keys.ORGANISATION, "Organisation"));
    return schema;
  }

  private static ObjectNode of(Keys keys, String... kinds) {
    ObjectNode schema = new SchemaWriter(keys).shape("", keys.root());
    if (schema.get("properties") instanceof ObjectNode properties
        && properties.get("kind") instanceof ObjectNode key) {
      key.remove("enum");
      if (kinds.length == 1) {
        key.put("const", kinds[0]);
      } else {
        words(key, List.of(kinds));
      }
    }
    return schema;
  }

  /** A part of a service needs only what every document starts with. */
  private static ObjectNode service() {
    ObjectNode schema = of(Keys.SERVICE, "Service", PART);
    ArrayNode whole = NODES.arrayNode();
    if (schema.get("required") instanceof ArrayNode required) {
      ArrayNode head = NODES.arrayNode();
      required.forEach(key -> (HEAD.contains(key.asString()) ? head : whole).add(key));
      schema.set("required", head);
    }
    schema.putObject("if").putObject("properties").putObject("kind").put("const", "Service");
    schema.putObject("then").set("required", whole);
    return schema;
  }

  private ObjectNode shape(String path, @Nullable Shape shape) {
    ObjectNode schema = NODES.objectNode();
    switch (shape) {
      case null -> {}
      case Shape.Value value -> value(schema, value.spelling());
      case Shape.ListOf list -> {
        schema.put("type", "array");
        schema.set("items", key(Keys.below(path, "[]"), list.item(), ""));
        if (list.least() > 0) {
          schema.put("minItems", list.least());
        }
      }
      case Shape.Named named -> {
        schema.put("type", "object");
        if (!named.spelling().isFree()) {
          ObjectNode names = NODES.objectNode();
          text(names, named.spelling());
          schema.set("propertyNames", names);
        }
        schema.set("additionalProperties", key(Keys.below(path, "*"), named.item(), ""));
      }
      case Shape.Mapping mapping -> mapping(schema, path, mapping);
      case Shape.OneOf any -> {
        ArrayNode all = schema.putArray(isOfOtherKinds(any) ? "oneOf" : "anyOf");
        any.shapes().forEach(one -> all.add(shape(path, one)));
      }
    }
    return schema;
  }

  private void mapping(ObjectNode schema, String path, Shape.Mapping mapping) {
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (Shape.Key key : mapping.keys().values()) {
      String at = Keys.below(path, key.name());
      properties.set(key.name(), key(at, key.shape(), expected(key.shape())));
    }
    required(schema, mapping);
    schema.put("additionalProperties", false);
    ways(schema, path, mapping);
  }

  private void ways(ObjectNode schema, String path, Shape.Mapping mapping) {
    if (mapping.ways().isEmpty()) {
      return;
    }
    ArrayNode all = schema.putArray("allOf");
    for (Shape.Ways ways : mapping.ways()) {
      ObjectNode branch = all.addObject();
      branch.putObject("if").putArray("required").add(ways.key());
      branch.set("then", narrowed(path, ways.with(), ways.without()));
      branch.set("else", narrowed(path, ways.without(), ways.with()));
    }
  }

  /** What holds in one way of writing a mapping beyond what holds in both. */
  private ObjectNode narrowed(String path, Shape.Mapping way, Shape.Mapping other) {
    ObjectNode schema = NODES.objectNode();
    ObjectNode properties = NODES.objectNode();
    for (Shape.Key key : way.keys().values()) {
      Shape.Key otherwise = other.keys().get(key.name());
      if (otherwise != null && key.shape() != null && !key.shape().equals(otherwise.shape())) {
        properties.set(key.name(), shape(Keys.below(path, key.name()), key.shape()));
      }
    }
    Set<String> foreign = new LinkedHashSet<>(other.keys().keySet());
    foreign.removeAll(way.keys().keySet());
    foreign.forEach(name -> properties.put(name, false));
    if (!properties.isEmpty()) {
      schema.set("properties", properties);
    }
    required(schema, way);
    ways(schema, path, way);
    return schema;
  }

  private static void required(ObjectNode schema, Shape.Mapping mapping) {
    List<String> names =
        mapping.keys().values().stream().filter(Shape.Key::required).map(Shape.Key::name).toList();
    if (!names.isEmpty()) {
      ArrayNode required = schema.putArray("required");
      names.forEach(required::add);
    }
  }

  /** A key's shape with what it means and what holds when it is absent. */
  private ObjectNode key(String path, @Nullable Shape shape, String expected) {
    ObjectNode schema = shape(path, shape);
    String means = keys.description(path).orElse("");
    String absent = keys.absentInWords(path);
    String description =
        List.of(means, expected, absent.isEmpty() ? "" : "default: " + absent).stream()
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    if (!description.isEmpty()) {
      schema.put("description", description);
    }
    keys.absent(path).ifPresent(text -> preset(schema, shape, text));
    return schema;
  }

  private static String expected(@Nullable Shape shape) {
    return shape instanceof Shape.Value value ? value.expected() : "";
  }

  private static void preset(ObjectNode schema, @Nullable Shape shape, String text) {
    if (!(shape instanceof Shape.Value value)) {
      return;
    }
    switch (value.spelling().kind()) {
      case INTEGER -> schema.put("default", Long.parseLong(text));
      case FLAG -> schema.put("default", Boolean.parseBoolean(text));
      case NUMBER, STRING, ANY -> schema.put("default", text);
    }
  }

  private static void value(ObjectNode schema, Spelling spelling) {
    switch (spelling.kind()) {
      case STRING -> text(schema, spelling);
      case INTEGER -> {
        types(schema, "integer", "string");
        schema.put("minimum", spelling.from());
        if (spelling.to() < Integer.MAX_VALUE) {
          schema.put("maximum", spelling.to());
        }
        pattern(schema, spelling);
      }
      case NUMBER -> {
        types(schema, "number", "string");
        pattern(schema, spelling);
      }
      case FLAG -> {
        types(schema, "boolean", "string");
        schema.put("pattern", "^(" + String.join("|", spelling.words()) + ")$");
      }
      case ANY -> {
        types(schema, "string", "number", "boolean");
        if (spelling.isFree()) {
          ((ArrayNode) schema.get("type")).add("null");
        }
        pattern(schema, spelling);
      }
    }
  }

  private static void text(ObjectNode schema, Spelling spelling) {
    if (!spelling.words().isEmpty() && spelling.pattern() != null) {
      ArrayNode any = schema.putArray("anyOf");
      words(any.addObject(), spelling.words());
      ObjectNode other = any.addObject();
      other.put("type", "string");
      pattern(other, spelling);
    } else if (!spelling.words().isEmpty()) {
      words(schema, spelling.words());
    } else {
      schema.put("type", "string");
      pattern(schema, spelling);
    }
  }

  private static void words(ObjectNode schema, List<String> words) {
    ArrayNode all = schema.putArray("enum");
    words.forEach(all::add);
  }

  private static void pattern(ObjectNode schema, Spelling spelling) {
    if (spelling.pattern() != null) {
      schema.put("pattern", "^(" + spelling.pattern() + ")$");
    }
  }

  private static void types(ObjectNode schema, String... types) {
    ArrayNode all = schema.putArray("type");
    for (String type : types) {
      all.add(type);
    }
  }

  private static boolean isOfOtherKinds(Shape.OneOf any) {
    return any.shapes().stream().map(Object::getClass).distinct().count() == any.shapes().size();
  }
}
