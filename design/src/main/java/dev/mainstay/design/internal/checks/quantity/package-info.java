@NullMarked
package dev.mainstay.design.internal.checks.quantity;

import org.jspecify.annotations.NullMarked;
