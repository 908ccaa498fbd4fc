package org.pushj.spi;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Addresses that do not belong to a machine on the public internet: the IANA special-purpose
 * address registries (RFC 6890), all of IPv6 that is not global unicast (RFC 4291 section 2.4), and
 * the one public address at which a cloud serves its virtual machines alone.
 */
final class SpecialAddresses {
  private static final List<Block> BLOCKS =
      List.of(
          Block.of("0.0.0.0/8", "unspecified"),
          Block.of("10.0.0.0/8", "private"),
          Block.of("100.64.0.0/10", "shared"),
          Block.of("127.0.0.0/8", "loopback"),
          Block.of("168.63.129.16/32", "Azure platform"),
          Block.of("169.254.0.0/16", "link-local"),
          Block.of("172.16.0.0/12", "private"),
          Block.of("192.0.0.0/24", "reserved"),
          Block.of("192.0.2.0/24", "documentation"),
          Block.of("192.88.99.0/24", "reserved"),
          Block.of("192.168.0.0/16", "private"),
          Block.of("198.18.0.0/15", "benchmarking"),
          Block.of("198.51.100.0/24", "documentation"),
          Block.of("203.0.113.0/24", "documentation"),
          Block.of("224.0.0.0/4", "multicast"),
          Block.of("255.255.255.255/32", "broadcast"),
          Block.of("240.0.0.0/4", "reserved"),
          Block.of("::/128", "unspecified"),
          Block.of("::1/128", "loopback"),
          Block.of("64:ff9b:1::/48", "local translation"),
          Block.of("100::/64", "discard-only"),
          Block.of("2001::/32", "Teredo"),
          Block.of("2001::/23", "reserved"),
          Block.of("2001:db8::/32", "documentation"),
          Block.of("3fff::/20", "documentation"),
          Block.of("fc00::/7", "unique-local"),
          Block.of("fe80::/10", "link-local"),
          Block.of("fec0::/10", "site-local"),
          Block.of("ff00::/8", "multicast"));

  /**
   * Checked last, since it contains blocks of the list above. An address in no block is reserved,
   * or obsolete as ::a.b.c.d is.
   */
  private static final Block GLOBAL_UNICAST = Block.of("2000::/3", "");

  /** Addresses that embed an IPv4 address, to which packets go in the end (RFC 6052, RFC 3056). */
  private static final Block NAT64 = Block.of("64:ff9b::/96", "");

  private static final Block SIX_TO_FOUR = Block.of("2002::/16", "");

  private static final int SIX_TO_FOUR_OFFSET_BYTES = 2;
  private static final int LAST_OFFSET_BYTES = 12;
  private static final int IPV4_BYTES = 4;

  private SpecialAddresses() {}

  /**
   * Names the kind of a special address in a word or two; empty for a public address. An ISATAP
   * address (RFC 5214 section 6.1) is public only if both its prefix and the IPv4 address within
   * are.
   *
   * @param own whether an address is one of this machine, and so leads to local services
   */
  static Optional<String> kindOf(InetAddress address, Predicate<InetAddress> own) {
    Optional<String> inner =
        isIsatap(address.getAddress())
            ? kindOfEffective(inner(address, LAST_OFFSET_BYTES), own)
            : Optional.empty();
    return inner
        .or(() -> kindOfEffective(withoutEnvelope(address), own))
        .or(() -> kindOfOwn(address, own));
  }

  private static Optional<String> kindOfEffective(
      InetAddress effective, Predicate<InetAddress> own) {
    for (Block block : BLOCKS) {
      if (block.contains(effective)) {
        return Optional.of(block.kind());
      }
    }
    boolean global =
        effective.getAddress().length == IPV4_BYTES || GLOBAL_UNICAST.contains(effective);
    if (!global) {
      return Optional.of("reserved");
    }
    return kindOfOwn(effective, own);
  }

  private static Optional<String> kindOfOwn(InetAddress address, Predicate<InetAddress> own) {
    return own.test(address) ? Optional.of("one of this machine") : Optional.empty();
  }

  /** Looks at the interface identifier: 0:5efe:a.b.c.d, or with the universal bit, 200:5efe. */
  private static boolean isIsatap(byte[] address) {
    return address.length > IPV4_BYTES
        && (address[8] & ~2) == 0
        && address[9] == 0
        && address[10] == 0x5e
        && address[11] == (byte) 0xfe;
  }

  private static InetAddress withoutEnvelope(InetAddress address) {
    if (NAT64.contains(address)) {
      return inner(address, LAST_OFFSET_BYTES);
    }
    if (SIX_TO_FOUR.contains(address)) {
      return inner(address, SIX_TO_FOUR_OFFSET_BYTES);
    }
    // A resolver may return ::ffff:a.b.c.d as IPv6; rebuilt from its bytes it is IPv4.
    return ofBytes(address.getAddress());
  }

  private static InetAddress inner(InetAddress address, int offset) {
    byte[] inner = new byte[IPV4_BYTES];
    System.arraycopy(address.getAddress(), offset, inner, 0, IPV4_BYTES);
    return ofBytes(inner);
  }

  private static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }

  /** The addresses whose first {@code prefix} bits are those of {@code network}. */
  private record Block(int addressBits, BigInteger network, int prefix, String kind) {

    static Block of(String cidr, String kind) {
      int slash = cidr.indexOf('/');
      try {
        byte[] bytes = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
        return new Block(
            bytes.length * Byte.SIZE,
            new BigInteger(1, bytes),
            Integer.parseInt(cidr, slash + 1, cidr.length(), 10),
            kind);
      } catch (UnknownHostException e) {
        throw new IllegalStateException(cidr, e);
      }
    }

    boolean contains(InetAddress address) {
      byte[] bytes = address.getAddress();
      int rest = addressBits - prefix;
      return bytes.length * Byte.SIZE == addressBits
          && new BigInteger(1, bytes).shiftRight(rest).equals(network.shiftRight(rest));
    }
  }
}
