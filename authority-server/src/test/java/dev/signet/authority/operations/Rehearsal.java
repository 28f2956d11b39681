package dev.signet.authority.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.operations.Guide.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Steps of a guide, typed one after another into one shell on a machine of their own. */
final class Rehearsal {
  private static final Path LAUNCHER = Path.of(System.getProperty("signet.authority.launcher", ""));
  private static final Path JAR = Path.of(System.getProperty("signet.authority.jar", ""));

  /** Before the output of a step, and before its exit code; nothing prints them. */
  private static final char STEP = '\u001e';

  private static final char CODE = '\u001f';

  private final Path machine;
  private final int port;
  private final StringBuilder script = new StringBuilder();
  private final List<Step> steps = new ArrayList<>();

  Rehearsal(Path machine, int port) {
    this.machine = machine;
    this.port = port;
    variable("machine", machine.toString());
    variable("launcher", LAUNCHER.toString());
    aside("export JAVA_HOME='" + System.getProperty("java.home") + "'");
    variable("jar", JAR.toString());
    variable("port", Integer.toString(port));
    aside(resource("machine.sh"));
  }

  /** Sets a variable of the shell. */
  void variable(String name, String value) {
    script.append(name).append("='").append(value).append("'\n");
  }

  /** Something that the guide does not speak of. */
  void aside(String commands) {
    script.append(commands).append('\n');
  }

  /** The commands of a section of the guide. */
  void type(List<Step> section) {
    for (Step step : section) {
      steps.add(step);
      script
          .append("printf '\\036'\n")
          .append(here(step.command()))
          .append("\nprintf '\\037%s' $?\n");
    }
  }

  private Map<String, String> places() {
    return Map.of(
        "/var/lib/signet", machine.resolve("lib").toString(),
        "/var/backups/signet", machine.resolve("backups").toString(),
        "/etc/signet", machine.resolve("etc").toString(),
        "/opt/signet", machine.resolve("opt").toString(),
        "127.0.0.1:8080", "127.0.0.1:" + port);
  }

  /** A text of the real machine as it is on this one. */
  String here(String text) {
    String here = text;
    for (Map.Entry<String, String> place : places().entrySet()) {
      here = here.replace(place.getKey(), place.getValue());
    }
    return here;
  }

  private String there(String text) {
    String there = text;
    for (Map.Entry<String, String> place : places().entrySet()) {
      there = there.replace(place.getValue(), place.getKey());
    }
    return there;
  }

  /** Types all of it; returns what came out otherwise than the guide says. */
  List<String> run() throws IOException, InterruptedException {
    Path file = Files.writeString(machine.resolve("rehearsal.sh"), script);
    Process shell = new ProcessBuilder("bash", file.toString()).redirectErrorStream(true).start();
    String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
    shell.waitFor();
    List<String> outputs = List.of(output.split(String.valueOf(STEP), -1));
    List<String> faults = new ArrayList<>();
    if (!outputs.get(0).isEmpty() || outputs.size() != steps.size() + 1) {
      faults.add("it broke off, or said more than the guide: " + output);
    }
    for (int i = 1; i < outputs.size(); i++) {
      judge(steps.get(i - 1), there(outputs.get(i)), faults);
    }
    return faults;
  }

  private static void judge(Step step, String output, List<String> faults) {
    int end = output.lastIndexOf(CODE);
    String printed = end < 0 ? output : output.substring(0, end);
    String code = end < 0 ? "none" : output.substring(end + 1);
    String lines = printed.isEmpty() || printed.endsWith("\n") ? printed : printed + '\n';
    if (!code.equals("0") || !step.prints(lines.replace("\r", ""))) {
      faults.add("$ " + step.command() + "\n" + lines + "[exit code " + code + "]");
    }
  }

  static String resource(String name) {
    try (InputStream in = Rehearsal.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
