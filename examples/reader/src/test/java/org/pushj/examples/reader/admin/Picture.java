package org.pushj.examples.reader.admin;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** A picture for the documentation. */
final class Picture {
  private static final int COLOURS = 128;
  private static final int BITS = 8;

  private Picture() {}

  /** Writes a PNG with its most frequent colours only, which makes it a third as large. */
  static void write(byte[] png, Path file) {
    try {
      BufferedImage all = ImageIO.read(new ByteArrayInputStream(png));
      int width = all.getWidth();
      int height = all.getHeight();
      int[] pixels = all.getRGB(0, 0, width, height, null, 0, width);
      BufferedImage few =
          new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, colours(pixels));
      few.setRGB(0, 0, width, height, pixels, 0, width);
      ImageIO.write(few, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IndexColorModel colours(int[] pixels) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel, 1, Integer::sum);
    }
    int[] most =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(COLOURS)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    return new IndexColorModel(BITS, most.length, most, 0, false, -1, DataBuffer.TYPE_BYTE);
  }
}
