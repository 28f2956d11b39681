/** The validator: one exported package, dev.signet.validator; everything else is hidden. */
module dev.signet.validator {
  requires static transitive org.jspecify;
  requires com.github.benmanes.caffeine;
  requires java.net.http;

  exports dev.signet.validator;
}
