package dev.mainstay.telemetry.query;

import com.google.re2j.Matcher;

/** Replacements of regular expressions as Go writes them. */
public final class RegexTemplate {
  private RegexTemplate() {}

  /** The template with {@code $1}, {@code ${1}}, {@code $name} and {@code $$} replaced. */
  public static String expand(String template, Matcher matcher) {
    var text = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int dollar = template.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      text.append(template, at, dollar);
      at = dollar + 1;
      if (at < template.length() && template.charAt(at) == '$') {
        text.append('$');
        at++;
        continue;
      }
      boolean braces = at < template.length() && template.charAt(at) == '{';
      int begin = braces ? at + 1 : at;
      int end = begin;
      while (end < template.length() && isNamePart(template.charAt(end))) {
        end++;
      }
      boolean closed = !braces || end < template.length() && template.charAt(end) == '}';
      if (end == begin || !closed) {
        text.append('$');
        continue;
      }
      text.append(group(template.substring(begin, end), matcher));
      at = braces ? end + 1 : end;
    }
    return text.append(template.substring(Math.min(at, template.length()))).toString();
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String group(String name, Matcher matcher) {
    String value;
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      boolean there = name.length() < 6 && Integer.parseInt(name) <= matcher.groupCount();
      value = there ? matcher.group(Integer.parseInt(name)) : null;
    } else {
      try {
        value = matcher.group(name);
      } catch (IllegalArgumentException e) {
        value = null;
      }
    }
    return value == null ? "" : value;
  }
}
