package dev.signet.benchmarks.restart;

import dev.signet.benchmarks.figures.BuildFolder;
import dev.signet.benchmarks.tokens.SignatureProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that is started.
 *
 * @param name what the table calls it
 * @param arguments for {@code java}, behind those of the JVM
 */
record Program(String name, List<String> arguments) {
  Program {
    arguments = List.copyOf(arguments);
  }

  static Program empty() {
    return new Program("JVM alone", command(EmptyStart.class, List.of(), List.of()));
  }

  static Program raw(EarlierRun earlier) {
    return new Program(
        "one raw verification, JDK",
        command(RawStart.class, List.of(), List.of(earlier.parts().toString())));
  }

  /** This product, with that provider on the class path, where it finds it. */
  static Program signet(SignatureProvider provider, EarlierRun earlier) {
    List<Path> classPath = new ArrayList<>(jars(BuildFolder.get().resolve("restart-lib")));
    classPath.addAll(provider.jars());
    return new Program(
        "signet, " + provider.label(),
        command(
            FirstCheck.class,
            classPath,
            List.of(
                earlier.state().toString(),
                earlier.keySet().toString(),
                earlier.token().toString())));
  }

  private static List<String> command(Class<?> main, List<Path> libraries, List<String> arguments) {
    String classPath =
        Stream.concat(Stream.of(BuildFolder.get().resolve("classes")), libraries.stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    return Stream.concat(Stream.of("-cp", classPath, main.getName()), arguments.stream()).toList();
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(folder + " is missing: build the module", e);
    }
  }
}
