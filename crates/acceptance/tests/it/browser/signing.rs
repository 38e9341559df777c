//! Signing in by each way, acting in a role and erasing oneself, on a phone of 320 pixels, by keyboard alone.

use anyhow::{Context, Result, ensure};
use madang_acceptance::data::Data;
use madang_acceptance::program::{Finished, Server};
use madang_acceptance::smtp::Smtp;
use madang_acceptance::webdriver::{Browser, ENTER};
use tempfile::TempDir;

use super::pages::{AXE, Rules, violations};
use super::walk::tab_to;

const PASSWORD: &str = "seven brown hens cross";

/// A portal with accounts whose mail is taken.
pub(super) struct Yard {
    _folder: TempDir,
    data: Data,
    _server: Server,
    base: String,
    smtp: Smtp,
}

impl Yard {
    pub(super) async fn start() -> Result<Yard> {
        Yard::start_with(None, &[]).await
    }

    /// In a database, or the embedded one, with more arguments.
    pub(super) async fn start_with(database: Option<String>, more: &[String]) -> Result<Yard> {
        let folder = tempfile::tempdir()?;
        let data = Data::new(folder.path().join("data"), database);
        Yard::serve(folder, data, more).await
    }

    /// One with a programme whose institution listens.
    pub(super) async fn listening() -> Result<Yard> {
        let folder = tempfile::tempdir()?;
        let data = Data::new(folder.path().join("data"), None);
        data.open_listening().await?;
        Yard::serve(folder, data, &[]).await
    }

    async fn serve(folder: TempDir, data: Data, more: &[String]) -> Result<Yard> {
        let smtp = Smtp::start().await?;
        let url = smtp.url();
        let mut arguments = vec!["--mail-server", &url, "--mail-from", "m@example.org"];
        arguments.extend(more.iter().map(String::as_str));
        let (server, base) = data.serve_by_name(&arguments).await?;
        Ok(Yard {
            _folder: folder,
            data,
            _server: server,
            base,
            smtp,
        })
    }
}

/// Somebody at a browser.
pub(super) struct Person<'a> {
    yard: &'a Yard,
    pub(super) browser: Browser,
    language: &'static str,
    pub(super) address: String,
}

impl<'a> Person<'a> {
    pub(super) async fn at(
        yard: &'a Yard,
        language: &'static str,
        name: &str,
    ) -> Result<Person<'a>> {
        let browser = Browser::start().await?;
        browser.on_every_page(AXE).await?;
        browser.set_size(320, 900).await?;
        Ok(Person {
            yard,
            browser,
            language,
            address: format!("{name}.{language}@example.org"),
        })
    }

    pub(super) async fn goto(&self, path: &str) -> Result<()> {
        let url = format!("{}/{}{path}", self.yard.base, self.language);
        self.browser.goto(&url).await
    }

    /// The page is fit for everybody, and is that of `path`.
    pub(super) async fn sees(&self, path: &str) -> Result<()> {
        let there = format!(
            "document.readyState === 'complete' && location.pathname === '/{}{path}'",
            self.language
        );
        self.browser.wait_for(&there).await?;
        let found = violations(&self.browser, Rules::All).await?;
        ensure!(found.is_empty(), "{path}: {found:#?}");
        let width = "return document.documentElement.scrollWidth";
        let width = self.browser.run(width).await?;
        ensure!(width.as_u64() <= Some(320), "{path} is {width} pixels wide");
        let headings = "return document.querySelectorAll('h1').length";
        ensure!(
            self.browser.run(headings).await? == 1,
            "{path} has no one heading"
        );
        Ok(())
    }

    /// Types into a field, which is reached by keyboard.
    pub(super) async fn types(&self, field: &str, words: &str) -> Result<()> {
        tab_to(&self.browser, &format!("at.name === '{field}'")).await?;
        self.browser.press(words).await
    }

    /// Presses the button of the form that leads to `action`, reached by keyboard.
    pub(super) async fn presses(&self, action: &str) -> Result<()> {
        let condition = format!(
            "at.tagName === 'BUTTON' && at.form && new URL(at.form.action).pathname.endsWith('{action}')"
        );
        tab_to(&self.browser, &condition).await?;
        self.browser.enter().await
    }

    /// Presses the button that asks the device for a passkey.
    async fn shows_passkey(&self) -> Result<()> {
        tab_to(
            &self.browser,
            "at.tagName === 'BUTTON' && at.closest('[data-passkey]')",
        )
        .await?;
        self.browser.press(&ENTER.to_string()).await
    }

    /// Asks for a link on a page, and uses the one that is mailed.
    pub(super) async fn follows_mailed_link(&self, page: &str) -> Result<()> {
        let known = self.yard.smtp.letters()?;
        self.goto(page).await?;
        self.sees(page).await?;
        self.types("address", &self.address).await?;
        self.browser.enter().await?;
        self.sees(page).await?;
        self.opens_link(&known).await
    }

    async fn opens_link(&self, known: &[madang_acceptance::smtp::Letter]) -> Result<()> {
        let words = "/account/link?token=";
        let letter = self.yard.smtp.wait_for(&self.address, words, known).await?;
        let link = letter
            .plain
            .split_whitespace()
            .find(|word| word.contains(words));
        self.browser.goto(link.context("a link")?).await?;
        self.sees("/account/link").await?;
        self.presses("/account/link").await?;
        self.sees("/account").await
    }

    pub(super) async fn signs_out(&self) -> Result<()> {
        self.goto("/account").await?;
        self.presses("/account/sign-out").await?;
        self.sees("/account/sign-in").await
    }

    /// Chooses in a list, which is reached by keyboard.
    pub(super) async fn chooses(&self, field: &str, value: &str) -> Result<()> {
        tab_to(&self.browser, &format!("at.name === '{field}'")).await?;
        let choose = format!(
            "const list = document.querySelector('select[name={field}]');
             list.value = '{value}'; return list.value;"
        );
        let chosen = self.browser.run(&choose).await?;
        ensure!(chosen == value, "{field} has no {value:?}");
        Ok(())
    }

    /// Opens the link that the console prints for an administrator, whose account has no passkey yet.
    async fn is_invited(&self) -> Result<()> {
        let mut invite = self.yard.data.command(["admin", "invite", &self.address]);
        let invited = invite.args(["--base-url", &self.yard.base]).output()?;
        let said = Finished::from(invited).expect(0)?.stdout;
        let mut words = said.split_whitespace();
        let link = words.find(|word| word.contains("/account/link?token="));
        let link = link.context("a link")?;
        let link = link.replace("/en/", &format!("/{}/", self.language));
        self.browser.goto(&link).await?;
        self.presses("/account/link").await?;
        self.sees("/account").await
    }

    /// Becomes an administrator, and an official where `place` says: everywhere where it is empty.
    pub(super) async fn becomes_official(&self, place: &str) -> Result<()> {
        self.browser.add_authenticator().await?;
        self.is_invited().await?;
        self.adds_passkey().await?;
        self.goto("/people").await?;
        self.types("address", &self.address).await?;
        self.chooses("role", "official").await?;
        self.chooses("place", place).await?;
        self.presses("/people/grant").await?;
        self.sees("/people").await
    }

    pub(super) async fn adds_passkey(&self) -> Result<()> {
        self.goto("/account").await?;
        self.shows_passkey().await?;
        let caption = match self.language {
            "ko" => "이 계정에 로그인하는 패스키",
            _ => "Passkeys that sign in to this account",
        };
        let there = format!("document.body.textContent.includes('{caption}')");
        self.browser.wait_for(&there).await?;
        self.sees("/account").await
    }

    pub(super) async fn has(&self, selector: &str) -> Result<bool> {
        Ok(self.browser.find(selector).await?.is_some())
    }

    /// Clicks on what leads to another page.
    pub(super) async fn clicks(&self, selector: &str) -> Result<()> {
        self.browser.expect(selector).await?.click().await
    }

    /// Makes an account in a browser that runs no scripts.
    pub(super) async fn registers_without_scripts(&self) -> Result<()> {
        self.browser.set_scripts(false).await?;
        self.goto("/account/register").await?;
        let field = self.browser.expect("[name=address]").await?;
        field.type_text(&self.address).await?;
        field.enter().await?;
        let words = "/account/link?token=";
        let letter = self.yard.smtp.wait_for(&self.address, words, &[]).await?;
        let mut words_of = letter.plain.split_whitespace();
        let link = words_of.find(|word| word.contains(words));
        self.browser.goto(link.context("a link")?).await?;
        self.clicks("main form button").await
    }

    /// Nothing was written to the console.
    pub(super) async fn silent(&self) -> Result<()> {
        let console = self.browser.console().await?;
        ensure!(console.is_empty(), "{console:?}");
        Ok(())
    }
}

async fn somebody_signs_in_by_each_way_and_erases_themselves(language: &'static str) -> Result<()> {
    let yard = Yard::start().await?;
    let kim = Person::at(&yard, language, "kim").await?;
    kim.browser.add_authenticator().await?;
    kim.follows_mailed_link("/account/register").await?;

    kim.types("new", PASSWORD).await?;
    kim.browser.enter().await?;
    kim.browser
        .wait_for("document.readyState === 'complete' && document.querySelector('[name=current]')")
        .await?;
    kim.signs_out().await?;
    kim.types("address", &kim.address).await?;
    kim.types("password", "not the password at all").await?;
    kim.browser.enter().await?;
    kim.browser
        .wait_for("document.querySelector('.error-summary')")
        .await?;
    // The answer to a form with a mistake is an error to the console.
    kim.browser.console().await?;
    kim.sees("/account/sign-in").await?;
    kim.types("password", PASSWORD).await?;
    kim.browser.enter().await?;
    kim.sees("/account").await?;

    kim.signs_out().await?;
    kim.follows_mailed_link("/account/mail").await?;
    kim.adds_passkey().await?;
    kim.signs_out().await?;
    kim.types("address", &kim.address).await?;
    kim.shows_passkey().await?;
    kim.sees("/account").await?;

    kim.goto("/account/following").await?;
    kim.sees("/account/following").await?;
    kim.goto("/account/erase").await?;
    kim.sees("/account/erase").await?;
    kim.presses("/account/erase").await?;
    kim.sees("/account/erased").await?;
    kim.goto("/account").await?;
    kim.sees("/account/sign-in").await?;
    kim.types("address", &kim.address).await?;
    kim.types("password", PASSWORD).await?;
    kim.browser.enter().await?;
    kim.browser
        .wait_for("document.querySelector('.error-summary')")
        .await
}

async fn an_administrator_grants_a_role(language: &'static str) -> Result<()> {
    let yard = Yard::start().await?;
    let kim = Person::at(&yard, language, "kim").await?;
    kim.browser.add_authenticator().await?;
    kim.is_invited().await?;
    // Without a passkey there is nothing to do but to add one.
    ensure!(
        !kim.has("a[href$='/people']").await?,
        "nobody is led where they may not go"
    );
    ensure!(!kim.has("[name=new]").await?);
    kim.adds_passkey().await?;
    tab_to(
        &kim.browser,
        "at.pathname && at.pathname.endsWith('/people')",
    )
    .await?;
    kim.browser.enter().await?;
    kim.sees("/people").await?;
    let lee = Person::at(&yard, language, "lee").await?;
    kim.types("address", &lee.address).await?;
    kim.chooses("role", "facilitator").await?;
    let known = yard.smtp.letters()?;
    kim.presses("/people/grant").await?;
    let granted = format!(
        "document.querySelector('main').textContent.includes('{}')",
        lee.address
    );
    kim.browser.wait_for(&granted).await?;
    kim.sees("/people").await?;
    kim.silent().await?;

    lee.browser.add_authenticator().await?;
    lee.opens_link(&known).await?;
    ensure!(
        !lee.has("a[href$='/account/data']").await?,
        "a role without a passkey"
    );
    lee.adds_passkey().await?;
    ensure!(lee.has("a[href$='/account/data']").await?);
    ensure!(
        !lee.has("a[href$='/people']").await?,
        "a facilitator grants nothing"
    );

    ends_role(&kim, &lee).await
}

/// An administrator ends the role of somebody, who is told and holds it no more.
async fn ends_role(kim: &Person<'_>, lee: &Person<'_>) -> Result<()> {
    let smtp = &kim.yard.smtp;
    kim.goto("/people").await?;
    kim.browser
        .run("document.querySelectorAll('main details').forEach(one => one.open = true)")
        .await?;
    kim.sees("/people").await?;
    let ends = "document.querySelectorAll('form[action$=\"/people/end\"]').length";
    let before = kim.browser.run(&format!("return {ends}")).await?;
    ensure!(before == 2, "{before}: both roles can be ended");
    let known = smtp.letters()?;
    kim.browser
        .run(&format!(
            "const cells = [...document.querySelectorAll('main tr')];
             const row = cells.find(row => row.textContent.includes('{}'));
             row.querySelector('form[action$=\"/people/end\"] button').click();",
            lee.address
        ))
        .await?;
    kim.browser
        .wait_for(&format!(
            "document.readyState === 'complete' && {ends} === 1"
        ))
        .await?;
    // Whoever loses a role is told.
    smtp.wait_for(&lee.address, "/account", &known).await?;
    lee.goto("/account").await?;
    ensure!(lee.has("a[href$='/account/erase']").await?);
    Ok(())
}

async fn without_scripts_one_registers_and_is_told_about_passkeys(
    language: &'static str,
) -> Result<()> {
    let yard = Yard::start().await?;
    let kim = Person::at(&yard, language, "kim").await?;
    kim.registers_without_scripts().await?;
    let text = kim.browser.expect("main").await?.text().await?;
    let told = match language {
        "ko" => "스크립트를 실행할 수 있는 화면",
        _ => "needs a browser that runs scripts",
    };
    ensure!(text.contains(told), "{text}");
    kim.goto("/account/erase").await?;
    kim.clicks("main form button").await?;
    let url = kim.browser.url().await?;
    ensure!(url.ends_with("/account/erased"), "{url}");
    Ok(())
}

macro_rules! in_both_languages {
    ($($test:ident),+ $(,)?) => {
        mod korean {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() -> anyhow::Result<()> { super::$test("ko").await })+
        }
        mod english {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() -> anyhow::Result<()> { super::$test("en").await })+
        }
    };
}
pub(super) use in_both_languages;

in_both_languages!(
    somebody_signs_in_by_each_way_and_erases_themselves,
    an_administrator_grants_a_role,
    without_scripts_one_registers_and_is_told_about_passkeys,
);
