//! Every phase in some languages, pictured: its own sentence is there, nothing is cut
//! off, and it runs the right way. The pictures are for people to look at. A phase is
//! opened once, in the first language, and then speaks the others.

use super::Language;
use crate::support::{ConfigPage, World, stays_equal};
use anyhow::{Context, Result, ensure};
use serde_json::json;

const HANGS: &str = r#"{"mode":"hangs"}"#;
const DOWN: &str = r#"{"mode":"down"}"#;
const WORKS: &str = r#"{"mode":"ok"}"#;

/// Speaks a language, waits for its sentences, and then, as wide as a client's dialog may be
/// and as high as it takes, tells what is cut off and which way the page runs. An address
/// is longer than any field. All of it is one call: others would come too late for a phase
/// that ends by itself.
const LOOK: &str = "const done = arguments[0], { locale, says } = SAYS;
    const root = document.documentElement, frame = window.frameElement;
    const seen = () => says.map(([part]) => document.querySelector(part)?.innerText.trim());
    const isSaid = () => seen().every((text, nth) => text === says[nth][1]);
    const pose = (height) => frame && Object.assign(frame.style,
        { position: 'fixed', top: 0, left: 0, zIndex: 1, width: '480px', height });
    const end = performance.now() + 15000;
    const measure = () => {
        pose(`${Math.ceil(document.querySelector('main').getBoundingClientRect().height)}px`);
        const parts = document.querySelectorAll('main *:not(#webhook-url, .heard, thead, thead *)');
        const cut = [root, ...parts].filter((part) => part.clientWidth > 0 && part.scrollWidth > part.clientWidth);
        requestAnimationFrame(() => done([cut.map(({ outerHTML }) => outerHTML).join(), getComputedStyle(root).direction, seen()]));
    };
    const look = () => {
        if (!isSaid() && performance.now() < end) return requestAnimationFrame(look);
        pose('300px');
        requestAnimationFrame(measure);
    };
    teamsWords.speak(locale);
    look();";

/// A part of the page, and the sentences in it, by their names in the language's file.
type Says<'a> = (&'a str, &'a [&'a str]);

/// Where pictures are taken, and in what.
struct Studio<'a> {
    world: &'a World,
    first: &'a Language,
    languages: &'a [Language],
    theme: &'static str,
}

/// Few languages at a time: all have their turn within a phase's own limit of ten seconds.
pub(super) async fn every_phase(
    world: &mut World,
    languages: &[Language],
    theme: &'static str,
) -> Result<()> {
    let studio = &Studio {
        world,
        first: languages.first().context("there is a language")?,
        languages,
        theme,
    };
    studio.without_a_host().await?;
    studio.saving().await?;
    studio.prefilling().await?;
    studio.removing().await?;
    studio.tab().await
}

impl Studio<'_> {
    /// Opens the host with these words besides language and theme.
    async fn begin(&self, choices: &str) -> Result<ConfigPage<'_>> {
        let (locale, theme) = (&self.first.locale, self.theme);
        let all = format!("{choices}&locale={locale}&theme={theme}");
        self.world.simulator.begin(&all).await
    }

    async fn notice(&self, page: &ConfigPage<'_>, of: &str, keys: &[&str]) -> Result<()> {
        self.pictures(page, of, &[("#notice", keys)]).await
    }

    /// In each language, waits until the page says these, and takes its picture.
    async fn pictures(&self, page: &ConfigPage<'_>, of: &str, says: &[Says<'_>]) -> Result<()> {
        for language in self.languages {
            self.speaks(page, of, language, says).await?;
            self.picture_in("app-frame", of, language).await?;
            let back = "frameElement.removeAttribute('style'); arguments[0]()";
            page.ask::<()>(back).await?;
        }
        Ok(())
    }

    async fn picture_in(&self, frame: &str, of: &str, language: &Language) -> Result<()> {
        let of = format!("{}-{of}", language.tag);
        self.world.picture_in(frame, &of).await
    }

    /// Says these in the language, with nothing cut off.
    async fn speaks(
        &self,
        page: &ConfigPage<'_>,
        of: &str,
        language: &Language,
        says: &[Says<'_>],
    ) -> Result<()> {
        let mut expected = Vec::new();
        for (part, keys) in says {
            let words: Result<String> = keys.iter().map(|key| language.text_of(key)).collect();
            expected.push((*part, words?.trim_end().to_owned()));
        }
        let asked = json!({ "locale": language.locale, "says": expected });
        let script = LOOK.replace("SAYS", &asked.to_string());
        let (cut, direction, seen): (String, String, Vec<String>) = page.ask(&script).await?;
        let tag = &language.tag;
        let expected: Vec<_> = expected.into_iter().map(|(_, words)| words).collect();
        stays_equal(&format!("{of} in {tag}"), &seen, &expected)?;
        ensure!(cut.is_empty(), "{of} in {tag} is cut off: {cut}");
        let runs = language.direction().to_owned();
        stays_equal(&format!("{of}'s direction in {tag}"), &direction, &runs)
    }

    /// With no host that says its locale, the page speaks as the browser does.
    async fn without_a_host(&self) -> Result<()> {
        let simulator = &self.world.simulator;
        self.world.browser_speaks(&self.first.locale).await?;
        let small = json!({ "width": 480, "height": 300, "deviceScaleFactor": 1, "mobile": false });
        self.world
            .system("Emulation.setDeviceMetricsOverride", small)
            .await?;
        simulator.open_alone("/configure").await?;
        let page = &ConfigPage::alone(simulator.browser());
        let says: &[Says<'_>] = &[("#notice", &["OutsideNoHost"])];
        let own = self.first.text("OutsideNoHost")?;
        page.part_says("#notice", &own).await?;
        for language in self.languages {
            self.speaks(page, "outside", language, says).await?;
            let of = format!("{}-00-outside", language.tag);
            self.world.picture(&of).await?;
        }
        self.world
            .system("Emulation.clearDeviceMetricsOverride", json!({}))
            .await?;

        let page = &self.begin("init=silent").await?;
        self.notice(page, "01-connecting", &["Connecting"]).await
    }

    async fn saving(&self) -> Result<()> {
        let simulator = &self.world.simulator;
        self.begin("close=stays").await?;
        let page = &simulator.opened_page().await?;
        self.asks_to_choose(page).await?;
        self.pictures(page, "02-editing", &[("#type-message", &["ChooseFirst"])])
            .await?;
        self.save_while(page, HANGS).await?;
        self.notice(page, "03-saving", &["Saving"]).await?;

        self.begin("close=stays").await?;
        let page = &simulator.opened_page().await?;
        self.asks_to_choose(page).await?;
        self.save_while(page, DOWN).await?;
        self.notice(page, "04-save-failed", &["PerhapsNotSaved", "Offline"])
            .await?;
        simulator.backend_is(WORKS).await?;
        simulator.press("save").await?;
        self.notice(page, "05-saved", &["Saved"]).await
    }

    /// Waits for the first sentence in this language: from then on nothing moves under
    /// the pointer any more.
    async fn asks_to_choose(&self, page: &ConfigPage<'_>) -> Result<()> {
        let first = self.first.text("ChooseFirst")?;
        page.part_says("#type-message", &first).await
    }

    async fn save_while(&self, page: &ConfigPage<'_>, backend: &str) -> Result<()> {
        let simulator = &self.world.simulator;
        page.choose("All").await?;
        simulator.reaches("valid").await?;
        simulator.backend_is(backend).await?;
        simulator.press("save").await
    }

    async fn prefilling(&self) -> Result<()> {
        let simulator = &self.world.simulator;
        let page = &simulator.configure().await?;
        let unchanged: &[Says<'_>] = &[("#type-message", &["Unchanged"])];
        self.pictures(page, "06-unchanged", unchanged).await?;

        simulator.backend_is(HANGS).await?;
        simulator.press("configure").await?;
        let page = &ConfigPage::new(simulator.browser());
        self.notice(page, "07-prefilling", &["Prefilling"]).await?;
        simulator.backend_is(WORKS).await
    }

    async fn removing(&self) -> Result<()> {
        let simulator = &self.world.simulator;
        let page = &self.begin("frame=remove").await?;
        self.notice(page, "08-confirming-removal", &["ConfirmRemoval"])
            .await?;
        simulator.backend_is(HANGS).await?;
        simulator.press("remove").await?;
        self.notice(page, "09-removing", &["Removing"]).await?;

        simulator.backend_is(WORKS).await?;
        let page = &self.begin("frame=remove&close=stays").await?;
        page.reaches("confirming-removal").await?;
        simulator.press("remove").await?;
        self.notice(page, "10-removed", &["Removed"]).await
    }

    async fn tab(&self) -> Result<()> {
        let simulator = &self.world.simulator;
        let page = &self.begin("profile=tab").await?;
        self.asks_to_choose(page).await?;
        let address = simulator.text("workflow-address").await?;
        page.choose("All").await?;
        page.type_in("#webhook-url", &address).await?;
        simulator.reaches("valid").await?;
        page.press("#test").await?;
        let says: &[Says<'_>] = &[
            ("#address-message", &["AddressWorkflow"]),
            ("#trial-message", &["TestLook"]),
            ("#seen", &["Unknown"]),
        ];
        self.pictures(page, "11-tab", says).await?;

        simulator.save_again().await?;
        simulator.create_task("Order paper").await?;
        simulator.shows_card("Order paper").await?;
        self.begin("profile=tab").await?;
        let page = &ConfigPage::of_tab(simulator.browser());
        let says: &[Says<'_>] = &[("#history", &["status:Deliveries"])];
        for language in self.languages {
            self.speaks(page, "the status", language, says).await?;
            self.picture_in("tab-frame", "12-status", language).await?;
        }
        Ok(())
    }
}
