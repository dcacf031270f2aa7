package org.vaelab.json;

import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentVisitor;
import com.github.therapi.runtimejavadoc.Link;
import com.github.therapi.runtimejavadoc.ParamJavadoc;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import com.github.therapi.runtimejavadoc.Value;
import java.util.Optional;

/**
 * What the fields of a text mean: the Javadoc of the records that it stands for, which the compiler
 * keeps beside their classes. Code that was compiled without that has none.
 */
final class Documentation {
  private Documentation() {}

  /** The first paragraph about a record or an interface. */
  static Optional<String> of(Class<?> type) {
    return plain(RuntimeJavadoc.getJavadoc(type).getComment());
  }

  /** What a component is. */
  static Optional<String> of(Class<?> record, String component) {
    return RuntimeJavadoc.getJavadoc(record).getRecordComponents().stream()
        .filter(each -> each.getName().equals(component))
        .map(ParamJavadoc::getComment)
        .findFirst()
        .flatMap(Documentation::plain);
  }

  private static Optional<String> plain(Comment comment) {
    Text text = new Text();
    comment.visit(text);
    String first = text.words.toString().split("<p>", 2)[0];
    String plain = first.replaceAll("</?[a-zA-Z]+>", "").replaceAll("\\s+", " ").strip();
    return Optional.of(plain).filter(words -> !words.isEmpty());
  }

  /** Words alone, without what makes them code or a link. */
  private static final class Text implements CommentVisitor {
    private final StringBuilder words = new StringBuilder();

    @Override
    public void commentText(String value) {
      words.append(value);
    }

    @Override
    public void inlineLink(Link link) {
      words.append(link.getLabel().replaceFirst(".*[#.]", ""));
    }

    @Override
    public void inlineTag(String name, String value) {
      words.append(value);
    }

    @Override
    public void inlineValue(Value value) {
      words.append(value.getReferencedMemberName());
    }
  }
}
