@NullMarked
package dev.mainstay.design.internal.checks.own;

import org.jspecify.annotations.NullMarked;
