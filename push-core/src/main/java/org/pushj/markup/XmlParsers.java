package org.pushj.markup;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;

/**
 * Creates parsers for untrusted XML: they fetch nothing, expand no entity, and skip document type
 * declarations.
 */
public final class XmlParsers {
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
    // The defaults of these limits differ between versions of the JDK. Those on entities are off:
    // they would count every escaped ampersand of a large feed, and other entities are never
    // expanded. The reader bounds the size of the document.
    factory.setProperty("jdk.xml.maxElementDepth", "256");
    factory.setProperty("jdk.xml.elementAttributeLimit", "1000");
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.entityReplacementLimit", "0");
    return factory;
  }
}
