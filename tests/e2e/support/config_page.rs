//! The configuration page inside the host's frame: what it says, and what can be done.

use super::eventually;
use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use thirtyfour::{By, Key, WebDriver, WebElement};

/// The page in the frame that is open now.
pub(crate) struct ConfigPage<'a> {
    browser: &'a WebDriver,
    frame: Option<&'static str>,
}

impl<'a> ConfigPage<'a> {
    pub(crate) fn new(browser: &'a WebDriver) -> Self {
        let frame = Some("app-frame");
        Self { browser, frame }
    }

    /// The tab's content, beside the dialog.
    pub(crate) fn of_tab(browser: &'a WebDriver) -> Self {
        let frame = Some("tab-frame");
        Self { browser, frame }
    }

    /// The page in a window of its own, with no host around it.
    pub(crate) fn alone(browser: &'a WebDriver) -> Self {
        let frame = None;
        Self { browser, frame }
    }

    /// Goes into the frame; every look does, because the host replaces frames.
    async fn enter(&self) -> Result<()> {
        self.browser.enter_default_frame().await?;
        let Some(frame) = self.frame else {
            return Ok(());
        };
        let frame = self.browser.find(By::Id(frame)).await?;
        Ok(frame.enter_frame().await?)
    }

    async fn find(&self, css: &str) -> Result<WebElement> {
        self.enter().await?;
        Ok(self.browser.find(By::Css(css)).await?)
    }

    /// An attribute of the root element: `data-phase`, `data-theme`.
    pub(crate) async fn root(&self, attribute: &str) -> Result<String> {
        let value = self.find("html").await?.attr(attribute).await?;
        value.with_context(|| format!("the root element has no {attribute}"))
    }

    /// Waits for a phase.
    pub(crate) async fn reaches(&self, phase: &str) -> Result<()> {
        let what = format!("the page's phase is {phase}");
        let look = async || self.root("data-phase").await;
        eventually(&what, look, |seen| seen == phase)
            .await
            .map(drop)
    }

    /// Where a script of the page comes from; empty when it is inlined.
    pub(crate) async fn source(&self, script: &str) -> Result<String> {
        let source = self.find(script).await?.attr("src").await?;
        Ok(source.unwrap_or_default())
    }

    /// Chooses a notification type by its code, by its label as a person does.
    pub(crate) async fn choose(&self, code: &str) -> Result<()> {
        let radio = format!("input[name=notificationType][value={code}]");
        Ok(self.find(&radio).await?.click().await?)
    }

    /// Declines the card that tells the channel of a first save, or asks for the one that
    /// tells it of a change.
    pub(crate) async fn toggle_confirmation(&self) -> Result<()> {
        Ok(self.find("#confirm").await?.click().await?)
    }

    /// Presses a button of the page.
    pub(crate) async fn press(&self, button: &str) -> Result<()> {
        let button = self.find(button).await?;
        // Out from under what stands at the frame's bottom, as a person scrolls.
        button.scroll_into_view().await?;
        Ok(button.click().await?)
    }

    /// Presses a key where this has the focus.
    pub(crate) async fn press_key(&self, at: &str, key: Key) -> Result<()> {
        let element = self.find(at).await?;
        element.focus().await?;
        Ok(element.send_keys(key + "").await?)
    }

    /// Types into a field, over what is there. WebDriver's own clearing makes
    /// no input event, so the page would rightly put the text back whenever it
    /// next shows its state.
    pub(crate) async fn type_in(&self, field: &str, text: &str) -> Result<()> {
        let input = self.find(field).await?;
        input.send_keys(Key::Control + "a").await?;
        Ok(input.send_keys(text).await?)
    }

    /// Pastes into a field, over what is there.
    pub(crate) async fn paste(&self, field: &str, text: &str) -> Result<()> {
        let field = self.find(field).await?;
        let script = "const [field, text] = arguments;
            field.focus();
            field.select();
            document.execCommand('insertText', false, text);";
        let arguments = vec![field.to_json()?, text.into()];
        Ok(self.browser.execute(script, arguments).await.map(drop)?)
    }

    /// Waits until a part of the page says this.
    pub(crate) async fn part_says(&self, part: &str, words: &str) -> Result<()> {
        let what = format!("{part} saying {words:?}");
        let look = async || {
            let element = self.find(part).await?;
            Ok(element.text().await?)
        };
        eventually(&what, look, |seen| seen == words)
            .await
            .map(drop)
    }

    /// The chosen notification type's code, empty when none is.
    pub(crate) async fn chosen(&self) -> Result<String> {
        self.enter().await?;
        let script =
            "return document.querySelector('input[name=notificationType]:checked')?.value ?? ''";
        let answer = self.browser.execute(script, vec![]).await?;
        Ok(answer.convert()?)
    }

    /// The name as it stands in the field.
    pub(crate) async fn name(&self) -> Result<String> {
        let field = self.find("#config-name").await?;
        Ok(field.prop("value").await?.unwrap_or_default())
    }

    /// Types a name over the one in the field.
    pub(crate) async fn rename(&self, name: &str) -> Result<()> {
        self.type_in("#config-name", name).await
    }

    /// The page's own words about what happened.
    pub(crate) async fn notice(&self) -> Result<String> {
        Ok(self.find("#notice").await?.text().await?)
    }

    /// Presses the page's own button to load once more what could not be read.
    pub(crate) async fn load_again(&self) -> Result<()> {
        Ok(self.find("#again").await?.click().await?)
    }

    /// Waits until the page says something with these words; answers all of it.
    pub(crate) async fn says(&self, words: &str) -> Result<String> {
        let what = format!("the page says {words:?}");
        let look = async || self.notice().await;
        eventually(&what, look, |seen| seen.contains(words)).await
    }

    /// Runs a script in the page that calls back with its answer.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        self.enter().await?;
        Ok(self
            .browser
            .execute_async(script, vec![])
            .await?
            .convert()?)
    }

    /// Everything in the document, with what scripts put there.
    pub(crate) async fn document(&self) -> Result<String> {
        self.enter().await?;
        let script = "return document.documentElement.outerHTML
            + [...document.querySelectorAll('input')].map((field) => field.value).join(' ')";
        Ok(self.browser.execute(script, vec![]).await?.convert()?)
    }
}
