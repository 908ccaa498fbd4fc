package org.pushj.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The inputs of a fuzz test that are kept: what it begins with, and what was once found. They are
 * the files in the folder of resources that has the name of the class and "Inputs", from which the
 * fuzzer begins too, and into which it writes what it finds.
 */
public final class KeptInputs implements ArgumentsProvider {

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context)
      throws IOException, URISyntaxException {
    Class<?> test = context.getRequiredTestClass();
    URL folder = test.getResource(test.getSimpleName() + "Inputs");
    try (Stream<Path> files = Files.walk(Path.of(Objects.requireNonNull(folder).toURI()))) {
      List<Path> inputs = files.filter(Files::isRegularFile).sorted().toList();
      return inputs.stream().map(KeptInputs::arguments);
    }
  }

  private static Arguments arguments(Path file) {
    try {
      return Arguments.of(Named.of(file.getFileName().toString(), Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
