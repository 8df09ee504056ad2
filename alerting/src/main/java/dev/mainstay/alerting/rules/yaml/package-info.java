/** YAML as rule files are written in it: anchors and merged keys too, each value with its place. */
@NullMarked
package dev.mainstay.alerting.rules.yaml;

import org.jspecify.annotations.NullMarked;
