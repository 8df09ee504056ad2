package dev.mainstay.server.internal.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service may be released now.
 *
 * @param verdict {@code allow}, {@code warn} or {@code freeze}
 * @param reasons the decisive one first
 * @param ways how it may go ahead in spite of a freeze; null without one
 */
public record ReleaseView(
    String service, String verdict, List<String> reasons, @Nullable String ways) {
  public ReleaseView {
    reasons = List.copyOf(reasons);
  }
}
