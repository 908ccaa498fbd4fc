package org.pushj.own;

import org.pushj.spi.LinkHeaderParser;
import org.pushj.tck.LinkHeaderParserContract;

class VendorLinkHeaderParserTest implements LinkHeaderParserContract {
  @Override
  public LinkHeaderParser linkHeaderParser() {
    return new VendorLinkHeaderParser();
  }
}
