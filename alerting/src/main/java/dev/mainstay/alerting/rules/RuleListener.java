package dev.mainstay.alerting.rules;

import java.util.List;

/** Hears of what rules do, on the threads that evaluate them. */
public interface RuleListener {
  /** Hears of nothing. */
  RuleListener NONE =
      new RuleListener() {
        @Override
        public void applied(List<RuleGroup> groups) {}

        @Override
        public void evaluated(GroupStatus group) {}
      };

  /** These groups are evaluated from now on, and no others. */
  void applied(List<RuleGroup> groups);

  /** A group was evaluated. */
  void evaluated(GroupStatus group);
}
