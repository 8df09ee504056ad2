package dev.mainstay.design.internal.read;

import dev.mainstay.design.Service;
import java.util.Map;
import java.util.Optional;

/** The forms of what a service's design starts with, for who asks a person for them. */
public final class HeadForms {
  private static final Form<Service.Criticality> CRITICALITY =
      Forms.word(Service.Criticality.class);
  private static final Form<Service.Platform> PLATFORM = Forms.word(Service.Platform.class);
  private static final Map<String, Form<?>> FORMS =
      Map.of(
          "name", Forms.IDENTIFIER,
          "owner", Forms.TEAM,
          "criticality", CRITICALITY,
          "platform", PLATFORM,
          "documentation", Forms.FOLDER);

  private HeadForms() {}

  /**
   * What is wrong with the text under that key of a service: {@code Payment API (expected: a name
   * in kebab-case, such as payment-api)}, with what was probably meant; empty when nothing is.
   */
  public static Optional<String> refusal(String key, String text) {
    Form<?> form = form(key);
    if (form.parse(text).isPresent()) {
      return Optional.empty();
    }
    String meant = form.suggestion(text).map(word -> "; did you mean " + word + "?").orElse("");
    return Optional.of("%s (expected: %s)%s".formatted(text, form.expected(), meant));
  }

  /** What to write under that key: {@code one of low, standard, high, critical}. */
  public static String expected(String key) {
    return form(key).expected();
  }

  public static Optional<Service.Criticality> criticality(String text) {
    return CRITICALITY.parse(text);
  }

  public static Optional<Service.Platform> platform(String text) {
    return PLATFORM.parse(text);
  }

  private static Form<?> form(String key) {
    Form<?> form = FORMS.get(key);
    if (form == null) {
      throw new IllegalArgumentException("no form of " + key);
    }
    return form;
  }
}
