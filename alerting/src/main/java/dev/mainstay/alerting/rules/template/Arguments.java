package dev.mainstay.alerting.rules.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a function, as what it takes them for. */
record Arguments(String function, List<? extends @Nullable Object> values) {
  int size() {
    return values.size();
  }

  @Nullable Object any(int index) {
    return values.get(index);
  }

  String text(int index) {
    if (values.get(index) instanceof String text) {
      return text;
    }
    throw wrong(index, "string");
  }

  double number(int index) {
    return switch (values.get(index)) {
      case Double number -> number;
      case Long number -> number;
      case String text -> parsed(text);
      case null, default ->
          throw new IllegalArgumentException(
              "can't convert " + Values.type(values.get(index)) + " to float");
    };
  }

  private static double parsed(String text) {
    return switch (text) {
      case "Inf", "+Inf", "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
      case "NaN", "nan" -> Double.NaN;
      default -> {
        try {
          if (text.matches("[-+]?[0-9._]*([eE][-+]?[0-9]+)?")) {
            yield Double.parseDouble(text.replace("_", ""));
          }
        } catch (NumberFormatException e) {
          // told below
        }
        throw new IllegalArgumentException(
            "strconv.ParseFloat: parsing " + Quoting.quote(text) + ": invalid syntax");
      }
    };
  }

  TemplateSample sample(int index) {
    if (values.get(index) instanceof TemplateSample sample) {
      return sample;
    }
    throw wrong(index, "*template.sample");
  }

  List<TemplateSample> samples(int index) {
    if (values.get(index) instanceof List<?> list) {
      return list.stream().map(TemplateSample.class::cast).toList();
    }
    throw wrong(index, "template.queryResult");
  }

  int length(int index) {
    return switch (values.get(index)) {
      case String text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case null, default ->
          throw new IllegalArgumentException("len of type " + Values.type(values.get(index)));
    };
  }

  private IllegalArgumentException wrong(int index, String expected) {
    return new IllegalArgumentException(
        "wrong type for value; expected %s; got %s"
            .formatted(expected, Values.type(values.get(index))));
  }
}
