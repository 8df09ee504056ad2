@NullMarked
package dev.mainstay.design.internal.diagrams;

import org.jspecify.annotations.NullMarked;
