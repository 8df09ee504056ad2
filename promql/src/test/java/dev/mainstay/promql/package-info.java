@NullMarked
package dev.mainstay.promql;

import org.jspecify.annotations.NullMarked;
