package dev.signet.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The usage in the Javadoc compiles, and stops compiling when the audience is left out. */
class SnippetTest {
  private static final Path SOURCE =
      Path.of("src", "main", "java", "dev", "signet", "validator", "TokenValidator.java");
  private static final Pattern SNIPPET =
      Pattern.compile("<pre>\\{@code\\R(.*?)\\R \\* \\}</pre>", Pattern.DOTALL);

  @TempDir private Path output = Path.of("");

  @Test
  void compilesAsItStands() throws IOException {
    assertThat(errors(snippet())).isEmpty();
  }

  @Test
  void doesNotCompileWithoutAudience() throws IOException {
    String without = snippet().replace(", \"https://api.example.com\"", "");

    assertThat(without).isNotEqualTo(snippet());
    assertThat(errors(without)).hasSize(1).first().asString().contains("forAuthority");
  }

  private static String snippet() throws IOException {
    Matcher snippet = SNIPPET.matcher(Files.readString(SOURCE));
    assertThat(snippet.find()).isTrue();
    return snippet.group(1).replaceAll("(?m)^ \\* ?", "");
  }

  private List<String> errors(String snippet) {
    String program =
        """
        import dev.signet.validator.*;
        abstract class Snippet {
          abstract void serve(String subject);
          void use(String authorizationHeader) {
            // the snippet
          }
        }
        """
            .replace("// the snippet", snippet);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none", "-cp", Path.of("target", "classes").toString(), "-d", output.toString());
    compiler.getTask(null, null, found, options, null, List.of(source(program))).call();
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(Diagnostic::toString)
        .toList();
  }

  private static JavaFileObject source(String program) {
    return new SimpleJavaFileObject(
        URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return program;
      }
    };
  }
}
