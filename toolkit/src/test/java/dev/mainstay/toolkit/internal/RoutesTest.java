package dev.mainstay.toolkit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.toolkit.Handler;
import dev.mainstay.toolkit.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private static final Handler HANDLER = request -> Response.empty(204);

  private final Routes routes = new Routes();

  private void add(String method, String template) {
    routes.add(method, template, HANDLER);
  }

  private Map<String, String> variables(String path) {
    return ((Routes.Match.Found) routes.match("GET", path)).variables();
  }

  private String template(String path) {
    return ((Routes.Match.Found) routes.match("GET", path)).template();
  }

  @Test
  void bindsVariablesDecoded() {
    add("GET", "/payments/{id}/refunds/{refund}");

    assertThat(variables("/payments/a%2Fb/refunds/1+1%20%C3%A9"))
        .containsOnly(Map.entry("id", "a/b"), Map.entry("refund", "1+1 é"));
  }

  @Test
  void prefersLiteralsWhateverTheOrder() {
    add("GET", "/payments/{id}");
    add("GET", "/payments/latest");

    assertThat(template("/payments/latest")).isEqualTo("/payments/latest");
    assertThat(template("/payments/7")).isEqualTo("/payments/{id}");
  }

  @Test
  void namesTheMethodsOfAKnownPath() {
    add("GET", "/payments/{id}");
    add("PUT", "/payments/{id}");

    assertThat(routes.match("DELETE", "/payments/7"))
        .isInstanceOfSatisfying(
            Routes.Match.OtherMethods.class,
            other -> assertThat(other.allowed()).containsExactly("GET", "PUT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/payments", "/payments/", "/payments/7/", "/payments/%zz"})
  void doesNotGuess(String path) {
    add("GET", "/payments/{id}");

    assertThat(routes.match("GET", path)).isEqualTo(new Routes.Match.Unknown());
  }

  @Test
  void matchesTheRoot() {
    add("GET", "/");

    assertThat(template("/")).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"payments", "/payments/a{id}", "/a/{id}/b/{id}", "/{"})
  void refusesMalformedTemplates(String template) {
    assertThatThrownBy(() -> add("GET", template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(template);
  }

  @Test
  void refusesATemplateOfTheSameShape() {
    add("GET", "/payments/{id}");
    add("POST", "/payments/{id}");

    assertThatThrownBy(() -> add("GET", "/payments/{payment}"))
        .hasMessage("route: GET /payments/{payment} (taken by /payments/{id})");
  }
}
