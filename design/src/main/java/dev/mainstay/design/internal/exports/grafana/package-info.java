@NullMarked
package dev.mainstay.design.internal.exports.grafana;

import org.jspecify.annotations.NullMarked;
