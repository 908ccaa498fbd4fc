package org.pushj.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecialAddressesTest {

  @ParameterizedTest
  @DisplayName("SEC-8: the first and last address of each block, and their neighbours outside")
  @CsvSource({
    "0.0.0.0, 0.255.255.255, , 1.0.0.0, unspecified",
    "10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0, private",
    "100.64.0.0, 100.127.255.255, 100.63.255.255, 100.128.0.0, shared",
    "127.0.0.0, 127.255.255.255, 126.255.255.255, 128.0.0.0, loopback",
    "168.63.129.16, 168.63.129.16, 168.63.129.15, 168.63.129.17, Azure platform",
    "169.254.0.0, 169.254.255.255, 169.253.255.255, 169.255.0.0, link-local",
    "172.16.0.0, 172.31.255.255, 172.15.255.255, 172.32.0.0, private",
    "192.0.0.0, 192.0.0.255, 191.255.255.255, 192.0.1.0, reserved",
    "192.0.2.0, 192.0.2.255, 192.0.1.255, 192.0.3.0, documentation",
    "192.88.99.0, 192.88.99.255, 192.88.98.255, 192.88.100.0, reserved",
    "192.168.0.0, 192.168.255.255, 192.167.255.255, 192.169.0.0, private",
    "198.18.0.0, 198.19.255.255, 198.17.255.255, 198.20.0.0, benchmarking",
    "198.51.100.0, 198.51.100.255, 198.51.99.255, 198.51.101.0, documentation",
    "203.0.113.0, 203.0.113.255, 203.0.112.255, 203.0.114.0, documentation",
    "224.0.0.0, 239.255.255.255, 223.255.255.255, , multicast",
    "240.0.0.0, 255.255.255.254, , , reserved",
    "255.255.255.255, 255.255.255.255, , , broadcast",
    "64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff, , , local translation",
    "100::, 100::ffff:ffff:ffff:ffff, , , discard-only",
    "2001::, 2001:0:ffff:ffff:ffff:ffff:ffff:ffff, , , Teredo",
    "2001:1::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, , 2001:200::, reserved",
    "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db9::,"
        + " documentation",
    "3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, 3ffe::1, 3fff:1000::, documentation",
    "4000::, fbff::, 2a00::1, , reserved",
    "fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , , unique-local",
    "fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , , link-local",
    "fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , , site-local",
    "ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , , multicast"
  })
  void kindOf_namesTheBlock_whenTheAddressIsInIt(
      String first, String last, String before, String after, String kind) throws Exception {
    assertThat(kindOf(literal(first))).contains(kind);
    assertThat(kindOf(literal(last))).contains(kind);
    if (before != null) {
      assertThat(kindOf(literal(before))).isEmpty();
    }
    if (after != null) {
      assertThat(kindOf(literal(after))).isEmpty();
    }
  }

  @Test
  @DisplayName("SEC-8: an IPv4-mapped address of a host name is checked as IPv4")
  void kindOf_checksTheIpv4Address_whenTheResolverReturnsItAsIpv6() throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = (byte) 0xff;
    System.arraycopy(literal("10.0.0.1").getAddress(), 0, mapped, 12, 4);
    InetAddress address = Inet6Address.getByAddress("mapped.example", mapped, -1);
    assertThat(address).isInstanceOf(Inet6Address.class);
    assertThat(kindOf(address)).contains("private");
  }

  @ParameterizedTest
  @DisplayName("SEC-8: an ISATAP address is as public as its prefix and the IPv4 address within")
  @CsvSource({
    "2a00:1450::5efe:10.0.0.1, private",
    "2a00:1450::200:5efe:127.0.0.1, loopback",
    "2a00:1450:1:2:200:5efe:169.254.169.254, link-local",
    "2a00:1450::5efe:168.63.129.16, Azure platform",
    "2002:808:808::5efe:192.168.0.1, private",
    "fe80::5efe:8.8.8.8, link-local",
    "fd00::200:5efe:8.8.8.8, unique-local",
    "2a00:1450::5efe:8.8.8.8, ",
    "2a00:1450::200:5efe:8.8.8.8, ",
    "2a00:1450::300:5efe:10.0.0.1, "
  })
  void kindOf_checksPrefixAndInterface_whenTheAddressIsIsatap(String address, String kind)
      throws Exception {
    assertThat(kindOf(literal(address))).isEqualTo(Optional.ofNullable(kind));
  }

  @Test
  @DisplayName("SEC-12: an address of this machine is one, though it embeds another")
  void own_isFound_whenItIsA6to4Address() throws Exception {
    InetAddress own = literal("2002:808:808:1::5");
    assertThat(SpecialAddresses.kindOf(own, own::equals)).contains("one of this machine");
    assertThat(SpecialAddresses.kindOf(literal("2002:808:808:1::6"), own::equals)).isEmpty();
  }

  private static Optional<String> kindOf(InetAddress address) {
    return SpecialAddresses.kindOf(address, own -> false);
  }

  /** Parses an address literal, so that no name server is asked. */
  private static InetAddress literal(String address) throws UnknownHostException {
    return InetAddress.getAllByName(address)[0];
  }
}
