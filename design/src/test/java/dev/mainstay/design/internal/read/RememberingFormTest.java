package dev.mainstay.design.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RememberingFormTest {
  private final List<String> parsed = new ArrayList<>();
  private final Form<Integer> form =
      Forms.<Integer>of(
              "a short text",
              text -> {
                parsed.add(text);
                return text.length() < 60 ? Optional.of(text.length()) : Optional.empty();
              })
          .remembering();

  @Test
  void aTextIsReadOnce() {
    assertThat(form.parse("30s")).contains(3);
    assertThat(form.parse("30s")).contains(3);
    assertThat(parsed).containsExactly("30s");
  }

  @Test
  void textsOfOneHashAreToldApart() {
    assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode());
    assertThat(form.parse("AaAa")).contains(4);
    assertThat(form.parse("BBBB")).contains(4);
    assertThat(parsed).containsExactly("AaAa", "BBBB");
  }

  @Test
  void whatIsLongIsNotKept() {
    String text = "x".repeat(70);

    assertThat(form.parse(text)).isEmpty();
    assertThat(form.parse(text)).isEmpty();
    assertThat(parsed).containsExactly(text, text);
  }

  @Test
  void thousandsOfTextsAreReadRight() {
    for (int i = 0; i < 10_000; i++) {
      String text = "t" + i % 3_000;
      assertThat(form.parse(text)).contains(text.length());
    }
  }
}
