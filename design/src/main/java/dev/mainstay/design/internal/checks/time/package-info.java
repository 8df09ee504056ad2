@NullMarked
package dev.mainstay.design.internal.checks.time;

import org.jspecify.annotations.NullMarked;
