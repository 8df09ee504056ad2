@NullMarked
package dev.mainstay.design.internal.checks.recovery;

import org.jspecify.annotations.NullMarked;
