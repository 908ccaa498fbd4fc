package org.pushj.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.spi.PublicUrlPolicy.Resolver;

class UrlPolicyTest {
  private static final String PUBLIC = "93.184.216.34";
  private static final String OWN = "93.184.216.99";
  private static final Map<String, String> ZONE =
      Map.of(
          "public.example",
          PUBLIC + " 2606:2800:220:1::1",
          "localhost",
          "127.0.0.1",
          "private.example",
          "10.0.0.1",
          "six.example",
          "::1",
          "mixed.example",
          PUBLIC + " 10.0.0.1",
          "mixed2.example",
          "10.0.0.1 " + PUBLIC,
          "mixed6.example",
          PUBLIC + " fd12:3456::1",
          "own.example",
          OWN + " " + PUBLIC,
          "nothing.example",
          "");

  private final UrlPolicy policy = policy();

  @ParameterizedTest
  @DisplayName("SEC-8: non-public addresses are refused in every spelling")
  @ValueSource(
      strings = {
        // Loopback.
        "127.0.0.1",
        "127.1.2.3",
        "[::1]",
        // Private, shared, unique-local, site-local.
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.254",
        "192.168.1.1",
        "100.64.0.1",
        "[fd12:3456::1]",
        "[fec0::1]",
        // Link-local, and the metadata service of clouds.
        "169.254.169.254",
        "168.63.129.16",
        "[::ffff:168.63.129.16]",
        "[fe80::1]",
        // IPv4 within IPv6.
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:169.254.169.254]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "[::127.0.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::a00:1]",
        "[64:ff9b:1::5db8:d822]",
        "[2002:7f00:1::1]",
        "[2a00:1450::5efe:10.0.0.1]",
        "[2a00:1450::200:5efe:7f00:1]",
        "[2002:a00:1::]",
        "[2001:0:5db8:d822::1]",
        // Numbers: decimal, octal, hexadecimal, shortened.
        "2130706433",
        "0x7f000001",
        "017700000001",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "127.1",
        "127.0.1",
        "167772161",
        "00000010.0.0.1",
        "93.184.216.034",
        "1572395042",
        "93.184.216.34.",
        "public.0x7f",
        "public.1",
        // Unspecified.
        "0.0.0.0",
        "0",
        "[::]",
        // The rest.
        "93.184.216.34@127.0.0.1",
        "a:b@10.0.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "127.0.0.1.",
        "192.0.0.1",
        "198.18.0.1",
        "240.0.0.1",
        "[::8.8.8.8]",
        "[100::1]",
        "[2001:2::1]",
        "[2001:10::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[4000::1]",
        "[5f00::1]",
        "[ff02::1]",
        "[fe80::1%25lo]"
      })
  void publicOnly_refuses_whenTheAddressIsSpecial(String host) {
    for (String scheme : new String[] {"http", "https"}) {
      URI url = URI.create(scheme + "://" + host + "/feed");
      assertThat(UrlPolicy.publicOnly().refusal(url)).isPresent();
      assertThat(policy.refusal(url)).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.216.34",
        "1.1.1.1",
        "93.184.216.34:8080",
        "[2606:2800:220:1::1]",
        "[2002:5db8:d822::1]",
        "[64:ff9b::5db8:d822]",
        "[::ffff:93.184.216.34]",
        "public.example",
        "PUBLIC.example",
        "public.example."
      })
  void publicOnly_allows_whenTheAddressIsPublic(String host) {
    assertThat(policy.refusal(URI.create("http://" + host + "/feed"))).isEmpty();
    assertThat(policy.refusal(URI.create("HTTPS://" + host + "/feed"))).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("SEC-8: one non-public address is enough, and no address is disclosed")
  @CsvSource({
    "private.example, private",
    "six.example, loopback",
    "localhost, loopback",
    "LOCALHOST., loopback",
    "mixed.example, private",
    "mixed2.example, private",
    "mixed6.example, unique-local"
  })
  void publicOnly_refuses_whenANameResolvesToASpecialAddress(String host, String kind) {
    assertThat(policy.refusal(URI.create("http://" + host + "/")))
        .contains(
            "the host "
                + host
                + " resolves to a non-public address ("
                + kind
                + "); only public addresses are contacted (to allow this host:"
                + " UrlPolicy.publicAnd(\"%s\"), in web.xml allowHosts %s; for development:"
                    .formatted(host, host)
                + " UrlPolicy.allowPrivate(), in web.xml allowPrivate)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown.example", "nothing.example"})
  void publicOnly_refuses_whenTheNameHasNoAddress(String host) {
    assertThat(policy.refusal(URI.create("http://" + host + "/")))
        .contains("the host " + host + " cannot be resolved");
  }

  @ParameterizedTest
  @DisplayName("SEC-7: only http and https, and only URLs with a plain host")
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "file:/etc/passwd",
        "ftp://public.example/feed",
        "gopher://public.example/1feed",
        "jar:http://public.example!/x",
        "ws://public.example/",
        "ldap://public.example/x",
        "mailto:a@public.example",
        "data:text/html,x",
        "javascript:1",
        "view-source:http://public.example/",
        "//public.example/feed",
        "feed",
        "http:///feed",
        "http:feed",
        "http://public.example:0/",
        "http://public.example:65536/",
        "http://user@public.example/",
        "http://user:secret@public.example/",
        "http://@public.example/",
        "http://a_b.example/",
        "http://public..example/",
        "http://%70ublic.example/",
        "http://\uff11\uff12\uff17.0.0.1/",
        "http://127\u30020\u30020\u30021/"
      })
  void everyPolicy_refuses_whenTheUrlIsNotPlainHttp(String url) {
    URI uri = URI.create(url);
    assertThat(policy.refusal(uri)).isPresent();
    assertThat(UrlPolicy.allowPrivate().refusal(uri))
        .hasValueSatisfying(reason -> assertThat(reason).doesNotContain("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/", "https://[::1]/", "http://intranet/"})
  void allowPrivate_allows_whenTheUrlIsPlainHttp(String url) {
    assertThat(UrlPolicy.allowPrivate().refusal(URI.create(url))).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("SEC-8: what Java and the operating system read differently is refused everywhere")
  @ValueSource(strings = {"0177.0.0.1", "2130706433", "0x7f000001", "010.0.0.1"})
  void allowPrivate_refuses_whenTheHostIsAnAmbiguousNumber(String host) {
    assertThat(UrlPolicy.allowPrivate().refusal(URI.create("http://" + host + "/")))
        .hasValueSatisfying(reason -> assertThat(reason).contains("number"));
  }

  @Test
  void refusal_isShort_whenTheUrlIsLong() {
    URI url = URI.create("data:" + "x".repeat(100_000));
    assertThat(policy.refusal(url).orElseThrow()).hasSizeLessThan(300);
  }

  @Test
  void publicOnly_resolvesTheHostAsItIsSpelled_sinceTheJvmCachesBySpelling() {
    String[] asked = new String[1];
    Resolver noting =
        host -> {
          asked[0] = host;
          return new InetAddress[] {literal(PUBLIC)};
        };
    assertThat(
            new PublicUrlPolicy(List.of(), noting, own -> false)
                .refusal(URI.create("http://Public.EXAMPLE./")))
        .isEmpty();
    assertThat(asked[0]).isEqualTo("Public.EXAMPLE.");
  }

  @ParameterizedTest
  @DisplayName("SEC-12: public addresses of this machine are refused, however they are written")
  @ValueSource(
      strings = {
        "93.184.216.99",
        "93.184.216.99:9200",
        "[::ffff:93.184.216.99]",
        "[64:ff9b::5db8:d863]",
        "[2002:5db8:d863::1]",
        "[2a00:1450::5efe:93.184.216.99]",
        "own.example"
      })
  void publicOnly_refuses_whenTheAddressIsOneOfThisMachine(String host) {
    assertThat(policy.refusal(URI.create("http://" + host + "/feed")).orElseThrow())
        .contains("(one of this machine)")
        .contains("publicAnd(\"" + host + "\"), in web.xml allowHosts " + host + ";");
  }

  @Test
  void publicOnly_knowsEveryAddressOfThisMachine() throws Exception {
    List<InetAddress> addresses =
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    assertThat(addresses).isNotEmpty().allMatch(PublicUrlPolicy::isOwn);
    assertThat(PublicUrlPolicy.isOwn(literal(PUBLIC))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "own.example, http://own.example/, true",
    "OWN.example, https://Own.Example/hub, true",
    "own.example, http://own.example:80/, true",
    "own.example, http://own.example:9200/, false",
    "own.example, http://six.example/, false",
    "own.example:8080, http://own.example:8080/, true",
    "own.example:8080, http://own.example/, false",
    "own.example, ftp://own.example/, false",
    "127.0.0.1:8080, http://127.0.0.1:8080/, true",
    "[::1]:8080, http://[::1]:8080/, true",
    "own.example, http://public.example/, true"
  })
  @DisplayName("SEC-12: a host that the policy names may have any address, at the ports named")
  void publicAnd_allowsTheHostsThatItNames(String host, String url, boolean allowed) {
    assertThat(policy(host).refusal(URI.create(url)).isEmpty()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://hub.example/", "hub.example/", "a@hub.example", "a b", "*"})
  void publicAnd_fails_whenNoUrlCanHaveTheHost(String host) {
    assertThatThrownBy(() -> UrlPolicy.publicAnd(host))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static UrlPolicy policy(String... hosts) {
    return new PublicUrlPolicy(
        List.of(hosts), UrlPolicyTest::resolve, address -> OWN.equals(address.getHostAddress()));
  }

  private static InetAddress[] resolve(String host) throws UnknownHostException {
    if (host.startsWith("[") || Character.isDigit(host.charAt(0))) {
      return new InetAddress[] {literal(host)};
    }
    String addresses = ZONE.get(host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""));
    if (addresses == null) {
      throw new UnknownHostException(host);
    }
    List<InetAddress> found = new ArrayList<>();
    for (String address : addresses.split(" ", -1)) {
      if (!address.isEmpty()) {
        found.add(literal(address));
      }
    }
    return found.toArray(InetAddress[]::new);
  }

  /** Parses an address literal, so that no name server is asked. */
  private static InetAddress literal(String address) throws UnknownHostException {
    return InetAddress.getAllByName(address)[0];
  }
}
