/**
 * The validator: one exported package, dev.signet.validator; everything else is hidden, but for
 * what dev.signet.quota needs of a list.
 */
@SuppressWarnings("module") // that module is built after this one
module dev.signet.validator {
  requires static transitive org.jspecify;
  requires java.net.http;

  exports dev.signet.validator;
  exports dev.signet.validator.allowance to
      dev.signet.quota;
}
