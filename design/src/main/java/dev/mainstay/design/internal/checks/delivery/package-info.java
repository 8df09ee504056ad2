@NullMarked
package dev.mainstay.design.internal.checks.delivery;

import org.jspecify.annotations.NullMarked;
