//! Where a provider may stand: what a name resolves to is looked at before anything is sent there, so that neither a provider's
//! documents nor somebody's name server lead into the operator's own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Resolves names, and refuses what may not be asked.
#[derive(Debug)]
pub(super) struct Screened {
    /// Only this machine, for tests and development; without it only addresses of the public network.
    pub(super) own_machine: bool,
    pub(super) inner: DefaultResolver,
}

impl Screened {
    fn may_ask(&self, address: IpAddr) -> bool {
        match self.own_machine {
            true => address.to_canonical().is_loopback(),
            false => is_public(address),
        }
    }
}

impl Resolver for Screened {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // One that may not be asked is enough: which of them would be asked is not ours to choose.
        match found.iter().all(|address| self.may_ask(address.ip())) {
            true => Ok(found),
            false => {
                let host = uri.host().unwrap_or_default();
                let said = format!("{host} does not stand in the public network");
                Err(ureq::Error::Other(said.into()))
            }
        }
    }
}

/// Whether an address stands in the public network: by the registries of special-purpose addresses (RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        // This network, and what carriers and testers share.
        [0, ..] | [100, 64..=127, ..] | [198, 18 | 19, ..] => true,
        // Protocols, and relays of 6to4.
        [192, 0, 0, _] | [192, 88, 99, _] => true,
        // Reserved, and everybody.
        [240..=255, ..] => true,
        _ => false,
    };
    !(special
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, _, _, g, h] = address.segments();
    let within = |high: u16, low: u16| {
        let [[w, x], [y, z]] = [high.to_be_bytes(), low.to_be_bytes()];
        is_public_v4(Ipv4Addr::new(w, x, y, z))
    };
    match (a, b) {
        // An address of the older kind within: by translation, and by 6to4.
        (0x64, 0xff9b) => c == 0 && d == 0 && within(g, h),
        (0x2002, _) => within(b, c),
        // Protocols (Teredo among them), documentation.
        (0x2001, 0..=0x1ff | 0xdb8) | (0x3fff, 0..=0xfff) => false,
        // What is given out at all.
        (0x2000..=0x3fff, _) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_network_is_asked() {
        let public = |text: &str| is_public(text.parse().expect("an address"));
        for address in [
            "8.8.8.8",
            "203.252.10.1",
            "2001:4860::8888",
            "2a00::1",
            "64:ff9b::808:808",
            "2002:808:808::1",
        ] {
            assert!(public(address), "{address}");
        }
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "64:ff9b::a00:1",
            "64:ff9b:1::808:808",
            "2002:a00:1::1",
            "2001:db8::1",
            "2001::1",
            "3fff::1",
        ] {
            assert!(!public(address), "{address}");
        }
    }

    #[test]
    fn a_provider_on_this_machine_is_nowhere_else() {
        let own = Screened {
            own_machine: true,
            inner: DefaultResolver::default(),
        };
        let may = |text: &str| own.may_ask(text.parse().expect("an address"));
        assert!(may("127.0.0.1") && may("::1") && may("::ffff:127.0.0.1"));
        assert!(!may("10.0.0.1") && !may("8.8.8.8"));
    }
}
