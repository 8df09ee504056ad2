@NullMarked
package dev.mainstay.design.internal.checks.planning;

import org.jspecify.annotations.NullMarked;
