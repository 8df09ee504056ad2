@NullMarked
package dev.mainstay.design.internal.yaml;

import org.jspecify.annotations.NullMarked;
