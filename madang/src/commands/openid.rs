//! The provider by which people sign in: OpenID Connect.

use std::path::PathBuf;

use anyhow::{Context, Result};
use madang_accounts::{Provider, ProviderSettings};

use crate::data::read_secret_text;

/// The provider by which people sign in, besides passkeys, passwords and mailed links.
#[derive(clap::Args)]
pub struct OpenIdArguments {
    /// OpenID Connect provider by which people can sign in, exactly as it names itself (its issuer): https://id.example.go.kr
    #[arg(
        long,
        value_name = "URL",
        env = "MADANG_OPENID_ISSUER",
        help_heading = "OpenID Connect"
    )]
    openid_issuer: Option<String>,
    /// By what the provider knows this portal (its client_id). There it comes back to BASE-URL/account/provider/back
    #[arg(
        long,
        value_name = "NAME",
        env = "MADANG_OPENID_CLIENT",
        help_heading = "OpenID Connect"
    )]
    openid_client: Option<String>,
    /// File with the secret that the provider gave to this portal (its client_secret), readable by its owner alone
    #[arg(
        long,
        value_name = "FILE",
        env = "MADANG_OPENID_SECRET_FILE",
        help_heading = "OpenID Connect"
    )]
    openid_secret_file: Option<PathBuf>,
    /// The secret itself, better in the environment than here, where others on this machine see it
    #[arg(
        long,
        value_name = "SECRET",
        env = "MADANG_OPENID_SECRET",
        hide_env_values = true,
        conflicts_with = "openid_secret_file",
        help_heading = "OpenID Connect"
    )]
    openid_secret: Option<String>,
    /// What people call the provider, in Korean: as on the button
    #[arg(
        long,
        value_name = "NAME",
        env = "MADANG_OPENID_NAME_KO",
        help_heading = "OpenID Connect"
    )]
    openid_name_ko: Option<String>,
    /// The same in English
    #[arg(
        long,
        value_name = "NAME",
        env = "MADANG_OPENID_NAME_EN",
        help_heading = "OpenID Connect"
    )]
    openid_name_en: Option<String>,
    /// Other hosts where the provider has some of its addresses, with commas between: nobody else is asked
    #[arg(
        long,
        value_name = "HOSTS",
        value_delimiter = ',',
        env = "MADANG_OPENID_HOSTS",
        help_heading = "OpenID Connect"
    )]
    openid_hosts: Vec<String>,
}

/// What a log shows: nothing of the secret.
impl std::fmt::Debug for OpenIdArguments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenIdArguments")
            .field("openid_issuer", &self.openid_issuer)
            .finish_non_exhaustive()
    }
}

impl OpenIdArguments {
    /// The provider; `None` where none is named. It is not asked: it may be down.
    ///
    /// # Errors
    /// What is missing or cannot be used, and a file with the secret that cannot be read.
    pub fn provider(&self) -> Result<Option<Provider>> {
        let Some(issuer) = &self.openid_issuer else {
            let rest = [
                ("--openid-client", self.openid_client.is_some()),
                ("--openid-secret-file", self.openid_secret_file.is_some()),
                ("--openid-secret", self.openid_secret.is_some()),
                ("--openid-name-ko", self.openid_name_ko.is_some()),
                ("--openid-name-en", self.openid_name_en.is_some()),
                ("--openid-hosts", !self.openid_hosts.is_empty()),
            ];
            return match rest.into_iter().find(|(_, given)| *given) {
                Some((option, _)) => refuse!("openid-no-issuer", option = option),
                None => Ok(None),
            };
        };
        let given = |value: &Option<String>, option: &str, variable: &str| {
            let missing = || t!("openid-missing", option = option, variable = variable);
            value.clone().with_context(missing)
        };
        let client = given(
            &self.openid_client,
            "--openid-client",
            "MADANG_OPENID_CLIENT",
        )?;
        let korean = given(
            &self.openid_name_ko,
            "--openid-name-ko",
            "MADANG_OPENID_NAME_KO",
        )?;
        let english = given(
            &self.openid_name_en,
            "--openid-name-en",
            "MADANG_OPENID_NAME_EN",
        )?;
        let secret = match &self.openid_secret_file {
            Some(file) => {
                read_secret_text(file)?.with_context(|| t!("openid-no-secret-file", file = file))?
            }
            None => given(
                &self.openid_secret,
                "--openid-secret-file",
                "MADANG_OPENID_SECRET",
            )?,
        };
        let settings = ProviderSettings {
            issuer: issuer.clone(),
            client,
            secret,
            hosts: self.openid_hosts.clone(),
            korean,
            english,
        };
        Ok(Some(Provider::new(settings)?))
    }
}
