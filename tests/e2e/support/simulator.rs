//! The pretend Teams as a person sees it: what it says, and what can be pressed.

use super::{ConfigPage, eventually};
use anyhow::{Result, bail};
use serde::de::DeserializeOwned;
use serde_json::Value;
use thirtyfour::{By, WebDriver};

/// Where the simulator is, such as `http://localhost:40001`.
pub(crate) struct Origin(pub(crate) String);

/// One line of the wire log.
#[derive(Debug)]
pub(crate) struct Message {
    /// The page said it; otherwise the host did.
    pub(crate) from_page: bool,
    /// Its wire name; `answer …` when the host answers.
    pub(crate) name: String,
    /// What came with it.
    pub(crate) args: Value,
}

/// The host's page in the browser.
pub(crate) struct Simulator {
    browser: WebDriver,
    origin: Origin,
    sdk: &'static str,
}

impl Simulator {
    /// Knows the way; opens nothing yet.
    pub(crate) fn new(browser: WebDriver, origin: Origin, sdk: &'static str) -> Self {
        Self {
            browser,
            origin,
            sdk,
        }
    }

    /// The browser it is in.
    pub(crate) fn browser(&self) -> &WebDriver {
        &self.browser
    }

    /// How the journey's SDK begins its own version.
    pub(crate) fn sdk_version(&self) -> &'static str {
        if self.sdk == "shipped" {
            "2."
        } else {
            self.sdk
        }
    }

    /// Opens it, and with it a new connector, with the journey's SDK.
    pub(crate) async fn open(&self) -> Result<ConfigPage<'_>> {
        self.begin("").await?;
        self.opened_page().await
    }

    /// Where it is: also the page's own origin.
    pub(crate) fn origin(&self) -> &str {
        &self.origin.0
    }

    /// Opens it with these words in its address, such as `set=refused`, and waits
    /// until the host works: the page may never be ready.
    pub(crate) async fn begin(&self, choices: &str) -> Result<ConfigPage<'_>> {
        let address = format!("{}/?sdk={}&{choices}", self.origin.0, self.sdk);
        self.browser.goto(address).await?;
        let look = async || {
            let dialog = self.browser.find(By::Id("dialog")).await?;
            Ok(dialog.attr("data-open").await?.unwrap_or_default())
        };
        eventually("the host opens a page", look, |open| open == "true").await?;
        Ok(ConfigPage::new(&self.browser))
    }

    /// Opens an address of the same origin as the page's own window.
    pub(crate) async fn open_alone(&self, path: &str) -> Result<()> {
        Ok(self
            .browser
            .goto(format!("{}{path}", self.origin.0))
            .await?)
    }

    /// Loads the host's page again, as a person does when impatient.
    pub(crate) async fn reload(&self) -> Result<()> {
        self.browser.enter_default_frame().await?;
        Ok(self.browser.refresh().await?)
    }

    /// Opens the newest stored connector.
    pub(crate) async fn configure(&self) -> Result<ConfigPage<'_>> {
        self.press("configure").await?;
        self.opened_page().await
    }

    /// The page in the frame, once the host takes it as ready.
    pub(crate) async fn opened_page(&self) -> Result<ConfigPage<'_>> {
        self.reaches("ready").await?;
        let page = ConfigPage::new(&self.browser);
        page.reaches("editing").await?;
        Ok(page)
    }

    /// Presses what a selector names, such as a row's button.
    pub(crate) async fn press_at(&self, css: &str) -> Result<()> {
        self.browser.enter_default_frame().await?;
        Ok(self.browser.find(By::Css(css)).await?.click().await?)
    }

    /// Types into a field of the host's page: a text, or the name of a file to upload.
    pub(crate) async fn type_into(&self, id: &str, text: &str) -> Result<()> {
        self.browser.enter_default_frame().await?;
        Ok(self.browser.find(By::Id(id)).await?.send_keys(text).await?)
    }

    /// Tells the pretend issuer what becomes of it: its `keys`, in JSON.
    pub(crate) async fn issuer(&self, what: &str, change: &'static str) -> Result<()> {
        let client = reqwest::Client::builder().no_proxy().build()?;
        let request = client.post(format!("{}/simulator/issuer/{what}", self.origin.0));
        let request = request.header("content-type", "application/json");
        request.body(change).send().await?.error_for_status()?;
        Ok(())
    }

    /// Presses a button by its id.
    pub(crate) async fn press(&self, id: &str) -> Result<()> {
        self.browser.enter_default_frame().await?;
        Ok(self.browser.find(By::Id(id)).await?.click().await?)
    }

    /// Chooses a value in a select by its id, as a person does.
    pub(crate) async fn choose(&self, id: &str, value: &str) -> Result<()> {
        self.browser.enter_default_frame().await?;
        let option = format!("#{id} option[value='{value}']");
        Ok(self.browser.find(By::Css(option)).await?.click().await?)
    }

    /// The text of an element by its id.
    pub(crate) async fn text(&self, id: &str) -> Result<String> {
        self.browser.enter_default_frame().await?;
        let element = self.browser.find(By::Id(id)).await?;
        // WebKit's driver leaves out what an ellipsis might shorten.
        let script = "return arguments[0].innerText.trim()";
        let text = self.browser.execute(script, vec![element.to_json()?]);
        Ok(text.await?.convert()?)
    }

    /// Waits for a host status.
    pub(crate) async fn reaches(&self, status: &str) -> Result<()> {
        let what = format!("the host's status is {status}");
        let look = async || self.text("host-status").await;
        eventually(&what, look, |seen| seen == status)
            .await
            .map(drop)
    }

    /// Presses Save as soon as it may be, and waits until the host has stored.
    pub(crate) async fn save(&self) -> Result<()> {
        self.reaches("valid").await?;
        self.save_again().await
    }

    /// Presses Save, which is on: the status may still say how the last save went.
    pub(crate) async fn save_again(&self) -> Result<()> {
        self.press("save").await?;
        self.reaches("saved").await
    }

    /// Opens the simulator and saves a new connector.
    pub(crate) async fn saved(&self, code: &str, name: &str) -> Result<()> {
        let page = self.open().await?;
        page.choose(code).await?;
        page.rename(name).await?;
        // Only what the journey is about shall be in the channel.
        page.toggle_confirmation().await?;
        self.save().await
    }

    /// Lets the backend's faults begin or end, for the page's calls or its files.
    pub(crate) async fn backend_is(&self, setting: &str) -> Result<()> {
        self.put("/simulator/backend", setting).await
    }

    /// What of the channel's script is still to be played.
    pub(crate) async fn channel_script(&self) -> Result<Value> {
        self.get("/simulator/receiver").await
    }

    /// Scripts how the channel answers the next posts.
    pub(crate) async fn channel_answers(&self, script: &str) -> Result<()> {
        self.put("/simulator/receiver", script).await
    }

    async fn put(&self, path: &str, body: &str) -> Result<()> {
        self.browser.enter_default_frame().await?;
        let script = "const [path, body, done] = arguments;
            fetch(path, { method: 'PUT', body }).then((answer) => done(answer.status));";
        let arguments = vec![path.into(), body.into()];
        let status: u16 = self
            .browser
            .execute_async(script, arguments)
            .await?
            .convert()?;
        if !(200..300).contains(&status) {
            bail!("the simulator answers {status} to {body} at {path}");
        }
        Ok(())
    }

    /// Creates a task and waits until the backend has taken the event.
    pub(crate) async fn create_task(&self, title: &str) -> Result<String> {
        self.browser.enter_default_frame().await?;
        let field = self.browser.find(By::Id("task-title")).await?;
        field.clear().await?;
        field.send_keys(title).await?;
        self.press("task-create").await?;
        self.event_taken().await
    }

    /// Updates the newest task and waits until the backend has taken the event.
    pub(crate) async fn update_task(&self) -> Result<String> {
        self.press("task-update").await?;
        self.event_taken().await
    }

    async fn event_taken(&self) -> Result<String> {
        let look = async || self.text("task-result").await;
        eventually("the event is accepted", look, |seen| {
            seen.starts_with("Accepted")
        })
        .await
    }

    /// Waits until a card with this text is in the channel.
    pub(crate) async fn shows_card(&self, text: &str) -> Result<()> {
        let what = format!("the channel shows {text:?}");
        let look = async || self.text("channel").await;
        eventually(&what, look, |seen| seen.contains(text))
            .await
            .map(drop)
    }

    /// Changes one of the host's faults while a page is open.
    pub(crate) async fn fault(&self, name: &str, value: &str) -> Result<()> {
        if name == "backend" {
            // The select does not say when the server has heard.
            return self.backend_is(&format!(r#"{{"mode":"{value}"}}"#)).await;
        }
        self.browser.enter_default_frame().await?;
        // By a script: the controls are folded away, and WebKit's driver may press one
        // before it is laid out. No person's way is shown by them.
        let script = "const [id, value] = arguments, select = document.getElementById(id);
            select.value = value;
            select.dispatchEvent(new Event('change'));
            return select.value;";
        let arguments = vec![format!("fault-{name}").into(), value.into()];
        let chosen: String = self.browser.execute(script, arguments).await?.convert()?;
        if chosen != value {
            bail!("the fault {name} knows no {value}");
        }
        Ok(())
    }

    /// Every message so far, both ways.
    pub(crate) async fn wire(&self) -> Result<Vec<Message>> {
        self.browser.enter_default_frame().await?;
        let script =
            "return [...document.querySelectorAll('#wire-log .wire--page, #wire-log .wire--host')]
            .map((line) => [
                line.classList.contains('wire--page'),
                line.querySelector('b').textContent,
                JSON.parse(line.querySelector('code').textContent),
            ])";
        let lines: Vec<(bool, String, Value)> =
            self.browser.execute(script, vec![]).await?.convert()?;
        let message = |(from_page, name, args)| Message {
            from_page,
            name,
            args,
        };
        Ok(lines.into_iter().map(message).collect())
    }

    /// The settings of every connector that the host has committed, the newest last.
    pub(crate) async fn committed(&self) -> Result<Vec<Value>> {
        self.browser.enter_default_frame().await?;
        let script = "return JSON.parse(localStorage.getItem('teams-simulator.connectors') ?? '[]')
            .map((connector) => connector.settings)";
        Ok(self.browser.execute(script, vec![]).await?.convert()?)
    }

    /// From now on the host hands out another address for its newest connector, as
    /// Teams may between two visits.
    pub(crate) async fn mints_anew(&self) -> Result<()> {
        self.browser.enter_default_frame().await?;
        let script = "const key = 'teams-simulator.connectors';
            const all = JSON.parse(localStorage.getItem(key));
            all.at(-1).settings.webhookUrl += '0';
            localStorage.setItem(key, JSON.stringify(all));";
        Ok(self.browser.execute(script, vec![]).await.map(drop)?)
    }

    /// The paths of every post to a fake webhook, the newest last.
    pub(crate) async fn posted_to(&self) -> Result<Vec<String>> {
        let posts: Vec<Value> = self.get("/simulator/posts").await?;
        let hooks = posts.iter().filter_map(|post| post["hook"].as_str());
        Ok(hooks.map(str::to_owned).collect())
    }

    /// How often the page has asked the backend to store something, whatever came of it.
    pub(crate) async fn stores_asked(&self) -> Result<usize> {
        let calls: Vec<String> = self.get("/simulator/calls").await?;
        Ok(calls.iter().filter(|call| call.starts_with("PUT ")).count())
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        self.browser.enter_default_frame().await?;
        let script = "const [path, done] = arguments;
            fetch(path).then((answer) => answer.json()).then(done);";
        let answer = self.browser.execute_async(script, vec![path.into()]);
        Ok(answer.await?.convert()?)
    }

    /// What the host warned of.
    pub(crate) async fn warnings(&self) -> Result<String> {
        self.text("warnings").await
    }

    /// What can be seen, for a failure's message.
    pub(crate) async fn describe(&self) -> Result<String> {
        let mut told = format!("SDK {}", self.sdk);
        for id in [
            "host-status",
            "host-reason",
            "warnings",
            "task-result",
            "channel",
            "wire-log",
        ] {
            let text = self.text(id).await.unwrap_or_default();
            told.push_str(&format!("\n{id}: {text}"));
        }
        Ok(told)
    }
}
