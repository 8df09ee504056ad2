/**
 * Prometheus rule files: read with every problem at its place ({@link
 * dev.mainstay.alerting.rules.RuleFiles}), and evaluated over the stored samples ({@link
 * dev.mainstay.alerting.rules.RuleEngine}).
 */
@NullMarked
package dev.mainstay.alerting.rules;

import org.jspecify.annotations.NullMarked;
