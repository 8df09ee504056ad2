@NullMarked
package dev.mainstay.design.internal.exports.pipeline;

import org.jspecify.annotations.NullMarked;
