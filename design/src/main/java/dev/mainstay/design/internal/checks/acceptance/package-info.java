@NullMarked
package dev.mainstay.design.internal.checks.acceptance;

import org.jspecify.annotations.NullMarked;
