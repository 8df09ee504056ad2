@NullMarked
package dev.mainstay.objectives.evaluation;

import org.jspecify.annotations.NullMarked;
