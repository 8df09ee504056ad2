package dev.mainstay.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.mainstay.kernel.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Documents as JSON: records by their components, instants and durations in ISO-8601. A value of a
 * sealed type carries its class's simple name under {@code type}. What a document has beyond the
 * record is ignored, and a collection that it lacks is empty, so that records may grow.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new Sealed())
          .addModule(new SimpleModule().addSerializer(new RefuseSecrets()))
          .changeDefaultVisibility(visibility ->
              visibility
                  .withGetterVisibility(JsonAutoDetect.Visibility.NONE)
                  .withIsGetterVisibility(JsonAutoDetect.Visibility.NONE)
                  .withFieldVisibility(JsonAutoDetect.Visibility.ANY))
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .withAllConfigOverrides(overrides -> {
            for (Class<?> type :
                List.of(
                    Collection.class,
                    List.class,
                    Set.class,
                    SortedSet.class,
                    Map.class,
                    SortedMap.class)) {
              overrides
                  .findOrCreateOverride(type)
                  .setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
            }
          })
          .build();

  private Json() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static <T> T read(String json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  static <T> T read(String json, TypeReference<T> type) {
    return MAPPER.readValue(json, type);
  }

  /** Tells the subtypes of sealed types apart without annotations on them. */
  private static final class Sealed extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;
    private static final JsonTypeInfo.Value BY_NAME =
        JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, true);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
        MapperConfig<?> config, Annotated annotated) {
      return annotated instanceof AnnotatedClass type && isOfSealedType(type.getRawType())
          ? BY_NAME
          : super.findPolymorphicTypeInfo(config, annotated);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
      if (!isOurs(annotated.getRawType())) {
        return super.findSubtypes(config, annotated);
      }
      var names = new ArrayList<NamedType>();
      collect(annotated.getRawType(), names);
      return names;
    }

    private static void collect(Class<?> sealed, List<NamedType> names) {
      for (Class<?> type : sealed.getPermittedSubclasses()) {
        if (type.isSealed()) {
          collect(type, names);
        } else {
          names.add(new NamedType(type, type.getSimpleName()));
        }
      }
    }

    private static boolean isOfSealedType(Class<?> type) {
      return isOurs(type) || Arrays.stream(type.getInterfaces()).anyMatch(Sealed::isOurs);
    }

    /** Even Double is of a sealed type of the JDK's. */
    private static boolean isOurs(Class<?> type) {
      return type.isSealed() && type.getPackageName().startsWith("dev.mainstay.");
    }
  }

  /** A secret in a document is a mistake of whoever made the record. */
  private static final class RefuseSecrets extends StdSerializer<Secret> {
    RefuseSecrets() {
      super(Secret.class);
    }

    @Override
    public void serialize(Secret value, JsonGenerator out, SerializationContext context) {
      throw new IllegalStateException("a secret is not stored");
    }
  }
}
