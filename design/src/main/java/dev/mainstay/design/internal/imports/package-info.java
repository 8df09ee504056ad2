@NullMarked
package dev.mainstay.design.internal.imports;

import org.jspecify.annotations.NullMarked;
