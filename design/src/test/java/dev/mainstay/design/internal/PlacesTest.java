package dev.mainstay.design.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Place;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void whatWasSaidFirstHolds() {
    var places = new Places();
    places.written("a", line(1));
    places.written("a", line(2));
    places.value("a", line(3));
    places.value("a", line(4));

    assertThat(places.place("a")).isEqualTo(line(1));
    assertThat(places.value("a")).isEqualTo(line(3));
    assertThat(places.place("b")).isNull();
    assertThat(places.value("b")).isNull();
  }

  @Test
  void aPlaceOfAValueBelongsToAPathThatIsWritten() {
    var places = new Places();
    places.value("a", line(1));

    assertThat(places.value("a")).isNull();
    assertThat(places.byPath()).isEmpty();
  }

  @Test
  void whatIsAddedDoesNotReplaceWhatIsThere() {
    var places = new Places();
    places.written("a", line(1));
    var more = new Places();
    more.written("a", line(2));
    more.written("b", line(3));
    more.value("b", line(4));
    places.add(more);

    assertThat(places.byPath()).isEqualTo(Map.of("a", line(1), "b", line(3)));
    assertThat(places.value("b")).isEqualTo(line(4));
  }

  @Test
  void thousandsOfPathsAreFoundAgain() {
    var places = new Places();
    Map<String, Place> expected = new HashMap<>();
    for (int i = 1; i <= 5_000; i++) {
      places.written("section/" + i, line(i));
      expected.put("section/" + i, line(i));
    }

    assertThat(places.byPath()).isEqualTo(expected);
    assertThat(places.byPath()).hasSize(5_000);
    assertThat(places.byPath().containsKey("section/5000")).isTrue();
    assertThat(places.byPath().containsKey("section/5001")).isFalse();
  }

  @Test
  void nothingStandsNowhere() {
    assertThat(Places.NONE.place("")).isNull();
    assertThat(Places.NONE.byPath()).isEmpty();
  }

  private static Place line(int line) {
    return new Place("file.yaml", line, 1, 1);
  }
}
