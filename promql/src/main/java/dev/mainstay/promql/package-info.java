/**
 * PromQL, the query language alone: text to a checked syntax tree and back. {@link
 * dev.mainstay.promql.Promql} is the way in.
 */
@NullMarked
package dev.mainstay.promql;

import org.jspecify.annotations.NullMarked;
