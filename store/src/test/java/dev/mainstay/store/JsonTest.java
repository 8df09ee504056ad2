package dev.mainstay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.alerting.ServiceAlerts;
import dev.mainstay.delivery.Deployment;
import dev.mainstay.delivery.Instance;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Secret;
import dev.mainstay.response.Incident;
import dev.mainstay.response.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Property(tries = 200)
  void whatTheFeaturesKeepComesBackEqual(@ForAll long seed) {
    for (Class<?> type :
        List.of(
            ServiceAlerts.class,
            Incident.class,
            Page.class,
            Deployment.class,
            Instance.class,
            Everything.class)) {
      Object thing = new AnyRecord(seed).of(type);
      assertThat(Json.read(Json.write(thing), type)).isEqualTo(thing);
    }
  }

  @Test
  void writesComponentsAloneAndTimesReadably() {
    var shape = new Sized(Instant.parse("2026-03-02T10:00:00.5Z"), Duration.ofMillis(2_500));

    assertThat(Json.write(shape))
        .isEqualTo("{\"at\":\"2026-03-02T10:00:00.500Z\",\"took\":\"PT2.5S\"}");
  }

  @Test
  void namesTheTypeOfASealedValue() {
    var drawing =
        new Drawing(new Shape.Circle(2), List.of(new Shape.Polygon.Square(3), new Shape.Empty()));
    String json = Json.write(drawing);

    assertThat(json)
        .isEqualTo(
            "{\"first\":{\"type\":\"Circle\",\"radius\":2},"
                + "\"rest\":[{\"type\":\"Square\",\"side\":3},{\"type\":\"Empty\"}]}");
    assertThat(Json.read(json, Drawing.class)).isEqualTo(drawing);
  }

  @Test
  void recordsMayGainAndLoseComponents() {
    var grown = Json.read("{\"old\":1,\"gone\":{\"x\":[2]}}", Grown.class);

    assertThat(grown).isEqualTo(new Grown(1, null, List.of(), Map.of(), 0, false));
  }

  @Test
  void refusesToStoreASecret() {
    assertThatThrownBy(() -> Json.write(new Careless(new Secret("hunter2"))))
        .hasStackTraceContaining("a secret is not stored")
        .hasMessageNotContaining("hunter2");
  }

  record Sized(Instant at, Duration took) {
    boolean isLong() {
      throw new IllegalStateException("not a component");
    }

    String getName() {
      throw new IllegalStateException("not a component");
    }
  }

  sealed interface Shape {
    record Circle(int radius) implements Shape {}

    record Empty() implements Shape {}

    sealed interface Polygon extends Shape {
      record Square(int side) implements Polygon {}
    }
  }

  record Drawing(Shape first, List<Shape> rest) {}

  record Everything(
      String text,
      int count,
      long big,
      double ratio,
      boolean flag,
      @Nullable Instant at,
      Duration took,
      Percentage share,
      Shape shape,
      List<Shape.Polygon> polygons,
      Map<String, List<Duration>> durations) {}

  record Grown(
      int old,
      @Nullable String name,
      List<String> list,
      Map<String, String> map,
      long number,
      boolean flag) {}

  record Careless(Secret secret) {}
}
