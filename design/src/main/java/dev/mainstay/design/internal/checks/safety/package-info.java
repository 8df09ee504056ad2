@NullMarked
package dev.mainstay.design.internal.checks.safety;

import org.jspecify.annotations.NullMarked;
