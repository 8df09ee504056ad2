package dev.mainstay.toolkit.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {
  private final Redactor redactor =
      new Redactor(Set.of("cardNumber", "cvc", "authorization", "password"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cardNumber=4111 next | cardNumber=[redacted] next",
        "card_number: 4111, x=1 | card_number: [redacted], x=1",
        "{\"cardNumber\":\"4111\",\"x\":1} | {\"cardNumber\":[redacted],\"x\":1}",
        "{\"CVC\": 123} | {\"CVC\": [redacted]}",
        "{\\\"cvc\\\":\\\"123\\\",\\\"x\\\":1} | {\\\"cvc\\\":[redacted],\\\"x\\\":1}",
        "Authorization: Bearer abc.def rest | Authorization: [redacted] rest",
        "jdbc:postgresql://h/db?user=u&password=p%40&ssl=1 | jdbc:postgresql://h/db?user=u&password=[redacted]&ssl=1",
        "db.password='a b' done | db.password=[redacted] done",
        "no secret, password is never shown | no secret, password is never shown",
        "cards=3 | cards=3",
      })
  void hidesValuesInText(String text, String shown) {
    assertThat(redactor.text(text)).isEqualTo(shown);
  }

  @Test
  void hidesFieldsByTheirKeyAlsoInside() {
    assertThat(redactor.field("CardNumber", "4111")).isEqualTo("[redacted]");
    assertThat(redactor.field("db-password", 7)).isEqualTo("[redacted]");
    assertThat(redactor.field("amount", 7)).isEqualTo(7);
    assertThat(redactor.field("card", Map.of("card_number", "4111")))
        .isEqualTo(Map.of("card_number", "[redacted]"));
    assertThat(redactor.field("notes", List.of("cvc=123"))).isEqualTo(List.of("cvc=[redacted]"));
  }

  @Test
  void withoutKeysNothingChanges() {
    assertThat(Redactor.NONE.text("cvc=1")).isEqualTo("cvc=1");
    assertThat(Redactor.NONE.hides("cvc")).isFalse();
  }
}
