package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Alert.Severity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrgencyTest {
  @ParameterizedTest
  @CsvSource({
    "emergency, P0",
    "p0, P0",
    "critical, P1",
    "PAGE, P1",
    "P1, P1",
    "error, P2",
    "High, P2",
    "warning, P3",
    "ticket, P3",
    "' warn ', P3",
    "info,",
    "none,",
    "p4,"
  })
  void wordsHaveTheirMeaning(String word, @Nullable Severity severity) {
    assertThat(Urgency.of(word)).isEqualTo(new Urgency(severity, ""));
  }

  @Test
  void whatIsNotKnownIsTakenForP2AndSaysSo() {
    assertThat(Urgency.of("spicy"))
        .isEqualTo(new Urgency(Severity.P2, "severity \"spicy\" is not known: taken for P2"));
    assertThat(Urgency.of(null))
        .isEqualTo(Urgency.of(" "))
        .isEqualTo(new Urgency(Severity.P2, "no severity is said: taken for P2"));
  }
}
