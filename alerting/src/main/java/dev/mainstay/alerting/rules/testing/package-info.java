/**
 * Unit tests of rules, in the format of promtool: series that are made up, and which alerts and
 * results there must be at which time. {@link dev.mainstay.alerting.rules.testing.RuleTests} runs
 * them.
 */
@NullMarked
package dev.mainstay.alerting.rules.testing;

import org.jspecify.annotations.NullMarked;
