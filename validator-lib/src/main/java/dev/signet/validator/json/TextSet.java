package dev.signet.validator.json;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Texts in an order, each once; unmodifiable, and known to be, so that handing it on needs no copy.
 * Thread-safe.
 */
public final class TextSet extends AbstractSet<String> {
  private final Set<String> texts;

  private TextSet(Set<String> texts) {
    this.texts = Collections.unmodifiableSet(texts);
  }

  /** Takes a set that nobody else holds, and its order. */
  public static Set<String> taking(Set<String> texts) {
    return new TextSet(texts);
  }

  /** The set itself if it cannot change, else a copy. */
  public static Set<String> copyOf(Set<String> texts) {
    if (texts instanceof TextSet) {
      return texts;
    }
    return texts.size() < 2 ? Set.copyOf(texts) : new TextSet(new LinkedHashSet<>(texts));
  }

  @Override
  public Iterator<String> iterator() {
    return texts.iterator();
  }

  @Override
  public boolean contains(Object text) {
    return texts.contains(text);
  }

  @Override
  public int size() {
    return texts.size();
  }
}
