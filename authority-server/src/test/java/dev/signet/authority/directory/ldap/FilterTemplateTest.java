package dev.signet.authority.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTemplateTest {

  @ParameterizedTest
  @ValueSource(strings = {"*", ")(uid=*", "\\2a", "a\0b", "jürgen", "{0}", "(&(uid=*))", "\\"})
  void comparesWithTheValueLetterByLetterWhateverItIs(String hostile) throws Exception {
    Filter filter = FilterTemplate.parse("(&(uid={0})(!(employeeType=disabled)))").with(hostile);

    assertThat(filter.getComponents()).hasSize(2);
    assertThat(filter.getComponents()[0].getFilterType()).isEqualTo(Filter.FILTER_TYPE_EQUALITY);
    assertThat(filter.getComponents()[0].getAssertionValue()).isEqualTo(hostile);
    // RFC 4515 §3: what is sent reads back as the same filter.
    assertThat(Filter.create(filter.toString())).isEqualTo(filter);
  }

  @ParameterizedTest
  @CsvSource({
    "(uid={0}), (uid=jane)",
    "(|(uid={0})(mail={0})), (|(uid=jane)(mail=jane))",
    "(!(uid={0})), (!(uid=jane))",
    "(&(objectClass=person)(uid={0})), (&(objectClass=person)(uid=jane))",
    "(member:1.2.840.113556.1.4.1941:={0}), (member:1.2.840.113556.1.4.1941:=jane)",
    "uid={0}, (uid=jane)",
  })
  void putsTheValueWhereverItsPlaceIs(String template, String filter) {
    assertThat(FilterTemplate.parse(template).with("jane")).hasToString(filter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(uid=*)",
        "(uid=jane)",
        "(uid={0}",
        "(uid={0}*)",
        "(uid=a{0})",
        "(uid>={0})",
        "(&(uid={0})(cn=*{0}*))",
        "({0}=jane)",
      })
  void refusesATemplateThatAValueCouldNotBePutInto(String template) {
    assertThatThrownBy(() -> FilterTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a filter such as (uid={0})");
  }

  @Test
  void showsItselfAsItWasWritten() {
    assertThat(FilterTemplate.parse("(uid={0})")).hasToString("(uid={0})");
  }
}
