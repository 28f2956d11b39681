/** The validator: one exported package, dev.signet.validator; everything else is hidden. */
module dev.signet.validator {
  requires static transitive org.jspecify;
  requires java.net.http;

  exports dev.signet.validator;
}
