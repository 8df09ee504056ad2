@NullMarked
package dev.mainstay.design.internal.checks.observability;

import org.jspecify.annotations.NullMarked;
