@NullMarked
package dev.mainstay.design.internal.checks.alerting;

import org.jspecify.annotations.NullMarked;
