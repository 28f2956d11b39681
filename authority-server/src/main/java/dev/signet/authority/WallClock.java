package dev.signet.authority;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Lets one method read the wall clock, which the build forbids everywhere else. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface WallClock {
  /** Why here. */
  String value();
}
