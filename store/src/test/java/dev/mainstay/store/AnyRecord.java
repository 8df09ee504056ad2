package dev.mainstay.store;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of any shape with random content; what their constructors refuse is tried again.
 */
final class AnyRecord {
  private static final int TRIES = 200;
  private static final double[] DOUBLES = {
    0, 1, 0.1, -0.0, 1e-300, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY, 1.0 / 3
  };
  private static final int[] CODE_POINTS = {
    0, 1, '\n', '"', '\\', '/', ' ', 'a', 'Z', '0', 0x7F, 0xE9, 0x2028, 0xD7FF, 0xFFFD, 0x1F4A5
  };

  private final Random random;

  AnyRecord(long seed) {
    random = new Random(seed);
  }

  <T> T of(Class<T> type) {
    return type.cast(record(type));
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        Class<?>[] types =
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(
            Arrays.stream(components).map(this::component).toArray(Object[]::new));
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof IllegalArgumentException)) {
          throw new IllegalStateException(e);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("no valid " + type);
  }

  private @Nullable Object component(RecordComponent component) {
    AnnotatedElement annotated = component.getAnnotatedType();
    return annotated.isAnnotationPresent(Nullable.class) && random.nextInt(3) == 0
        ? null
        : value(component.getGenericType());
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return collection(generic);
    }
    var plain = (Class<?>) type;
    if (plain.isEnum()) {
      return oneOf(plain.getEnumConstants());
    }
    if (plain.isRecord()) {
      return record(plain);
    }
    if (plain.isSealed()) {
      return value(oneOf(plain.getPermittedSubclasses()));
    }
    return switch (plain.getSimpleName()) {
      case "String" -> text();
      case "int", "Integer" -> random.nextBoolean() ? random.nextInt(10) : random.nextInt();
      case "long", "Long" -> random.nextBoolean() ? random.nextInt(10) : random.nextLong();
      case "double", "Double" ->
          random.nextBoolean() ? random.nextDouble() : DOUBLES[random.nextInt(DOUBLES.length)];
      case "boolean", "Boolean" -> random.nextBoolean();
      case "Instant" ->
          Instant.ofEpochSecond(random.nextLong(-1L << 36, 1L << 36), random.nextInt(1 << 30));
      case "Duration" -> Duration.ofSeconds(random.nextLong(1L << 40), random.nextInt(1 << 30));
      case "BigDecimal" -> BigDecimal.valueOf(random.nextInt(10_000), 4);
      default -> throw new IllegalStateException("no values of " + plain);
    };
  }

  private Object collection(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    int size = random.nextInt(4);
    if (Map.class.isAssignableFrom((Class<?>) type.getRawType())) {
      Map<Object, Object> map = new HashMap<>();
      for (int i = 0; i < size; i++) {
        map.put(value(arguments[0]), value(arguments[1]));
      }
      return map;
    }
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(value(arguments[0]));
    }
    return list;
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
    }
    return text.toString();
  }

  private <V> V oneOf(V[] values) {
    return values[random.nextInt(values.length)];
  }
}
