package dev.signet.authority.directory.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Arrays;
import java.util.List;

/**
 * A search filter (RFC 4515) with a place for one value, written <code>{0}</code>.
 *
 * <p>The value never becomes text of the filter: it is put into the parsed filter where <code>{0}
 * </code> is the whole of what is compared with, so no value can change what is asked. Immutable.
 */
public final class FilterTemplate {
  private static final String PLACE = "{0}";

  private final Filter template;

  private FilterTemplate(Filter template) {
    this.template = template;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when it is no filter, or <code>{0}</code> is missing, stands
   *     in an attribute's name or is but a part of a value
   */
  public static FilterTemplate parse(String text) {
    try {
      Filter parsed = Filter.create(text);
      Filter filled = fill(parsed, "x");
      if (!filled.equals(parsed) && !filled.toString().contains(PLACE)) {
        return new FilterTemplate(parsed);
      }
    } catch (LDAPException e) {
      // Falls through to the fault, which says what a right filter looks like.
    }
    throw new IllegalArgumentException(
        "is not a filter such as (uid={0}): {0} must be there, each time the whole of a value");
  }

  /** The filter that asks for a value. */
  Filter with(String value) {
    return fill(template, value);
  }

  private static Filter fill(Filter filter, String value) {
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_AND -> Filter.createANDFilter(fillAll(filter, value));
      case Filter.FILTER_TYPE_OR -> Filter.createORFilter(fillAll(filter, value));
      case Filter.FILTER_TYPE_NOT -> Filter.createNOTFilter(fill(filter.getNOTComponent(), value));
      case Filter.FILTER_TYPE_EQUALITY ->
          isPlace(filter) ? Filter.createEqualityFilter(filter.getAttributeName(), value) : filter;
      // Such as Active Directory's groups within groups, (member:1.2.840.113556.1.4.1941:={0}).
      case Filter.FILTER_TYPE_EXTENSIBLE_MATCH ->
          isPlace(filter)
              ? Filter.createExtensibleMatchFilter(
                  filter.getAttributeName(),
                  filter.getMatchingRuleID(),
                  filter.getDNAttributes(),
                  value)
              : filter;
      default -> filter;
    };
  }

  private static List<Filter> fillAll(Filter filter, String value) {
    return Arrays.stream(filter.getComponents()).map(part -> fill(part, value)).toList();
  }

  private static boolean isPlace(Filter filter) {
    return PLACE.equals(filter.getAssertionValue());
  }

  /** The filter as an operator wrote it. */
  @Override
  public String toString() {
    return template.toString();
  }
}
