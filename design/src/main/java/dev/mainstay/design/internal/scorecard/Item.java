package dev.mainstay.design.internal.scorecard;

import dev.mainstay.design.Scorecard;
import java.util.List;

/**
 * A row of the scorecard.
 *
 * @param name within its category; with it the item's id
 */
public record Item(String category, String name, String title, Rule first, Rule second) {
  public Scorecard.Item judge(Facts facts) {
    return new Scorecard.Item(
        id(), category, title, List.of(first.judge(facts), second.judge(facts)));
  }

  String id() {
    return category + "." + name;
  }
}
