/**
 * Answers PromQL queries from stored samples. {@link dev.mainstay.telemetry.query.QueryEngine} is
 * the way in; how it works is told in {@code docs/decisions/0012-columnar-queries.md}.
 */
@NullMarked
package dev.mainstay.telemetry.query;

import org.jspecify.annotations.NullMarked;
