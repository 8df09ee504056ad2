package dev.mainstay.alerting.rules;

import dev.mainstay.kernel.Place;
import dev.mainstay.promql.Expr;

/** A rule of a group. */
public sealed interface Rule permits RecordingRule, AlertingRule {
  /** The metric that is recorded, or the alert's name. */
  String name();

  /** The expression as it is written. */
  String query();

  Expr expr();

  /** Where its name stands. */
  Place place();

  /** What tells rules of a group apart over changes of their files: name and labels as written. */
  String identity();
}
