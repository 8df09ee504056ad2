@NullMarked
package dev.mainstay.design.internal.graph;

import org.jspecify.annotations.NullMarked;
