@NullMarked
package dev.mainstay.design.slo;

import org.jspecify.annotations.NullMarked;
