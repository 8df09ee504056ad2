/**
 * Templates in labels and annotations: Go's text/template as Prometheus uses it. {@link
 * dev.mainstay.alerting.rules.template.Template} is the way in. Text becomes tokens ({@code
 * TemplateLexer}), then parts ({@code TemplateParser}), which write their output ({@code
 * Expansion}) over values that are Java's: texts, doubles, longs, booleans, maps, lists, {@code
 * TemplateSample}s and instants.
 */
@NullMarked
package dev.mainstay.alerting.rules.template;

import org.jspecify.annotations.NullMarked;
