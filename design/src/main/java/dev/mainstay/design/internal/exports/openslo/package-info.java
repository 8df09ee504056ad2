@NullMarked
package dev.mainstay.design.internal.exports.openslo;

import org.jspecify.annotations.NullMarked;
