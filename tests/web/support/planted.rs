//! Plants a stand-in for the SDK's global, and takes it away again.

use super::URL;
use js_sys::{Function, Reflect, eval};
use page::{
    form::{model::Text, ui::limits},
    teams::{SdkV1, SdkV2, TeamsHost},
};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Which SDK generation is planted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Generation {
    V1,
    V2,
}

/// A planted global; gone when dropped.
pub(crate) struct Planted(Generation);

impl Planted {
    pub(crate) fn new(generation: Generation) -> Self {
        let source = include_str!("planted.js").replace("\"URL\"", &format!("{URL:?}"));
        let plant: Function = eval(&source).expect("it parses").unchecked_into();
        let name = match generation {
            Generation::V1 => "v1",
            Generation::V2 => "v2",
        };
        plant
            .call1(&JsValue::NULL, &name.into())
            .expect("it plants");
        eval(&words()).expect("it speaks");
        eval(&start_up_lines()).expect("it starts");
        Self(generation)
    }

    pub(crate) fn host(&self) -> Rc<dyn TeamsHost> {
        match self.0 {
            Generation::V1 => Rc::new(SdkV1::default()),
            Generation::V2 => Rc::new(SdkV2::default()),
        }
    }

    /// What the page called, one line each.
    pub(crate) fn log(&self) -> String {
        run("planted.log.join('\\n')")
            .as_string()
            .unwrap_or_default()
    }

    /// Has the host send an event: `save`, `remove` or `theme`.
    pub(crate) fn fire(&self, name: &str) {
        run(&format!("planted.fire({name:?})"));
    }

    /// Has the browser close the page.
    pub(crate) fn tear_down(&self) {
        run("window.dispatchEvent(new Event('pagehide'))");
    }

    pub(crate) fn refuse_settings(&self, reason: &str) {
        run(&format!("planted.host.refuse = {reason:?}"));
    }

    pub(crate) fn nothing_is_configured(&self) {
        run("delete planted.host.settings.entityId");
    }

    /// Which product the host says it is.
    pub(crate) fn is_in(&self, app_type: &str) {
        run(&format!("planted.host.settings.appType = {app_type:?}"));
    }

    pub(crate) fn answer_null(&self) {
        run("planted.host.settings = null");
    }

    pub(crate) fn staged(&self) -> String {
        run("JSON.stringify(planted.host.staged)")
            .as_string()
            .unwrap_or_default()
    }
}

impl Drop for Planted {
    fn drop(&mut self) {
        for name in [
            "microsoftTeams",
            "planted",
            "teamsBoot",
            "teamsWords",
            "nativeInterface",
        ] {
            let _ = Reflect::delete_property(&js_sys::global(), &name.into());
        }
    }
}

/// The page's words with the first two sentences, as the build fills them in.
fn words() -> String {
    let english = r#"["The page was closed.", "Not now."]"#;
    include_str!("../../../src/lang/words.js").replace("ENGLISH", english)
}

/// The start-up lines with their numbers, as the build fills them in.
fn start_up_lines() -> String {
    format!(
        "const TEXT = {{ Closing: {}, NotNow: {} }}, LIMIT = {{ HELD: {}, LOCALE: {}, PROGRAM: {} }};\n{}",
        Text::Closing as usize,
        Text::NotNow as usize,
        limits::HELD.as_millis(),
        limits::LOCALE.as_millis(),
        limits::PROGRAM.as_millis(),
        include_str!("../../../src/teams/boot.js")
    )
}

fn run(source: &str) -> JsValue {
    eval(source).expect(source)
}
