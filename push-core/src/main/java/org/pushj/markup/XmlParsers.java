package org.pushj.markup;

import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;

/**
 * Creates parsers for untrusted XML: they fetch nothing, expand no entity, and skip document type
 * declarations.
 */
public final class XmlParsers {
  /**
   * The limits of the JDK's parser, whose defaults differ between versions. Those on entities are
   * off: they would count every escaped ampersand of a large feed, and other entities are never
   * expanded. The reader bounds the size of the document.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "jdk.xml.maxElementDepth", "256",
          "jdk.xml.elementAttributeLimit", "1000",
          "jdk.xml.maxGeneralEntitySizeLimit", "0",
          "jdk.xml.totalEntitySizeLimit", "0",
          "jdk.xml.entityReplacementLimit", "0");

  private XmlParsers() {}

  /** Returns a new factory for the parser of one document. */
  public static XMLInputFactory newFactory() {
    // Always the parser of the JDK, since these settings are its own.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // So a reference to an unknown entity, such as &nbsp;, is an event and not an error.
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    LIMITS.forEach(factory::setProperty);
    return factory;
  }
}
