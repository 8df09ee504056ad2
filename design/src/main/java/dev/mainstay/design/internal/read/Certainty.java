package dev.mainstay.design.internal.read;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a suggestion is the only thing that a text can mean. */
final class Certainty {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");

  private Certainty() {}

  static boolean of(String text, String suggestion) {
    if (NUMBER.matcher(text).matches()) {
      return ofNumber(text, suggestion);
    }
    if (suggestion.equals("true") || suggestion.equals("false")) {
      return true;
    }
    return sameLetters(text, suggestion);
  }

  /** A share of 0.999 could be a fraction, so only what is above 1 is surely in hundredths. */
  private static boolean ofNumber(String number, String suggestion) {
    return suggestion.equals("x" + number)
        || (suggestion.equals(number + " %")
            && new BigDecimal(number).compareTo(BigDecimal.ONE) > 0);
  }

  static boolean sameLetters(String a, String b) {
    return letters(a).equals(letters(b));
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }
}
