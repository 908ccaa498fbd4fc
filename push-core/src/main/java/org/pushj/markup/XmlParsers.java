package org.pushj.markup;

import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;

/**
 * Makes parsers for the XML of strangers: nothing is fetched for a document, no entity is expanded,
 * and a document type declaration is passed over.
 */
public final class XmlParsers {
  /**
   * The limits of the JDK's parser, which differ between its versions. Those on entities count
   * every escaped ampersand of a large feed too, and other entities are never expanded: they are
   * off. How much is read at all is bounded by the reader.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "jdk.xml.maxElementDepth", "256",
          "jdk.xml.elementAttributeLimit", "1000",
          "jdk.xml.maxGeneralEntitySizeLimit", "0",
          "jdk.xml.totalEntitySizeLimit", "0",
          "jdk.xml.entityReplacementLimit", "0");

  private XmlParsers() {}

  /** Returns a new factory, for the parser of one document. */
  public static XMLInputFactory newFactory() {
    // The parser of the JDK, whatever else is on the class path: the settings are its own.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // A reference to an unknown entity, as &nbsp;, is then an event, and no error.
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    LIMITS.forEach(factory::setProperty);
    return factory;
  }
}
