@NullMarked
package dev.mainstay.design.internal.report;

import org.jspecify.annotations.NullMarked;
