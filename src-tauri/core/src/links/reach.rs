//! Whose an address is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Who is at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Everybody's: the web.
    Public,
    /// Another computer in a network of one's own: a router, an intranet, a server behind a tunnel.
    OwnNetwork,
    ThisComputer,
    /// Nobody who shows pages: several at once, nobody yet, examples, or what configures computers in data centres.
    Nobody,
}

use Reach::{Nobody, OwnNetwork, Public, ThisComputer};

/// A network by its first address and how many bits of it count. The first row that fits decides.
///
/// Source: IANA IPv4 Special-Purpose Address Registry; what stands in none of them is public.
const V4: &[(Ipv4Addr, u32, Reach)] = &[
    // Also "this computer" to many systems when it is connected to.
    (Ipv4Addr::new(0, 0, 0, 0), 8, Nobody),
    (Ipv4Addr::new(10, 0, 0, 0), 8, OwnNetwork),
    // Between a provider and its customers, and inside tunnels.
    (Ipv4Addr::new(100, 64, 0, 0), 10, OwnNetwork),
    (Ipv4Addr::new(127, 0, 0, 0), 8, ThisComputer),
    // Link-local, where data centres answer with secrets (169.254.169.254).
    (Ipv4Addr::new(169, 254, 0, 0), 16, Nobody),
    (Ipv4Addr::new(172, 16, 0, 0), 12, OwnNetwork),
    (Ipv4Addr::new(192, 0, 0, 0), 24, Nobody),
    (Ipv4Addr::new(192, 0, 2, 0), 24, Nobody),
    (Ipv4Addr::new(192, 88, 99, 0), 24, Nobody),
    (Ipv4Addr::new(192, 168, 0, 0), 16, OwnNetwork),
    // For measuring, and taken by programs that answer for every name to lead it through a tunnel.
    (Ipv4Addr::new(198, 18, 0, 0), 15, OwnNetwork),
    (Ipv4Addr::new(198, 51, 100, 0), 24, Nobody),
    (Ipv4Addr::new(203, 0, 113, 0), 24, Nobody),
    // Multicast, what is reserved, and everybody in the network.
    (Ipv4Addr::new(224, 0, 0, 0), 3, Nobody),
];

/// Source: IANA IPv6 Special-Purpose Address Registry and Global Unicast Address Space.
const V6: &[(Ipv6Addr, u32, Reach)] = &[
    (Ipv6Addr::LOCALHOST, 128, ThisComputer),
    // Unique local.
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, OwnNetwork),
    // For protocols; Teredo among them, which carries an IPv4 address within.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, Nobody),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, Nobody),
    // 6to4, which carries one too.
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, Nobody),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, Nobody),
    (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3, Public),
];

/// Where networks without IPv4 put what they translate (RFC 6052).
const TRANSLATED: Ipv6Addr = Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0);

impl Reach {
    pub fn of(address: IpAddr) -> Reach {
        match address {
            IpAddr::V4(address) => of_v4(address),
            IpAddr::V6(address) => of_v6(address),
        }
    }
}

fn of_v4(address: Ipv4Addr) -> Reach {
    let within = |(network, bits, _): &&(Ipv4Addr, u32, Reach)| {
        (address.to_bits() ^ network.to_bits()).leading_zeros() >= *bits
    };
    V4.iter().find(within).map_or(Public, |(.., reach)| *reach)
}

fn of_v6(address: Ipv6Addr) -> Reach {
    let translated = (address.to_bits() ^ TRANSLATED.to_bits()).leading_zeros() >= 96;
    if let Some(inner) = address.to_ipv4_mapped() {
        return of_v4(inner);
    }
    if translated {
        let [.., a, b, c, d] = address.octets();
        return of_v4(Ipv4Addr::new(a, b, c, d));
    }
    let within = |(network, bits, _): &&(Ipv6Addr, u32, Reach)| {
        (address.to_bits() ^ network.to_bits()).leading_zeros() >= *bits
    };
    V6.iter().find(within).map_or(Nobody, |(.., reach)| *reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(reach: Reach, addresses: &[&str]) {
        for address in addresses {
            assert_eq!(Reach::of(address.parse().unwrap()), reach, "{address}");
        }
    }

    #[test]
    fn addresses_of_the_web_are_public() {
        all(
            Public,
            &[
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2001:200::1",
                "2a00:1450:4001::1",
                "64:ff9b::101:101",
                "::ffff:1.1.1.1",
            ],
        );
    }

    #[test]
    fn addresses_of_ones_own_need_a_word() {
        all(ThisComputer, &["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]);
        all(
            OwnNetwork,
            &[
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.7",
                "fc00::1",
                "fdff::1",
                "::ffff:192.168.1.1",
                "64:ff9b::a00:1",
            ],
        );
    }

    #[test]
    fn addresses_of_nobody_are_never_read() {
        all(
            Nobody,
            &[
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::7f00:1",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:1ff::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "4000::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
            ],
        );
    }
}
