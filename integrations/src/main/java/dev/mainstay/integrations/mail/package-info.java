/** Pages as e-mail over SMTP. */
@NullMarked
package dev.mainstay.integrations.mail;

import org.jspecify.annotations.NullMarked;
