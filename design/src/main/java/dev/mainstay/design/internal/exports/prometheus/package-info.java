@NullMarked
package dev.mainstay.design.internal.exports.prometheus;

import org.jspecify.annotations.NullMarked;
