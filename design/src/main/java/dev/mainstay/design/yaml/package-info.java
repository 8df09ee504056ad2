/** YAML with the place of each value: designs, strictly, and the files of the field. */
@NullMarked
package dev.mainstay.design.yaml;

import org.jspecify.annotations.NullMarked;
