@NullMarked
package dev.mainstay.design.internal.exports.kubernetes;

import org.jspecify.annotations.NullMarked;
