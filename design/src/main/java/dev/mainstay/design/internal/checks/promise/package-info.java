@NullMarked
package dev.mainstay.design.internal.checks.promise;

import org.jspecify.annotations.NullMarked;
