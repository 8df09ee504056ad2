@NullMarked
package dev.mainstay.design.internal.claims;

import org.jspecify.annotations.NullMarked;
