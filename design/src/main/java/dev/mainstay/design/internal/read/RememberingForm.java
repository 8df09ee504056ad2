package dev.mainstay.design.internal.read;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form that keeps some of the last texts with what they became: companies write {@code 30s} and
 * {@code 99.9 %} in every service. What it gives is shared. Thread-safe: a memory that another
 * thread has not seen yet costs only time.
 */
final class RememberingForm<T> implements Form<T> {
  private static final int MEMORIES = 256;
  private static final int LONGEST = 40;

  private final Form<T> form;
  private final @Nullable Memory<T>[] memories;

  private record Memory<T>(String text, Optional<T> value) {}

  @SuppressWarnings({"unchecked", "rawtypes"})
  RememberingForm(Form<T> form) {
    this.form = form;
    memories = new Memory[MEMORIES];
  }

  @Override
  public Optional<T> parse(String text) {
    int hash = text.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (MEMORIES - 1);
    Memory<T> memory = memories[slot];
    if (memory != null && memory.text.equals(text)) {
      return memory.value;
    }
    Optional<T> value = form.parse(text);
    if (text.length() <= LONGEST) {
      memories[slot] = new Memory<>(text, value);
    }
    return value;
  }

  @Override
  public String expected() {
    return form.expected();
  }

  @Override
  public Optional<String> suggestion(String text) {
    return form.suggestion(text);
  }

  @Override
  public boolean isCertain(String text, String suggestion) {
    return form.isCertain(text, suggestion);
  }

  @Override
  public Spelling spelling() {
    return form.spelling();
  }
}
